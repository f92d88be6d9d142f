import type { Member, TeamLine } from "../contract_goods";
import { sortMembers } from "../logic/member";
import { nameOf } from "../pack";
import { useSession } from "../use";
import { Empty, Section } from "./basics";
import { roleKeys } from "./standing";

interface MembersProps { members: Member[]; mayChange: boolean; onAsk: (what: "change" | "revoke", member: Member) => void }

export function Members({ members, mayChange, onAsk }: MembersProps) {
  const session = useSession();
  const { say } = session.speech;
  const own = session.state.programme?.device.id;
  return (
    <Section title={say("devices")}>
      <ul class="rows">
        {sortMembers(members).map((member) => (
          <li key={member.device} class="row">
            <MemberText member={member} />
            {mayChange && member.active && member.device !== own && (
              <div class="row-buttons">
                <button type="button" class="quiet" onClick={() => onAsk("change", member)}>{say("changeIt")}</button>
                <button type="button" class="quiet" onClick={() => onAsk("revoke", member)}>{say("revoke")}</button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MemberText({ member }: { member: Member }) {
  const session = useSession();
  const { say, language } = session.speech;
  const { device, name, role, steward, teams, active, grants } = member;
  const reads = grants.length === 0 ? say("everythingRead") : grants.map((code) => nameOf(session.pack, "grants", code, language)).join(", ");
  const said = [say(roleKeys[role]), steward ? say("steward") : "", role === "auditor" ? reads : teams.join(", ")];
  return (
    <div class="row-text">
      <span>
        <b>{name || device.slice(0, 8)}</b>
        {device === session.state.programme?.device.id && <> ({say("byThisDevice")})</>}
        {!active && <> <span class="mark mark-voided">{say("isRevoked")}</span></>}
      </span>
      <span class="when">{said.filter(Boolean).join(" · ")}</span>
    </div>
  );
}

export function Teams({ teams, onAdd }: { teams: TeamLine[]; onAdd: (() => void) | null }) {
  const { say, count } = useSession().speech;
  return (
    <Section title={say("teams")} action={onAdd && <button type="button" class="quiet" onClick={onAdd}>{say("addTeam")}</button>}>
      {teams.length === 0 && <Empty>{say("noTeams")}</Empty>}
      <ul class="amounts">
        {teams.map(({ team, name, members }) => <li key={team}><span>{name || team}</span><span>{count("devicesIn", members)}</span></li>)}
      </ul>
    </Section>
  );
}
