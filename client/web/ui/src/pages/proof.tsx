import { useEffect, useState } from "preact/hooks";
import type { Status, Verified } from "../contract_figures";
import type { CountKey } from "../i18n/words";
import type { Job } from "../job";
import { Empty, Title } from "../parts/basics";
import { JobProgress } from "../parts/job";
import { Outcome } from "../parts/outcome";
import { useLoaded, useOnce, useSession } from "../use";

const kAskEvery = 700;

// Whoever has been let in checks the whole record, and trusts nobody's word for it.
export function ProofPage() {
  const session = useSession();
  const { say } = session.speech;
  const [status, again] = useLoaded(() => session.attempt(() => session.call("status", {})), []);
  const [job, setJob] = useState<Job | null>(null);
  const [busy, once] = useOnce();
  const runs = job?.state === "running";
  const isOurs = job?.job === "verify";
  const ask = async () => {
    const answer = await session.attempt(() => session.call("job", {}));
    setJob(answer ?? null);
    if (answer && answer.state !== "running") again();
  };
  useEffect(() => { void ask(); }, []);
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => void ask(), kAskEvery);
    return () => clearInterval(timer);
  }, [runs]);
  const start = async () => {
    if (await session.attempt(() => session.call("verify", {}))) await ask();
  };
  const stop = async () => {
    if (await session.attempt(() => session.call("stop_job", {}))) await ask();
  };
  return (
    <>
      <Title sub={say("proofSub")}>{say("proof")}</Title>
      {status && <Seen status={status} />}
      {!runs && (
        <div class="buttons no-print">
          <button type="button" class="primary big" data-first="" disabled={busy} onClick={() => void once(start)}>{say("checkAll")}</button>
        </div>
      )}
      {!runs && <p class="hint no-print">{say("checkAllHint")}</p>}
      {runs && !isOurs && <p class="reminder" role="status">{say("checkOther")}</p>}
      {isOurs && job.state !== "stopped" && <JobProgress job={job} what={say("checkRuns")} onStop={stop} />}
      {isOurs && job.state === "stopped" && <p role="status">{say("checkStopped")}</p>}
      {isOurs && job.state === "done" && <Outcome found={job.answer as Verified} />}
    </>
  );
}

const remarks: { what: keyof Status; key: CountKey; isDoubt: boolean }[] = [
  { what: "contents_missing", key: "logMissing", isDoubt: true },
  { what: "faces_differ", key: "logDiffer", isDoubt: true },
  { what: "faces_not_judged", key: "logNotJudged", isDoubt: true },
  { what: "unopened", key: "logUnopened", isDoubt: false },
  { what: "unsent", key: "unsent", isDoubt: false },
];

function Seen({ status }: { status: Status }) {
  const { say, count } = useSession().speech;
  if (status.log_size === 0) return <Empty>{say("logEmpty")}</Empty>;
  return (
    <div class="box">
      <p class="large">{count("logSize", status.log_size)}</p>
      <ul class="remarks">
        {remarks.filter(({ what }) => status[what] > 0).map(({ what, key, isDoubt }) => (
          <li key={what} class={isDoubt ? "doubtful" : ""}>{count(key, status[what])}</li>
        ))}
      </ul>
    </div>
  );
}
