import { useState } from "preact/hooks";
import { Check, Choice, Field, Title } from "../parts/basics";
import { TeamField } from "../parts/setting";
import { labelOf, needsGuardian, offered } from "../pack";
import { useOnce, useSession } from "../use";

// Any of it may be left out: a code is made in any case.
export function RegisterPage({ words }: { words: string }) {
  const session = useSession();
  const { say } = session.speech;
  const looksLikePhone = /^[+\d][\d\s()-]{5,}$/.test(words);
  const [nickname, setNickname] = useState(looksLikePhone ? "" : words);
  const [name, setName] = useState("");
  const [phone, setPhone] = useState(looksLikePhone ? words : "");
  const [note, setNote] = useState("");
  const [attributes, setAttributes] = useState<Record<string, string>>({});
  const [consent, setConsent] = useState(false);
  const [team, setTeam] = useState(session.state.programme?.teams[0]?.id ?? "");
  const [busy, once] = useOnce();
  const guardian = needsGuardian(session.pack, attributes);

  const save = async (then: "record" | "show") => {
    const given = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ""));
    const body = { nickname, name, phone, note, attributes: given, consent, by_guardian: consent && guardian };
    const severalTeams = (session.state.programme?.teams.length ?? 0) > 1;
    const done = await session.attempt(() => session.call("register", { ...body, ...(severalTeams ? { team } : {}) }));
    if (!done) return;
    await session.refresh();
    const shown = await session.attempt(() => session.call("person", { code: done.code }));
    session.replace({ at: "person", code: done.code });
    if (then === "record" && shown) session.record(shown.person);
    session.say("good", "registered");
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void once(() => save("record")); }}>
      <Title sub={say("registerSub")}>{say("register")}</Title>
      <Attributes value={attributes} onChange={setAttributes} />
      <div class="fields two">
        <Field label={say("nickname")} value={nickname} onChange={setNickname} hint={say("nicknameHint")} />
        <Field label={say("name")} value={name} onChange={setName} />
        <Field label={say("phone")} kind="tel" value={phone} onChange={setPhone} />
        <Field label={say("privateNote")} value={note} onChange={setNote} lines={2} hint={say("privateNoteHint")} />
      </div>
      <TeamField value={team} onChange={setTeam} />
      <Check
        label={guardian ? say("consentGuardian") : say("consent")}
        hint={guardian ? say("consentGuardianHint") : say("consentHint")}
        on={consent}
        onChange={setConsent}
      />
      <div class="foot">
        <button type="submit" class="primary" disabled={busy}>{say("registerAndRecord")}</button>
        <button type="button" disabled={busy} onClick={() => void once(() => save("show"))}>{say("registerOnly")}</button>
      </div>
    </form>
  );
}

interface AttributesProps { value: Record<string, string>; onChange: (value: Record<string, string>) => void }

function Attributes({ value, onChange }: AttributesProps) {
  const session = useSession();
  const { language } = session.speech;
  return (
    <div class="fields">
      {offered(session.pack?.attributes).map((attribute) => (
        <Choice
          key={attribute.code}
          label={labelOf(attribute.labels, language, attribute.code)}
          options={offered(attribute.values).map((row) => ({ code: row.code, label: labelOf(row.labels, language, row.code) }))}
          value={value[attribute.code] ?? ""}
          onChange={(chosen) => onChange({ ...value, [attribute.code]: chosen })}
          optional
        />
      ))}
    </div>
  );
}
