import { useState } from "preact/hooks";
import { kitsFrom, type Shelf } from "../logic/stock";
import { describeKit, offered, type Commodity } from "../pack";
import type { Session } from "../session";
import { useSession } from "../use";
import { Choice } from "./basics";
import { Dialog } from "./dialog";
import { Amount, GoodsForm, teamSaid } from "./goods_form";
import { commodityName } from "./goods_names";
import type { LineFormProps } from "./settle";

export function kitsOf(session: Session): Commodity[] {
  return offered(session.pack?.commodities).filter((row) => Object.keys(row.contents ?? {}).length > 0);
}

interface MakeProps { team: string; shelves: Shelf[]; onClose: () => void; onDone: () => void }

export function MakeKitsDialog({ team, shelves, onClose, onDone }: MakeProps) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const kits = kitsOf(session);
  const [kit, setKit] = useState(kits.length === 1 ? (kits[0]?.code ?? "") : "");
  const [quantity, setQuantity] = useState(0);
  const row = kits.find((one) => one.code === kit);
  const save = (day: string | null) => session.call("kits", { ...teamSaid(team), kit, quantity, open: null, day });
  return (
    <Dialog title={say("makeKits")} onClose={onClose}>
      <GoodsForm submit={say("makeKits")} told="kitsMade" ready={kit !== "" && quantity > 0} save={save} onClose={onClose} onDone={onDone}>
        <p class="hint">{say("makeKitsHint")}</p>
        <Choice label={say("kit")} options={kits.map(({ code }) => ({ code, label: commodityName(session, code) }))} value={kit} onChange={setKit} />
        {row && session.pack && <p>{describeKit(session.pack, row, language)}</p>}
        <Amount value={quantity} onChange={setQuantity} {...(row ? { hint: say("enoughFor", { n: number(kitsFrom(row.contents ?? {}, shelves)) }) } : {})} />
      </GoodsForm>
    </Dialog>
  );
}

export function OpenKitsForm({ line, team, onClose, onDone }: LineFormProps) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const [quantity, setQuantity] = useState(0);
  const row = kitsOf(session).find((one) => one.code === line.commodity);
  const save = (day: string | null) => session.call("kits", { ...teamSaid(team), kit: line.commodity, quantity, open: line.lot ?? null, day });
  return (
    <GoodsForm submit={say("openKits")} told="kitsOpened" ready={quantity > 0} save={save} onClose={onClose} onDone={onDone}>
      <p class="hint">{say("openKitsHint")}</p>
      {row && session.pack && <p>{describeKit(session.pack, row, language)}</p>}
      <Amount value={quantity} onChange={setQuantity} hint={say("thereAre", { n: number(line.quantity) })} />
    </GoodsForm>
  );
}
