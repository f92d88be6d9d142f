import { useState } from "preact/hooks";
import type { Due } from "../contract";
import { addDays } from "../i18n/days";
import type { Speech } from "../i18n/words";
import { useOnce, useSession } from "../use";
import { Field } from "./basics";
import { Dialog } from "./dialog";

export function sayWhen(due: Due, speech: Speech): string {
  if ((due.days_over ?? 0) > 0) return speech.count("daysOver", due.days_over ?? 0);
  if ((due.days_left ?? 0) > 0) return speech.count("daysLeft", due.days_left ?? 0);
  return speech.say("dueToday");
}

interface DueRowProps { due: Due; withName?: boolean; onChanged: () => void }

export function DueRow({ due, withName, onChanged }: DueRowProps) {
  const session = useSession();
  const { say } = session.speech;
  const [putting, setPutting] = useState(false);
  const code = due.code ?? "";
  return (
    <li class="row">
      {withName && code !== ""
        ? <button type="button" class="row-text row-link" onClick={() => session.go({ at: "person", code })}><DueText due={due} withName /></button>
        : <div class="row-text"><DueText due={due} withName={withName === true} /></div>}
      {code !== "" && (
        <div class="row-buttons">
          <button type="button" class="quiet" onClick={() => setPutting(true)}>{say("putOff")}</button>
          {withName && <button type="button" onClick={() => void session.recordFor(code)}>{say("record")}</button>}
        </div>
      )}
      {putting && <PutOff due={due} code={code} onClose={() => setPutting(false)} onDone={onChanged} />}
    </li>
  );
}

function DueText({ due, withName }: { due: Due; withName: boolean }) {
  const { speech } = useSession();
  const { say } = speech;
  const parts = [
    sayWhen(due, speech),
    ...(due.attempts_allowed > 0 ? [say("attempts", { n: due.attempts, of: due.attempts_allowed })] : []),
    ...(due.put_off ? [say("putOffBecause", { reason: due.put_off.reason })] : []),
  ];
  return (
    <>
      {withName && <span class="row-name">{due.nickname || due.code || say("notHereYet")}</span>}
      <span>{due.label}</span>
      <span class={(due.days_over ?? 0) > 0 ? "when over" : "when"}>{parts.join(" · ")}</span>
    </>
  );
}

function PutOff({ due, code, onClose, onDone }: { due: Due; code: string; onClose: () => void; onDone: () => void }) {
  const session = useSession();
  const { say } = session.speech;
  const today = session.state.today?.day ?? due.due;
  const [until, setUntil] = useState(addDays(today, 7));
  const [reason, setReason] = useState("");
  const [busy, once] = useOnce();
  const save = async () => {
    const done = await session.attempt(() => session.call("put_off", { code, follow_up: due.follow_up, until, reason }));
    if (!done) return;
    onClose();
    onDone();
  };
  return (
    <Dialog title={say("putOff")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <p>{due.label}</p>
        <Field label={say("until")} kind="date" min={addDays(today, 1)} value={until} onChange={setUntil} />
        <Field label={say("reason")} value={reason} onChange={setReason} first required hint={say("putOffHint")} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={busy || reason.trim() === ""}>{say("putOff")}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}
