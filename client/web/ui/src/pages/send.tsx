import { useEffect, useState } from "preact/hooks";
import type { Sending } from "../contract";
import { sayProblem } from "../i18n/problems";
import { Title } from "../parts/basics";
import { useOnce, useSession } from "../use";

const kAskEvery = 700;

export function SendPage() {
  const session = useSession();
  const { say, count } = session.speech;
  const [sending, setSending] = useState<Sending | null>(null);
  const [busy, once] = useOnce();
  const runs = sending?.state === "running";
  const ask = async () => {
    const answer = await session.attempt(() => session.call("sending", {}));
    if (!answer) return;
    setSending(answer);
    if (answer.state === "running") return;
    await session.learn();
    await session.refresh();
  };
  useEffect(() => { void ask(); }, []);
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => void ask(), kAskEvery);
    return () => clearInterval(timer);
  }, [runs]);
  const start = async () => {
    if (await session.attempt(() => session.call("send", {}))) await ask();
  };
  const stop = async () => {
    if (await session.attempt(() => session.call("stop_sending", {}))) await ask();
  };
  const unsent = session.state.today?.unsent ?? 0;
  return (
    <>
      <Title sub={say("sendSub")}>{say("sending")}</Title>
      <div class="box">
        <p class="large">{unsent === 0 ? say("allSent") : count("unsent", unsent)}</p>
        {sending && <Progress sending={sending} />}
        <div class="buttons">
          {runs
            ? <button type="button" disabled={busy} onClick={() => void once(stop)}>{say("stop")}</button>
            : <button type="button" class="primary" data-first="" disabled={busy} onClick={() => void once(start)}>{say("sendNow")}</button>}
        </div>
        {runs && <p class="hint">{say("stopHint")}</p>}
      </div>
    </>
  );
}

function Progress({ sending }: { sending: Sending }) {
  const session = useSession();
  const { say, number } = session.speech;
  const { state, sent, received, to_send: all } = sending;
  const figures = say("sentReceived", { sent: number(sent), all: number(Math.max(all, sent)), received: number(received) });
  const isOffline = sending.code === "unavailable" || sending.code === "timed-out" || sending.code === "timed_out";
  return (
    <div role="status">
      {state === "running" && (
        <>
          <p>{say("sendRuns")} {figures}</p>
          <progress {...(all > 0 ? { max: all, value: Math.min(sent, all) } : {})} aria-label={say("sending")} />
        </>
      )}
      {state === "done" && <p>{say("sendDone")} {figures}</p>}
      {state === "stopped" && <p>{say("sendStopped")} {figures}</p>}
      {state === "failed" && isOffline && <p>{say("sendOffline")}</p>}
      {state === "failed" && !isOffline && (
        <p class="wrong">{sayProblem({ code: sending.code ?? "", detail: sending.detail ?? "" }, session.speech)}</p>
      )}
    </div>
  );
}
