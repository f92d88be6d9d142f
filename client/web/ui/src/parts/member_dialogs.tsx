import { useState } from "preact/hooks";
import type { Candidate, Member, MemberChange, NewInvitation, TeamLine } from "../contract_goods";
import { agrees, differs, changeOf, lacksOf, sayStanding, standingOf, type Standing } from "../logic/member";
import { useSession } from "../use";
import { Check, Field, Stepper } from "./basics";
import { Dialog } from "./dialog";
import { roleKeys, StandingFields } from "./standing";

// What stewards are asked before something goes over the network; the page then shows how it goes on.

const kDays = 14;
const kMostDays = 60;

interface FootProps { submit: string; ready: boolean; danger?: boolean; onClose: () => void }

function Foot({ submit, ready, danger, onClose }: FootProps) {
  const { say } = useSession().speech;
  return (
    <div class="buttons">
      <button type="submit" class={danger ? "danger" : "primary"} disabled={!ready}>{submit}</button>
      <button type="button" onClick={onClose}>{say("cancel")}</button>
    </div>
  );
}

interface InviteProps { teams: TeamLine[]; onClose: () => void; onInvite: (invitation: NewInvitation) => void }

export function InviteDialog({ teams, onClose, onInvite }: InviteProps) {
  const { say } = useSession().speech;
  const [name, setName] = useState("");
  const [days, setDays] = useState(kDays);
  const only = teams.length === 1 ? teams.map(({ team }) => team) : [];
  const [standing, setStanding] = useState<Standing>({ role: "worker", teams: only, grants: [], everything: true });
  const invite = () => onInvite({ name: name.trim(), ...sayStanding(standing), days: Math.min(kMostDays, days) });
  return (
    <Dialog title={say("inviteDevice")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); invite(); }}>
        <Field label={say("deviceName")} hint={say("deviceNameHint")} value={name} onChange={setName} first required />
        <StandingFields value={standing} teams={teams} onChange={setStanding} />
        <Stepper label={say("validDays")} value={days} least={1} less={say("less")} more={say("more")} onChange={(n) => setDays(Math.min(kMostDays, n))} />
        <Foot submit={say("makeInvitation")} ready={name.trim() !== "" && lacksOf(standing) === null} onClose={onClose} />
      </form>
    </Dialog>
  );
}

interface AdmitProps { candidate: Candidate; onClose: () => void; onAdmit: (digits: string) => void }

// The digits are all that tells this device from another that got hold of the invitation.
export function AdmitDialog({ candidate, onClose, onAdmit }: AdmitProps) {
  const { say } = useSession().speech;
  const [typed, setTyped] = useState("");
  const [compared, setCompared] = useState(false);
  const { fingerprint, name, role } = candidate;
  const isWrong = differs(typed, fingerprint);
  return (
    <Dialog title={say("admitDevice", { name })} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); onAdmit(fingerprint); }}>
        <p>{say(roleKeys[role])}</p>
        <p><b>{say("compareThenAdmit")}</b></p>
        <Digits text={fingerprint} />
        <p class="hint">{say("compareHint")}</p>
        <Field label={say("typeDigits")} value={typed} onChange={setTyped} first />
        <p class="wrong" role="alert">{isWrong ? say("digitsDiffer") : ""}</p>
        <Check label={say("allCompared")} on={compared} onChange={setCompared} />
        <Foot submit={say("admit")} ready={!isWrong && (compared || agrees(typed, fingerprint))} onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function Digits({ text }: { text: string }) {
  return <p class="digits">{text.split(" ").map((group, at) => <span key={at}>{group}</span>)}</p>;
}

interface RevokeProps { member: Member; onClose: () => void; onRevoke: () => void }

export function RevokeDialog({ member, onClose, onRevoke }: RevokeProps) {
  const { say } = useSession().speech;
  const [typed, setTyped] = useState("");
  const name = member.name || member.device.slice(0, 8);
  return (
    <Dialog title={say("revokeDevice", { name })} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); onRevoke(); }}>
        <p>{say("revokeDoes")}</p>
        <p>{say("revokeDoesNot")}</p>
        <p class="hint">{say("revokeNever")}</p>
        <Field label={say("typeName", { name })} value={typed} onChange={setTyped} first required />
        <Foot submit={say("revoke")} danger ready={typed.trim() === name} onClose={onClose} />
      </form>
    </Dialog>
  );
}

interface ChangeProps { member: Member; teams: TeamLine[]; onClose: () => void; onChange: (change: MemberChange) => void }

export function ChangeDialog({ member, teams, onClose, onChange }: ChangeProps) {
  const { say } = useSession().speech;
  const [standing, setStanding] = useState(standingOf(member));
  return (
    <Dialog title={say("changeDevice", { name: member.name || member.device.slice(0, 8) })} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); onChange(changeOf(member.device, standing)); }}>
        <StandingFields value={standing} teams={teams} onChange={setStanding} />
        <p class="hint">{say("changeHint")}</p>
        <Foot submit={say("save")} ready={lacksOf(standing) === null} onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function TeamDialog({ onClose, onAdd }: { onClose: () => void; onAdd: (name: string, join: boolean) => void }) {
  const { say } = useSession().speech;
  const [name, setName] = useState("");
  const [join, setJoin] = useState(false);
  return (
    <Dialog title={say("addTeam")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); onAdd(name.trim(), join); }}>
        <Field label={say("teamName")} hint={say("teamNameHint")} value={name} onChange={setName} first required />
        <Check label={say("joinTeam")} hint={say("joinTeamHint")} on={join} onChange={setJoin} />
        <Foot submit={say("addTeam")} ready={name.trim() !== ""} onClose={onClose} />
      </form>
    </Dialog>
  );
}
