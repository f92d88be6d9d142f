import { useState } from "preact/hooks";
import type { StockLine } from "../contract_goods";
import { reasonsOfArrival } from "../logic/reasons";
import { useLoaded, useSession } from "../use";
import { Choice, Stepper } from "./basics";
import { Dialog } from "./dialog";
import { Amount, GoodsForm, ReasonChoice, teamSaid } from "./goods_form";
import { commodityName, lotName } from "./goods_names";
import { LotPick } from "./issue";
import type { LineFormProps } from "./settle";

export function SendGoodsForm({ line, team, onClose, onDone }: LineFormProps) {
  const session = useSession();
  const { say, number } = session.speech;
  const [quantity, setQuantity] = useState(0);
  const [to, setTo] = useState("");
  const [known] = useLoaded(() => session.attempt(() => session.call("members", {})), []);
  const teams = (known?.teams ?? []).filter((one) => one.team !== line.store).map((one) => ({ code: one.team, label: one.name || one.team }));
  const save = (day: string | null) => session.call("send_goods", {
    ...teamSaid(team), commodity: line.commodity, quantity, lot: line.lot ?? "", to_team: to, day,
  });
  return (
    <GoodsForm submit={say("sendGoods")} told="goodsSent" ready={quantity > 0 && to !== ""} save={save} onClose={onClose} onDone={onDone}>
      <p class="hint">{say("sendGoodsHint")}</p>
      {known && teams.length === 0 && <p class="empty">{say("noOtherTeams")}</p>}
      <Choice label={say("toTeam")} options={teams} value={to} onChange={setTo} />
      <Amount value={quantity} onChange={setQuantity} hint={say("thereAre", { n: number(line.quantity) })} />
    </GoodsForm>
  );
}

interface AcceptProps { sending: string; lines: StockLine[]; onClose: () => void; onDone: () => void }

// What really came; of a difference, why. Both teams are told.
export function AcceptDialog({ sending, lines, onClose, onDone }: AcceptProps) {
  const session = useSession();
  const { say } = session.speech;
  const sent = Object.fromEntries(lines.map((line) => [line.lot ?? "", line.quantity]));
  const [arrived, setArrived] = useState<Record<string, number>>(sent);
  const [reason, setReason] = useState("");
  const fitting = reasonsOfArrival(sent, arrived);
  const isExplained = fitting.length === 0 || fitting.includes(reason);
  const save = (day: string | null) => {
    const other = Object.fromEntries(Object.entries(arrived).filter(([lot, quantity]) => quantity !== sent[lot]));
    return session.call("accept_goods", { sending, arrived: other, reason: fitting.length === 0 ? null : reason, day });
  };
  return (
    <Dialog title={say("acceptGoods")} onClose={onClose}>
      <GoodsForm submit={say("acceptGoods")} told="goodsAccepted" ready={isExplained} save={save} onClose={onClose} onDone={onDone}>
        <p class="hint">{say("acceptGoodsHint")}</p>
        {lines.map((line) => (
          <Stepper
            key={line.lot}
            label={`${commodityName(session, line.commodity)}, ${lotName(session, line)}`}
            value={arrived[line.lot ?? ""] ?? 0}
            less={say("less")}
            more={say("more")}
            onChange={(quantity) => setArrived({ ...arrived, [line.lot ?? ""]: quantity })}
          />
        ))}
        {fitting.length > 0 && <ReasonChoice of={fitting} value={reason} onChange={setReason} />}
      </GoodsForm>
    </Dialog>
  );
}

// From a bag back into the store, to the lot that it came from.
export function ReturnForm({ line, team, lots, onClose, onDone }: LineFormProps & { lots: StockLine[] }) {
  const session = useSession();
  const { say, number } = session.speech;
  const [quantity, setQuantity] = useState(0);
  const [lot, setLot] = useState(lots.length === 1 ? (lots[0]?.lot ?? "") : "");
  const save = (day: string | null) => session.call("return", {
    ...teamSaid(team), commodity: line.commodity, quantity, from: line.bag ?? "", lot: lot || null, day,
  });
  return (
    <GoodsForm submit={say("takeBack")} told="takenBack" ready={quantity > 0 && lot !== ""} save={save} onClose={onClose} onDone={onDone}>
      {lots.length === 0 && <p class="empty">{say("noLotToReturn")}</p>}
      <LotPick lots={lots} value={lot} onChange={setLot} />
      <p class="hint">{say("takeBackHint")}</p>
      <Amount value={quantity} onChange={setQuantity} hint={say("bookSays", { n: number(line.quantity) })} />
    </GoodsForm>
  );
}
