import { useState } from "preact/hooks";
import type { Entry } from "../contract";
import { formatDay } from "../i18n/days";
import type { TextKey } from "../i18n/words";
import { describeEntry, marksOf, outcomes, whatCounts, type Mark } from "../logic/describe";
import { useOnce, useSession } from "../use";
import { Choice, Field } from "./basics";
import { CorrectContact } from "./correct";
import { Dialog } from "./dialog";

const marks: Record<Mark, TextKey> = {
  voided: "markVoided",
  notSent: "markNotSent",
  corrected: "markCorrected",
  sent: "markSent",
  competing: "markCompeting",
};

interface EntryProps { entry: Entry; onChanged: () => void }
type Doing = "void" | "correct" | "outcome" | null;

export function TimelineEntry({ entry, onChanged }: EntryProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const [doing, setDoing] = useState<Doing>(null);
  const done = () => { setDoing(null); onChanged(); };
  const mayChange = !entry.voided && (entry.mine === true || session.state.programme?.device.role === "staff");
  const { kind, body } = whatCounts(entry);
  const day = entry.day ?? "";
  return (
    <li class={entry.voided ? "entry voided" : "entry"}>
      <p class="entry-head">
        <time dateTime={day}>{formatDay(day, language)}</time>
        {marksOf(entry).map((mark) => <span key={mark} class={`mark mark-${mark}`}>{say(marks[mark])}</span>)}
      </p>
      <p class="entry-text">{describeEntry(entry, session.pack, session.speech)}</p>
      <p class="entry-foot">
        <span>{entry.mine ? say("byThisDevice") : entry.device}</span>
        {!entry.voided && kind === "referral" && (
          <>
            <button type="button" class="quiet" onClick={() => setDoing("outcome")}>{say("whatCame")}</button>
            <button type="button" class="quiet" onClick={() => session.go({ at: "voucher", vouchers: [{
              record: entry.record, number: String(body["voucher"] ?? ""), destination: String(body["destination"] ?? "") }] })}>
              {say("voucher")}
            </button>
          </>
        )}
        {mayChange && kind === "contact" && <button type="button" class="quiet" onClick={() => setDoing("correct")}>{say("correct")}</button>}
        {mayChange && <button type="button" class="quiet" onClick={() => setDoing("void")}>{say("void")}</button>}
      </p>
      {doing === "void" && <VoidDialog entry={entry} onClose={() => setDoing(null)} onDone={done} />}
      {doing === "correct" && <CorrectContact entry={entry} onClose={() => setDoing(null)} onDone={done} />}
      {doing === "outcome" && <OutcomeDialog entry={entry} onClose={() => setDoing(null)} onDone={done} />}
    </li>
  );
}

interface DialogProps { entry: Entry; onClose: () => void; onDone: () => void }

function VoidDialog({ entry, onClose, onDone }: DialogProps) {
  const session = useSession();
  const { say } = session.speech;
  const [reason, setReason] = useState("");
  const [busy, once] = useOnce();
  const save = async () => {
    const change = await session.attempt(() => session.call("void", { record: entry.record, reason }));
    if (!change) return onClose();
    onDone();
    session.say("good", change.how === "draft" ? "voidedDraft" : "voidedRecorded");
  };
  return (
    <Dialog title={say("void")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <p>{describeEntry(entry, session.pack, session.speech)}</p>
        <p class="hint">{entry.sent ? say("voidHintSent") : say("voidHintDraft")}</p>
        <Field label={say("reason")} value={reason} onChange={setReason} first required />
        <div class="buttons">
          <button type="submit" class="danger" disabled={busy || reason.trim() === ""}>{say("void")}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}

function OutcomeDialog({ entry, onClose, onDone }: DialogProps) {
  const session = useSession();
  const { say } = session.speech;
  const [what, setWhat] = useState("");
  const [note, setNote] = useState("");
  const [busy, once] = useOnce();
  const save = async () => {
    const trimmed = note.trim();
    const body = { of: entry.record, what, ...(trimmed === "" ? {} : { note: trimmed }) };
    const answer = await session.attempt(() => session.call("outcome", body));
    if (!answer) return onClose();
    onDone();
    session.say(answer.note_looks_personal ? "hint" : "good", answer.note_looks_personal ? "hintPersonal" : "saved");
  };
  return (
    <Dialog title={say("whatCame")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <Choice
          label={say("whatCame")}
          quiet
          options={Object.entries(outcomes).map(([code, key]) => ({ code, label: say(key) }))}
          value={what}
          onChange={setWhat}
        />
        <Field label={say("teamNote")} value={note} onChange={setNote} lines={2} hint={say("teamNoteHint")} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={busy || what === ""}>{say("save")}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}

