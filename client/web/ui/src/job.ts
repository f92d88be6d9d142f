import { useEffect, useRef, useState } from "preact/hooks";
import type { Contract } from "./contract";
import type { Verified } from "./contract_figures";
import type { Candidate, Invitation } from "./contract_goods";
import { useSession } from "./use";

const kAskEvery = 700;

// How a call goes on that goes over the network.
export interface Job {
  job: string | null;
  state: "idle" | "running" | "done" | "failed" | "stopped";
  answer?: unknown;
  code?: string;
  detail?: string;
}

// What each leaves when it is done.
export interface JobAnswers {
  waiting: { waiting: Candidate[] };
  invite: Invitation;
  admit: { device: string; name: string };
  revoke: { rotated: unknown };
  change_member: unknown;
  add_team: { team: string };
  verify: Verified;
}
export type JobName = keyof JobAnswers & keyof Contract;

interface Jobs {
  job: Job | null;
  // What it leaves, or undefined when it failed or was stopped; `job` then says how.
  run: <K extends JobName>(name: K, body: Contract[K][0]) => Promise<JobAnswers[K] | undefined>;
  stop: () => Promise<void>;
}

const pause = () => new Promise((done) => setTimeout(done, kAskEvery));

// One call over the network at a time: it is begun, and asked after until it is over or the page is left.
export function useJob(): Jobs {
  const session = useSession();
  const [job, setJob] = useState<Job | null>(null);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => { isHere.current = false; };
  }, []);
  // What was begun before the page was left and come back to.
  useEffect(() => { void follow(); }, []);
  const follow = async (): Promise<Job | undefined> => {
    for (;;) {
      const now = await session.attempt(() => session.call("job", { take: true }));
      if (!isHere.current) return undefined;
      setJob(now ?? null);
      if (now?.state !== "running") return now;
      await pause();
    }
  };
  return {
    job,
    run: async <K extends JobName>(name: K, body: Contract[K][0]) => {
      if (job?.state === "running") return undefined;
      setJob({ job: name, state: "running" });
      const begun = await session.attempt(() => session.call(name, body));
      if (begun === undefined) setJob(null);
      const last = begun === undefined ? undefined : await follow();
      return last?.state === "done" ? ((last.answer ?? {}) as JobAnswers[K]) : undefined;
    },
    stop: async () => { await session.attempt(() => session.call("stop_job", {})); },
  };
}
