import { useState } from "preact/hooks";
import type { Accepted, Person } from "../contract";
import { fromBase64, toBase64 } from "../logic/file";
import { Choice, Section, Title } from "../parts/basics";
import { giveFile } from "../parts/download";
import { Picker } from "../parts/find";
import { callOf } from "../parts/people";
import { useOnce, useSession } from "../use";

const kFileName = "hand-over.bin";

export function HandOverPage() {
  const { say } = useSession().speech;
  return (
    <>
      <Title sub={say("handOverSub")}>{say("handOver")}</Title>
      <div class="columns columns-even">
        <Give />
        <Take />
      </div>
    </>
  );
}

function Give() {
  const session = useSession();
  const { say, count } = session.speech;
  const { colleagues } = session;
  const [to, setTo] = useState("");
  const [whom, setWhom] = useState("some");
  const [people, setPeople] = useState<Person[]>([]);
  const [busy, once] = useOnce();
  const make = async () => {
    const codes = whom === "all" ? null : people.map((person) => person.code);
    const made = await session.attempt(() => session.call("hand_over", { to, codes }));
    if (!made) return;
    giveFile(fromBase64(made.file), kFileName);
    const others = made.other_teams > 0 ? ` ${count("otherTeams", made.other_teams)}` : "";
    session.tell({ tone: "hint", text: `${count("handedOver", made.people)}${others} ${say("deleteAfterwards")}` });
  };
  const pick = (person: Person) => setPeople((list) => (list.some((one) => one.code === person.code) ? list : [...list, person]));
  return (
    <Section title={say("giveFile")}>
      {colleagues.length === 0 && <p class="empty">{say("noColleagues")}</p>}
      <Choice label={say("colleague")} options={colleagues.map(({ id, name }) => ({ code: id, label: name || id.slice(0, 8) }))} value={to} onChange={setTo} />
      <Choice label={say("whom")} options={[{ code: "some", label: say("somePeople") }, { code: "all", label: say("everybody") }]} value={whom} onChange={setWhom} />
      {whom === "some" && (
        <>
          <Picker label={say("findPerson")} onPick={pick} />
          <div class="toggles">
            {people.map((person) => (
              <button type="button" key={person.code} class="toggle" aria-label={`${say("remove")}: ${callOf(person)}`} onClick={() => setPeople(people.filter((one) => one.code !== person.code))}>
                <span>{callOf(person)}</span><b aria-hidden="true">×</b>
              </button>
            ))}
          </div>
        </>
      )}
      <div class="buttons">
        <button type="button" class="primary" disabled={busy || to === "" || (whom === "some" && people.length === 0)} onClick={() => void once(make)}>{say("makeFile")}</button>
      </div>
      <p class="hint">{say("makeFileHint")}</p>
    </Section>
  );
}

function Take() {
  const session = useSession();
  const { say } = session.speech;
  const [accepted, setAccepted] = useState<Accepted | null>(null);
  const [busy, once] = useOnce();
  const read = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    input.value = "";
    const answer = await session.attempt(() => session.call("accept_hand_over", { file: toBase64(bytes) }));
    setAccepted(answer ?? null);
    if (answer) await session.refresh();
  };
  return (
    <Section title={say("takeFile")}>
      <label class="file">
        <span>{say("chooseFile")}</span>
        <input type="file" disabled={busy} onChange={(event) => { const input = event.currentTarget; void once(() => read(input)); }} />
      </label>
      <p class="hint">{say("takeFileHint")}</p>
      {accepted && <AcceptedView accepted={accepted} />}
    </Section>
  );
}

function AcceptedView({ accepted }: { accepted: Accepted }) {
  const session = useSession();
  const { say, count } = session.speech;
  return (
    <div class="box" role="status">
      <p>{say("acceptedFrom", { from: accepted.from })} {count("people", accepted.people)}</p>
      <p>{say("acceptedFigures", { completed: accepted.completed, unchanged: accepted.unchanged, later: accepted.not_here_yet })}</p>
      {accepted.differing.length > 0 && (
        <>
          <p>{say("acceptedDiffering")}</p>
          <div class="toggles">
            {accepted.differing.map((code) => (
              <button type="button" key={code} class="toggle" onClick={() => session.go({ at: "person", code })}><span class="code">{code}</span></button>
            ))}
          </div>
        </>
      )}
      <p class="hint">{say("deleteAfterwards")}</p>
    </div>
  );
}
