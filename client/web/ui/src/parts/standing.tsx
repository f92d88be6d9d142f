import type { Role, TeamLine } from "../contract_goods";
import type { TextKey } from "../i18n/words";
import type { Standing } from "../logic/member";
import { labelOf, offered } from "../pack";
import { useSession } from "../use";
import { Check, Choice, Toggle } from "./basics";

export const roleKeys: Record<Role, TextKey> = { worker: "roleWorker", staff: "roleStaff", auditor: "roleAuditor" };
const hints: Record<Role, TextKey> = { worker: "roleWorkerHint", staff: "roleStaffHint", auditor: "roleAuditorHint" };

interface StandingProps { value: Standing; teams: TeamLine[]; onChange: (value: Standing) => void }

// What a device is to be, and with it either its teams or what it may check.
export function StandingFields({ value, teams, onChange }: StandingProps) {
  const { say } = useSession().speech;
  const offers = teams.map(({ team, name }) => ({ code: team, label: name || team }));
  const roles = Object.entries(roleKeys).map(([code, key]) => ({ code, label: say(key) }));
  return (
    <>
      <Choice label={say("role")} options={roles} value={value.role} onChange={(role) => onChange({ ...value, role: role as Role })} />
      <p class="hint">{say(hints[value.role])}</p>
      {value.role === "auditor"
        ? <Grants value={value} onChange={onChange} />
        : <Several label={say("teams")} empty={say("noTeams")} options={offers} chosen={value.teams} onChange={(ids) => onChange({ ...value, teams: ids })} />}
    </>
  );
}

function Grants({ value, onChange }: Omit<StandingProps, "teams">) {
  const session = useSession();
  const { say, language } = session.speech;
  const grants = offered(session.pack?.grants).map((row) => ({ code: row.code, label: labelOf(row.labels, language, row.code) }));
  return (
    <>
      <Check
        label={say("readsEverything")}
        hint={say("readsEverythingHint")}
        on={value.everything}
        onChange={(everything) => onChange({ ...value, everything })}
      />
      {!value.everything && (
        <Several label={say("grants")} empty={say("noGrants")} options={grants} chosen={value.grants} onChange={(ids) => onChange({ ...value, grants: ids })} />
      )}
    </>
  );
}

interface SeveralProps { label: string; empty: string; options: { code: string; label: string }[]; chosen: string[]; onChange: (chosen: string[]) => void }

function Several({ label, empty, options, chosen, onChange }: SeveralProps) {
  const toggle = (code: string) => onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {options.length === 0 && <p class="empty">{empty}</p>}
      <div class="toggles">
        {options.map(({ code, label: text }) => <Toggle key={code} label={text} on={chosen.includes(code)} onToggle={() => toggle(code)} />)}
      </div>
    </fieldset>
  );
}
