import { useState } from "preact/hooks";
import type { Person } from "../contract";
import { labelOf, offered } from "../pack";
import { Choice, Field, Stepper, Title } from "../parts/basics";
import { Picker } from "../parts/find";
import { callOf } from "../parts/people";
import { SiteField, TeamField } from "../parts/setting";
import { useOnce, useSession } from "../use";

export function GroupPage() {
  const session = useSession();
  const { say, language } = session.speech;
  const { today, programme } = session.state;
  const [kind, setKind] = useState("");
  const [topic, setTopic] = useState("");
  const [site, setSite] = useState(today?.outing?.site ?? "");
  const [participants, setParticipants] = useState(1);
  const [known, setKnown] = useState<Person[]>([]);
  const [day, setDay] = useState(today?.day ?? "");
  const [team, setTeam] = useState(programme?.teams[0]?.id ?? "");
  const [busy, once] = useOnce();
  const kinds = offered(session.pack?.sessions).map((row) => ({ code: row.code, label: labelOf(row.labels, language, row.code) }));

  const pick = (person: Person) => {
    if (known.some((one) => one.code === person.code)) return;
    setKnown([...known, person]);
    setParticipants(Math.max(participants, known.length + 1));
  };
  const save = async () => {
    const several = (programme?.teams.length ?? 0) > 1;
    const done = await session.attempt(() => session.call("group", {
      kind,
      site,
      participants,
      day,
      known: known.map((person) => person.code),
      ...(topic.trim() === "" ? {} : { topic: topic.trim() }),
      ...(several ? { team } : {}),
    }));
    if (!done) return;
    session.go({ at: "today" });
    session.tell({ tone: "good", text: `${say("saved")}.`, undo: { records: [done.record], draft: null } });
    await session.refresh();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
      <Title sub={say("groupSub")}>{say("group")}</Title>
      <Choice label={say("kind")} options={kinds} value={kind} onChange={setKind} />
      <Stepper label={say("participants")} value={participants} least={1} less={say("less")} more={say("more")} onChange={setParticipants} />
      <div class="fields two">
        <Field label={say("topic")} value={topic} onChange={setTopic} hint={say("topicHint")} />
        <SiteField value={site} onChange={setSite} />
        <Field label={say("day")} kind="date" max={today?.day ?? ""} value={day} onChange={setDay} />
      </div>
      <TeamField value={team} onChange={setTeam} />
      <fieldset class="choice">
        <legend>{say("knownPeople")}</legend>
        <Picker label={say("findPerson")} onPick={pick} />
        <div class="toggles">
          {known.map((person) => (
            <button type="button" key={person.code} class="toggle" aria-label={`${say("remove")}: ${callOf(person)}`} onClick={() => setKnown(known.filter((one) => one.code !== person.code))}>
              <span>{callOf(person)}</span><b aria-hidden="true">×</b>
            </button>
          ))}
        </div>
      </fieldset>
      <div class="foot">
        <button type="submit" class="primary" disabled={busy || kind === "" || site === "" || participants < known.length}>{say("save")}</button>
        <button type="button" onClick={() => session.back()}>{say("cancel")}</button>
      </div>
    </form>
  );
}
