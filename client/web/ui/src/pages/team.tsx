import { useEffect, useState } from "preact/hooks";
import type { Candidate, Invitation, Member, MemberChange, NewInvitation, TeamLine } from "../contract_goods";
import type { TextKey } from "../i18n/words";
import { useJob, type JobName } from "../job";
import { Title } from "../parts/basics";
import { InvitationBox } from "../parts/invitation";
import { JobProgress } from "../parts/job";
import { AdmitDialog, ChangeDialog, InviteDialog, RevokeDialog, TeamDialog } from "../parts/member_dialogs";
import { Members, Teams } from "../parts/members";
import { Waiting } from "../parts/waiting";
import { useLoaded, useSession } from "../use";

type Asking = { is: "invite" | "addTeam" } | { is: "change" | "revoke"; member: Member } | { is: "admit"; candidate: Candidate } | null;

const going: Partial<Record<JobName, TextKey>> = {
  waiting: "askingWhoWaits",
  invite: "inviting",
  admit: "admitting",
  revoke: "revoking",
  change_member: "changing",
  add_team: "addingTeam",
};

// What stewards do, one at a time over the network, and what it leaves to be shown.
function useSteps(again: () => void) {
  const session = useSession();
  const { job, run, stop } = useJob();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [waiting, setWaiting] = useState<Candidate[] | null>(null);
  const changed = async (key: TextKey) => {
    session.say("good", key);
    await session.learn();
  };
  // However it ended: what was done before it was cut short stays done.
  useEffect(() => { if (job && job.state !== "running") again(); }, [job?.state]);
  useEffect(() => { if (job?.job === "invite" && job.answer) setInvitation(job.answer as Invitation); }, [job]);
  const steps: Steps = {
    ask: async () => setWaiting((await run("waiting", {}))?.waiting ?? null),
    invite: async (body) => { await run("invite", body); },
    admit: async (digits) => {
      if (!(await run("admit", { digits }))) return;
      setWaiting((list) => (list ?? []).filter((one) => one.fingerprint !== digits));
      await changed("admitted");
    },
    revoke: async (device) => { if (await run("revoke", { device })) await changed("revoked"); },
    change: async (body) => { if (await run("change_member", body)) await changed("deviceChanged"); },
    addTeam: async (name, join) => { if (await run("add_team", { name, join })) await changed("teamAdded"); },
  };
  return { job, stop, steps, invitation, waiting, hide: () => setInvitation(null) };
}

// Who is in the organisation. Stewards change it; everybody else of the staff sees it.
export function TeamPage() {
  const session = useSession();
  const { say } = session.speech;
  const [asking, setAsking] = useState<Asking>(null);
  const [known, again] = useLoaded(() => session.attempt(() => session.call("members", {})), []);
  const { job, stop, steps, invitation, waiting, hide } = useSteps(again);
  const isSteward = session.state.programme?.device.steward === true;
  if (!known) return <Title>{say("team")}</Title>;
  const isBusy = job?.state === "running";
  const doing = going[(job?.job ?? "") as JobName];
  const mayChange = isSteward && !isBusy;
  const admit = (candidate: Candidate) => setAsking({ is: "admit", candidate });
  return (
    <>
      <Title sub={say(isSteward ? "teamSubSteward" : "teamSub")}>{say("team")}</Title>
      {isSteward && (
        <div class="buttons">
          <button type="button" class="primary" disabled={isBusy || invitation !== null} onClick={() => setAsking({ is: "invite" })}>
            {say("inviteDevice")}
          </button>
        </div>
      )}
      {doing && <JobProgress job={job} what={say(doing)} onStop={stop} />}
      {invitation && <InvitationBox invitation={invitation} onClose={hide} />}
      <div class="columns">
        <Members members={known.members} mayChange={mayChange} onAsk={(is, member) => setAsking({ is, member })} />
        <div>
          {isSteward && <Waiting waiting={waiting} busy={isBusy} onAsk={() => void steps.ask()} onAdmit={admit} />}
          <Teams teams={known.teams} onAdd={mayChange ? () => setAsking({ is: "addTeam" }) : null} />
        </div>
      </div>
      <TeamDialogs asking={asking} teams={known.teams} steps={steps} onClose={() => setAsking(null)} />
    </>
  );
}

interface Steps {
  ask: () => Promise<void>;
  invite: (body: NewInvitation) => Promise<void>;
  admit: (digits: string) => Promise<void>;
  revoke: (device: string) => Promise<void>;
  change: (body: MemberChange) => Promise<void>;
  addTeam: (name: string, join: boolean) => Promise<void>;
}
interface DialogsProps { asking: Asking; teams: TeamLine[]; steps: Steps; onClose: () => void }

// Asked in a dialog, done behind it: it closes, and the page shows how it goes on.
function TeamDialogs({ asking, teams, steps, onClose }: DialogsProps) {
  const then = (step: Promise<void>) => { onClose(); void step; };
  switch (asking?.is) {
    case "invite": return <InviteDialog teams={teams} onClose={onClose} onInvite={(body) => then(steps.invite(body))} />;
    case "addTeam": return <TeamDialog onClose={onClose} onAdd={(name, join) => then(steps.addTeam(name, join))} />;
    case "change": return <ChangeDialog member={asking.member} teams={teams} onClose={onClose} onChange={(body) => then(steps.change(body))} />;
    case "revoke": return <RevokeDialog member={asking.member} onClose={onClose} onRevoke={() => then(steps.revoke(asking.member.device))} />;
    case "admit": return <AdmitDialog candidate={asking.candidate} onClose={onClose} onAdmit={(digits) => then(steps.admit(digits))} />;
    default: return null;
  }
}
