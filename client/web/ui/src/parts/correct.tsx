import { useState } from "preact/hooks";
import type { Entry } from "../contract";
import { amountsOf, bodyOf, correctBody, type CountedTable } from "../logic/correction";
import { changeAmount, type Amounts } from "../logic/draft";
import { isTestKit, labelOf, nameOf, offered } from "../pack";
import { useOnce, useSession } from "../use";
import { Field, Pick, Stepper } from "./basics";
import { Dialog } from "./dialog";

interface CorrectProps { entry: Entry; onClose: () => void; onDone: () => void }

export function CorrectContact({ entry, onClose, onDone }: CorrectProps) {
  const session = useSession();
  const { say } = session.speech;
  const body = bodyOf(entry);
  const [services, setServices] = useState(amountsOf(body, "services"));
  const [given, setGiven] = useState(amountsOf(body, "given"));
  const [note, setNote] = useState(typeof body["note"] === "string" ? body["note"] : "");
  const [busy, once] = useOnce();
  const save = async () => {
    const replacement = correctBody(body, services, given, note);
    const change = await session.attempt(() => session.call("correct", { record: entry.record, body: replacement }));
    if (!change) return onClose();
    onDone();
    session.say("good", change.how === "draft" ? "correctedDraft" : "correctedRecorded");
  };
  return (
    <Dialog title={say("correct")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <p class="hint">{entry.sent ? say("correctHintSent") : say("correctHintDraft")}</p>
        <CountedList table="services" amounts={services} onChange={setServices} />
        <CountedList table="given" amounts={given} onChange={setGiven} />
        <Field label={say("teamNote")} value={note} onChange={setNote} lines={2} hint={say("teamNoteHint")} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={busy}>{say("save")}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}

interface ListProps { table: CountedTable; amounts: Amounts; onChange: (amounts: Amounts) => void }

function CountedList({ table, amounts, onChange }: ListProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const { pack } = session;
  const names = table === "services" ? "services" : "commodities";
  const rows = table === "services" ? offered(pack?.services) : offered(pack?.commodities).filter((row) => pack && !isTestKit(pack, row));
  const others = rows.filter((row) => !(row.code in amounts)).map((row) => ({ code: row.code, label: labelOf(row.labels, language, row.code) }));
  return (
    <fieldset class="choice">
      <legend>{table === "services" ? say("services") : say("given")}</legend>
      {Object.entries(amounts).map(([code, count]) => (
        <Stepper
          key={code}
          label={nameOf(pack, names, code, language)}
          value={count}
          less={say("less")}
          more={say("more")}
          onChange={(value) => onChange(changeAmount(amounts, code, value - count))}
        />
      ))}
      <Pick label={say("add")} options={others} value="" empty={say("choose")} onChange={(code) => code !== "" && onChange(changeAmount(amounts, code, 1))} />
    </fieldset>
  );
}
