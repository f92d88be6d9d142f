import type { Due, Entry, Person } from "../contract";
import { labelOf } from "../pack";
import { Empty, Section, Title } from "../parts/basics";
import { DueRow } from "../parts/due";
import { callOf } from "../parts/people";
import { TimelineEntry } from "../parts/timeline";
import { useFocusFirst, useLoaded, useSession } from "../use";

export function PersonPage({ code }: { code: string }) {
  const session = useSession();
  const load = () => session.attempt(() => session.call("person", { code }));
  const [shown, again] = useLoaded(load, [code, session.state.today]);
  const reload = () => { again(); void session.refresh(); };
  if (!shown) return <Title>{code}</Title>;
  return <PersonView person={shown.person} due={shown.due} timeline={shown.timeline} onChanged={reload} />;
}

interface ViewProps { person: Person; due: Due[]; timeline: Entry[]; onChanged: () => void }

function PersonView({ person, due, timeline, onChanged }: ViewProps) {
  useFocusFirst();
  const session = useSession();
  const { say } = session.speech;
  const hasName = [person.nickname, person.name, person.phone, person.note].some((part) => part);
  return (
    <>
      <Title sub={<span class="code">{person.code}</span>}>{callOf(person)}</Title>
      <div class="buttons">
        <button type="button" class="primary big" data-first="" onClick={() => session.record(person)}>{say("recordContact")}</button>
        <button type="button" onClick={() => session.go({ at: "refer", code: person.code, name: callOf(person) })}>{say("refer")}</button>
        <button type="button" onClick={() => session.go({ at: "edit", code: person.code })}>{say("edit")}</button>
        <button type="button" onClick={() => session.go({ at: "card", code: person.code })}>{say("card")}</button>
      </div>
      <div class="columns">
        <div>
          {!hasName && <Empty>{say("noIdentifiers")}</Empty>}
          <Identifiers person={person} />
          <Section title={say("due")}>
            {due.length === 0 && <Empty>{say("nothingDue")}</Empty>}
            <ul class="rows">{due.map((one) => <DueRow key={`${one.follow_up}/${one.started}`} due={one} onChanged={onChanged} />)}</ul>
          </Section>
        </div>
        <Section title={say("timeline")}>
          {timeline.length === 0 && <Empty>{say("timelineEmpty")}</Empty>}
          <ol class="timeline">
            {timeline.map((entry) => <TimelineEntry key={entry.record} entry={entry} onChanged={onChanged} />)}
          </ol>
        </Section>
      </div>
    </>
  );
}

function Identifiers({ person }: { person: Person }) {
  const session = useSession();
  const { say, language } = session.speech;
  const facts: [string, string][] = [];
  if (person.name && person.nickname) facts.push([say("name"), person.name]);
  if (person.phone) facts.push([say("phone"), person.phone]);
  for (const [code, value] of Object.entries(person.attributes)) {
    const attribute = session.pack?.attributes?.find((row) => row.code === code);
    const shown = attribute?.values.find((row) => row.code === value);
    facts.push([labelOf(attribute?.labels, language, code), labelOf(shown?.labels, language, value)]);
  }
  if (person.other_codes && person.other_codes.length > 0) facts.push([say("otherCodes"), person.other_codes.join(", ")]);
  return (
    <>
      {person.note && <p class="private-note"><b>{say("privateNote")}</b>{person.note}</p>}
      <dl class="facts">
        {facts.map(([what, value]) => <div key={what}><dt>{what}</dt><dd>{value}</dd></div>)}
      </dl>
    </>
  );
}
