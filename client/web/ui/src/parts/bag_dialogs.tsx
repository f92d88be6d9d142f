import { useState } from "preact/hooks";
import { reasons, tooFew, tooMany } from "../logic/reasons";
import { labelOf, nameOf, offered } from "../pack";
import { useOnce, useSession } from "../use";
import { Choice, Pick, Stepper } from "./basics";
import { Dialog } from "./dialog";

interface BagDialogProps { commodity: string; left: number; onClose: () => void; onDone: () => void }

// First what is really there; only if it differs, why.
export function CountDialog({ commodity, left, onClose, onDone }: BagDialogProps) {
  const session = useSession();
  const { say, count, language } = session.speech;
  const [quantity, setQuantity] = useState(Math.max(0, left));
  const [reason, setReason] = useState("");
  const [busy, once] = useOnce();
  const missing = left - quantity;
  const save = async () => {
    const answer = await session.attempt(() => session.call("count", { commodity, quantity, settle: reason === "" ? null : reason }));
    if (!answer) return onClose();
    onDone();
    session.say("good", answer.missing === 0 || reason !== "" ? "saved" : "countedUnsettled");
  };
  return (
    <Dialog title={`${say("count")}: ${nameOf(session.pack, "commodities", commodity, language)}`} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <Stepper label={say("reallyThere")} value={quantity} less={say("less")} more={say("more")} onChange={setQuantity} />
        {missing !== 0 && (
          <>
            <p>{missing > 0 ? count("missing", missing) : count("tooMany", -missing)}</p>
            <Choice
              label={say("why")}
              options={(missing > 0 ? tooFew : tooMany).map((code) => ({ code, label: say(reasons[code] ?? "reasonCorrection") }))}
              value={reason}
              onChange={setReason}
              optional
            />
            <p class="hint">{say("whyHint")}</p>
          </>
        )}
        <div class="buttons">
          <button type="submit" class="primary" disabled={busy}>{say("save")}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}

// Into a colleague's bag.
export function PassDialog({ commodity, left, onClose, onDone }: BagDialogProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const [quantity, setQuantity] = useState(Math.max(1, left));
  const [to, setTo] = useState("");
  const [busy, once] = useOnce();
  const { colleagues } = session;
  const save = async () => {
    if (!(await session.attempt(() => session.call("pass", { commodity, quantity, to })))) return onClose();
    onDone();
    session.say("good", "passed");
  };
  return (
    <Dialog title={`${say("passOn")}: ${nameOf(session.pack, "commodities", commodity, language)}`} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <p class="hint">{say("passHint")}</p>
        {colleagues.length === 0 && <p class="empty">{say("noColleagues")}</p>}
        <Choice label={say("colleague")} options={colleagues.map(({ id, name }) => ({ code: id, label: name || id.slice(0, 8) }))} value={to} onChange={setTo} />
        <Stepper label={say("howMuch")} value={quantity} least={1} less={say("less")} more={say("more")} onChange={setQuantity} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={busy || to === ""}>{say("passOn")}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}

// Used things, to waste: they were never in the bag.
export function CollectDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const session = useSession();
  const { say, language } = session.speech;
  const [commodity, setCommodity] = useState("");
  const [quantity, setQuantity] = useState(1);
  const [busy, once] = useOnce();
  const rows = offered(session.pack?.commodities).map((row) => ({ code: row.code, label: labelOf(row.labels, language, row.code) }));
  const save = async () => {
    if (!(await session.attempt(() => session.call("collect", { commodity, quantity })))) return onClose();
    onDone();
    session.say("good", "saved");
  };
  return (
    <Dialog title={say("collect")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <Pick label={say("what")} options={rows} value={commodity} empty={say("choose")} onChange={setCommodity} />
        <Stepper label={say("howMuch")} value={quantity} least={1} less={say("less")} more={say("more")} onChange={setQuantity} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={busy || commodity === ""}>{say("save")}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}
