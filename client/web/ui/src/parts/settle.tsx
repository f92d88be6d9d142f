import { useState } from "preact/hooks";
import type { StockLine } from "../contract_goods";
import { tooFew, tooMany } from "../logic/reasons";
import { useSession } from "../use";
import { Stepper } from "./basics";
import { Amount, GoodsForm, ReasonChoice, teamSaid } from "./goods_form";

export interface LineFormProps { line: StockLine; team: string; onClose: () => void; onDone: () => void }

// Written off, or with `surplus` added: of a lot in the store, or of a bag.
export function SettleForm({ line, team, surplus, onClose, onDone }: LineFormProps & { surplus: boolean }) {
  const session = useSession();
  const { say, number } = session.speech;
  const [quantity, setQuantity] = useState(0);
  const [reason, setReason] = useState(line.expired && !surplus ? "expired" : "");
  // For whom a colleague's bag is settled follows from its carrier.
  const isOthers = line.bag ? line.bag !== session.state.programme?.device.id : false;
  const at = { ...(line.bag ? { bag: line.bag } : { lot: line.lot ?? null }), ...(isOthers ? {} : teamSaid(team)) };
  const save = (day: string | null) => session.call("settle", { ...at, commodity: line.commodity, quantity, reason, surplus, day });
  return (
    <GoodsForm
      submit={say(surplus ? "addFound" : "writeOff")}
      danger={!surplus}
      ready={quantity > 0 && reason !== ""}
      save={save}
      onClose={onClose}
      onDone={onDone}
    >
      <p class="hint">{say(surplus ? "foundHint" : "writeOffHint")}</p>
      <Amount value={quantity} onChange={setQuantity} hint={say("bookSays", { n: number(line.quantity) })} />
      <ReasonChoice of={surplus ? tooMany : tooFew} value={reason} onChange={setReason} />
    </GoodsForm>
  );
}

// First what is really there; only if it differs, why.
export function CountStoreForm({ line, team, onClose, onDone }: LineFormProps) {
  const session = useSession();
  const { say, count } = session.speech;
  const [quantity, setQuantity] = useState(Math.max(0, line.quantity));
  const [reason, setReason] = useState("");
  // By today's book. That of an earlier day, which the program counts with, may say something else.
  const missing = line.quantity - quantity;
  const save = (day: string | null) => session.call("count_store", {
    ...teamSaid(team), commodity: line.commodity, lot: line.lot ?? "", quantity, settle: reason || null, day,
  });
  const change = (value: number) => { setQuantity(value); setReason(""); };
  return (
    <GoodsForm submit={say("save")} told={missing === 0 || reason !== "" ? "saved" : "countedUnsettled"} ready save={save} onClose={onClose} onDone={onDone}>
      <Stepper label={say("reallyThere")} value={quantity} less={say("less")} more={say("more")} onChange={change} />
      {missing !== 0 && <p>{missing > 0 ? count("missing", missing) : count("tooMany", -missing)}</p>}
      <ReasonChoice of={[...new Set([...tooFew, ...tooMany])]} value={reason} onChange={setReason} optional />
      <p class="hint">{say("whyHint")}</p>
      <p class="hint">{say("countDayHint")}</p>
    </GoodsForm>
  );
}
