import { sayProblem } from "../i18n/problems";
import type { Job } from "../job";
import { useOnce, useSession } from "../use";

const offline = ["unavailable", "timed-out", "timed_out"];

// How a call over the network goes on. Done is told by what it leaves.
export function JobProgress({ job, what, onStop }: { job: Job | null; what: string; onStop: () => Promise<void> }) {
  const session = useSession();
  const { say } = session.speech;
  const [busy, once] = useOnce();
  const isOffline = offline.includes(job?.code ?? "");
  return (
    <div role="status" class="job">
      {job?.state === "running" && (
        <div class="box">
          <p>{what}</p>
          <progress aria-label={what} />
          <button type="button" disabled={busy} onClick={() => void once(onStop)}>{say("stop")}</button>
        </div>
      )}
      {job?.state === "stopped" && <p>{say("jobStopped")}</p>}
      {job?.state === "failed" && isOffline && <p class="reminder">{say("jobOffline")}</p>}
      {job?.state === "failed" && !isOffline && <p class="wrong">{sayProblem({ code: job.code ?? "", detail: job.detail ?? "" }, session.speech)}</p>}
    </div>
  );
}
