import { useState } from "preact/hooks";
import type { StockLine } from "../contract_goods";
import { sumOf, usableIn, type Shelf } from "../logic/stock";
import { useSession } from "../use";
import { Check, Choice, Pick } from "./basics";
import { Dialog } from "./dialog";
import { Amount, GoodsForm, teamSaid } from "./goods_form";
import { carriers, commodityName, expiryText, lotName } from "./goods_names";

interface IssueProps { team: string; shelves: Shelf[]; commodity: string; lot: string; onClose: () => void; onDone: () => void }

// Into a colleague's bag: what expires first goes first, unless a lot is chosen.
export function IssueDialog({ team, shelves, commodity: given, lot: chosen, onClose, onDone }: IssueProps) {
  const session = useSession();
  const { say, number } = session.speech;
  const [commodity, setCommodity] = useState(given);
  const [lot, setLot] = useState(chosen);
  const [quantity, setQuantity] = useState(0);
  const [to, setTo] = useState("");
  const [knows, setKnows] = useState(false);
  const lots = (shelves.find((shelf) => shelf.commodity === commodity)?.lots ?? []).filter((one) => one.quantity > 0);
  const line = lots.find((one) => one.lot === lot);
  const isExpired = line?.expired === true;
  const there = line ? line.quantity : usableIn(lots);
  const save = (day: string | null) => session.call("issue", {
    ...teamSaid(team), commodity, quantity, to, day, lot: lot === "" ? null : lot, expired_anyway: isExpired && knows,
  });
  const pick = (code: string) => { setCommodity(code); setLot(""); };
  const goods = shelves.filter((shelf) => sumOf(shelf.lots) > 0).map((shelf) => ({ code: shelf.commodity, label: commodityName(session, shelf.commodity) }));
  const isReady = commodity !== "" && to !== "" && quantity > 0 && (!isExpired || knows);
  return (
    <Dialog title={say("issueTo")} onClose={onClose}>
      <GoodsForm submit={say("issue")} ready={isReady} told="issued" save={save} onClose={onClose} onDone={onDone}>
        <Pick label={say("what")} options={goods} value={commodity} empty={say("choose")} onChange={pick} />
        <LotPick lots={lots} value={lot} empty={say("firstExpiring")} onChange={setLot} />
        {isExpired && <Check label={say("expiredAnyway")} hint={say("expiredAnywayHint")} on={knows} onChange={setKnows} />}
        <Choice label={say("intoBagOf")} options={carriers(session)} value={to} onChange={setTo} />
        <Amount value={quantity} onChange={setQuantity} hint={say("thereAre", { n: number(there) })} />
      </GoodsForm>
    </Dialog>
  );
}

interface LotPickProps { lots: StockLine[]; value: string; empty?: string; onChange: (lot: string) => void }

export function LotPick({ lots, value, empty, onChange }: LotPickProps) {
  const session = useSession();
  const { say, number } = session.speech;
  const options = lots.map((one) => ({ code: one.lot ?? "", label: `${lotName(session, one)}, ${expiryText(session, one)}: ${number(one.quantity)}` }));
  return <Pick label={say("lotOf")} options={options} value={value} onChange={onChange} {...(empty === undefined ? {} : { empty })} />;
}
