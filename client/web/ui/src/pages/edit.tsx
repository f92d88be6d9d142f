import { useState } from "preact/hooks";
import type { Person } from "../contract";
import { Field, Title } from "../parts/basics";
import { callOf } from "../parts/people";
import { useFocusFirst, useLoaded, useOnce, useSession } from "../use";

export function EditPage({ code }: { code: string }) {
  const session = useSession();
  const [shown] = useLoaded(() => session.attempt(() => session.call("person", { code })), [code]);
  return shown ? <EditForm person={shown.person} /> : <Title>{session.speech.say("edit")}</Title>;
}

function EditForm({ person }: { person: Person }) {
  const session = useSession();
  const { say } = session.speech;
  const before = {
    nickname: person.nickname ?? "",
    name: person.name ?? "",
    phone: person.phone ?? "",
    note: person.note ?? "",
    codes: (person.other_codes ?? []).join("\n"),
  };
  const [now, setNow] = useState(before);
  const [busy, once] = useOnce();
  const change = (key: keyof typeof now) => (value: string) => setNow((old) => ({ ...old, [key]: value }));
  useFocusFirst();
  // Only what was changed is said, so that what came meanwhile from a colleague stays.
  const save = async () => {
    const { codes, ...fields } = now;
    const changed = Object.fromEntries(Object.entries(fields).filter(([key, value]) => before[key as keyof typeof fields] !== value));
    const body = { code: person.code, ...changed, ...(codes === before.codes ? {} : { other_codes: codes }) };
    if (!(await session.attempt(() => session.call("edit", body)))) return;
    session.back();
    session.say("good", "saved");
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
      <Title sub={say("editSub")}>{say("edit")}: {callOf(person)}</Title>
      <div class="fields two">
        <Field label={say("nickname")} value={now.nickname} onChange={change("nickname")} />
        <Field label={say("name")} value={now.name} onChange={change("name")} />
        <Field label={say("phone")} kind="tel" value={now.phone} onChange={change("phone")} />
        <Field label={say("privateNote")} value={now.note} onChange={change("note")} lines={3} hint={say("privateNoteHint")} />
        <Field label={say("otherCodes")} value={now.codes} onChange={change("codes")} lines={2} hint={say("otherCodesHint")} />
      </div>
      <div class="foot">
        <button type="submit" class="primary" disabled={busy}>{say("save")}</button>
        <button type="button" onClick={() => session.back()}>{say("cancel")}</button>
      </div>
    </form>
  );
}
