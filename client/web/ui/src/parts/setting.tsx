import type { DayTime } from "../contract";
import { groupBy, labelOf, offered, wordOf } from "../pack";
import { useSession } from "../use";
import { Choice, Field, Pick } from "./basics";

export interface Where { kind: string; site: string; time: DayTime; day: string; team: string }

interface WhereProps { value: Where; onChange: (change: Partial<Where>) => void; withTime?: boolean }

// Where, when and by which kind of outreach: of an outing, of a sheet, or of a contact without an outing.
export function WhereFields({ value, onChange, withTime = true }: WhereProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const kinds = offered(session.pack?.outings).map((row) => ({ code: row.code, label: labelOf(row.labels, language, row.code) }));
  return (
    <div class="fields">
      <Choice label={say("kind")} options={kinds} value={value.kind} onChange={(kind) => onChange({ kind })} />
      <SiteField value={value.site} onChange={(site) => onChange({ site })} />
      {withTime && <TimeField value={value.time} onChange={(time) => onChange({ time })} />}
      <Field label={say("day")} kind="date" max={session.state.today?.day ?? ""} value={value.day} onChange={(day) => onChange({ day })} />
      <TeamField value={value.team} onChange={(team) => onChange({ team })} />
    </div>
  );
}

export function SiteField({ value, onChange }: { value: string; onChange: (site: string) => void }) {
  const session = useSession();
  const { say, language } = session.speech;
  const groups = groupBy(offered(session.pack?.sites), (site) => site.group).map(
    ([group, sites]): [string, { code: string; label: string }[]] => [
      wordOf(session.pack, group, language),
      sites.map((site) => ({ code: site.code, label: labelOf(site.labels, language, site.code) })),
    ],
  );
  return <Pick label={say("site")} options={groups} value={value} onChange={onChange} />;
}

export function TimeField({ value, onChange }: { value: DayTime; onChange: (time: DayTime) => void }) {
  const { say } = useSession().speech;
  return (
    <Choice
      label={say("time")}
      options={[{ code: "day", label: say("byDay") }, { code: "night", label: say("byNight") }]}
      value={value}
      onChange={(time) => onChange(time as DayTime)}
    />
  );
}

// Asked only of a device that belongs to several.
export function TeamField({ value, onChange }: { value: string; onChange: (team: string) => void }) {
  const session = useSession();
  const teams = session.state.programme?.teams ?? [];
  if (teams.length < 2) return null;
  return (
    <Choice
      label={session.speech.say("team")}
      options={teams.map(({ id, name }) => ({ code: id, label: name || id }))}
      value={value}
      onChange={onChange}
    />
  );
}
