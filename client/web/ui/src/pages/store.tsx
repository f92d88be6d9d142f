import { useState } from "preact/hooks";
import type { StockLine } from "../contract_goods";
import { bagsOf, sendingsOf, shelvesOf } from "../logic/stock";
import { Check, Empty, Title } from "../parts/basics";
import { orderOfGoods } from "../parts/goods_names";
import { IssueDialog } from "../parts/issue";
import { kitsOf, MakeKitsDialog } from "../parts/kits";
import { BagLineDialog, LotDialog } from "../parts/lot_dialog";
import { ReceiveDialog } from "../parts/receive";
import { TeamField } from "../parts/setting";
import { Bags, OnTheWay, Shelves } from "../parts/shelves";
import { AcceptDialog } from "../parts/transfer";
import { useLoaded, useSession } from "../use";

type Doing =
  | { is: "receive" | "kits" }
  | { is: "issue"; commodity: string; lot: string }
  | { is: "lot" | "bag"; line: StockLine }
  | { is: "accept"; sending: string; lines: StockLine[] }
  | null;

// The store of a team, what its people carry, and what is on its way.
export function StorePage() {
  const session = useSession();
  const { say } = session.speech;
  const [team, setTeam] = useState(session.usualTeam);
  const [doing, setDoing] = useState<Doing>(null);
  const [withEmpty, setWithEmpty] = useState(false);
  const [stock, again] = useLoaded(() => session.attempt(() => session.call("stock", { empty: true })), []);
  if (session.state.programme?.device.role !== "staff") return <><Title>{say("store")}</Title><Empty>{say("storeOfStaff")}</Empty></>;
  if (!stock) return <Title>{say("store")}</Title>;
  const there = withEmpty ? stock.stock : stock.stock.filter((line) => line.quantity !== 0);
  const order = orderOfGoods(session);
  const done = () => { setDoing(null); again(); void session.refresh(); };
  return (
    <>
      <Title sub={say("storeSub")}>{say("store")}</Title>
      <TeamField value={team} onChange={setTeam} />
      <StoreButtons onDo={setDoing} />
      <div class="columns">
        <div>
          <Shelves shelves={shelvesOf(there, order, team)} onLot={(line) => setDoing({ is: "lot", line })} />
          <Check label={say("showEmptyLots")} on={withEmpty} onChange={setWithEmpty} />
        </div>
        <div>
          <OnTheWay sendings={sendingsOf(there, order)} onAccept={(sending, lines) => setDoing({ is: "accept", sending, lines })} />
          <Bags bags={bagsOf(there, order)} onLine={(line) => setDoing({ is: "bag", line })} />
        </div>
      </div>
      <StoreDialog doing={doing} team={team} stock={stock.stock} onDo={setDoing} onDone={done} />
    </>
  );
}

function StoreButtons({ onDo }: { onDo: (doing: Doing) => void }) {
  const session = useSession();
  const { say } = session.speech;
  return (
    <div class="buttons">
      <button type="button" class="primary" onClick={() => onDo({ is: "issue", commodity: "", lot: "" })}>{say("issueTo")}</button>
      <button type="button" onClick={() => onDo({ is: "receive" })}>{say("delivery")}</button>
      {kitsOf(session).length > 0 && <button type="button" onClick={() => onDo({ is: "kits" })}>{say("makeKits")}</button>}
      <button type="button" class="quiet" onClick={() => session.go({ at: "countSheet" })}>{say("countSheet")}</button>
      <button type="button" class="quiet" onClick={() => session.go({ at: "bagAccounts" })}>{say("bagAccounts")}</button>
      <button type="button" class="quiet" onClick={() => session.go({ at: "recall", lot: "" })}>{say("recall")}</button>
    </div>
  );
}

interface StoreDialogProps { doing: Doing; team: string; stock: StockLine[]; onDo: (doing: Doing) => void; onDone: () => void }

function StoreDialog({ doing, team, stock, onDo, onDone }: StoreDialogProps) {
  const session = useSession();
  const shelves = shelvesOf(stock, orderOfGoods(session), team);
  const common = { team, onDone, onClose: () => onDo(null) };
  switch (doing?.is) {
    case "receive": return <ReceiveDialog {...common} />;
    case "kits": return <MakeKitsDialog {...common} shelves={shelves} />;
    case "issue": return <IssueDialog {...common} shelves={shelves} commodity={doing.commodity} lot={doing.lot} />;
    case "lot": {
      const { line } = doing;
      return <LotDialog {...common} line={line} onIssue={() => onDo({ is: "issue", commodity: line.commodity, lot: line.lot ?? "" })} />;
    }
    case "bag": {
      const lots = shelves.find((shelf) => shelf.commodity === doing.line.commodity)?.lots ?? [];
      return <BagLineDialog {...common} line={doing.line} lots={lots} />;
    }
    case "accept": return <AcceptDialog {...common} sending={doing.sending} lines={doing.lines} />;
    default: return null;
  }
}
