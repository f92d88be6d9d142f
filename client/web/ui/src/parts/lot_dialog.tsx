import { useState } from "preact/hooks";
import type { StockLine } from "../contract_goods";
import type { TextKey } from "../i18n/words";
import { useSession } from "../use";
import { Dialog } from "./dialog";
import { commodityName, deviceName, expiryText, lotName } from "./goods_names";
import { kitsOf, OpenKitsForm } from "./kits";
import { CountStoreForm, SettleForm } from "./settle";
import { ReturnForm, SendGoodsForm } from "./transfer";

interface MenuProps { entries: [TextKey, () => void][] }

function Actions({ entries }: MenuProps) {
  const { say } = useSession().speech;
  return (
    <nav class="menu">
      {entries.map(([key, go], at) => <button type="button" key={key} {...(at === 0 ? { "data-first": "" } : {})} onClick={go}>{say(key)}</button>)}
    </nav>
  );
}

type Doing = "count" | "writeOff" | "found" | "send" | "open" | "return" | null;
const titles: Record<Exclude<Doing, null>, TextKey> = {
  count: "count", writeOff: "writeOff", found: "addFound", send: "sendGoods", open: "openKits", return: "takeBack",
};

interface LotDialogProps { line: StockLine; team: string; onIssue: () => void; onClose: () => void; onDone: () => void }

// What can be done with one lot of the store: first the choice, then its few fields.
export function LotDialog({ line, team, onIssue, onClose, onDone }: LotDialogProps) {
  const session = useSession();
  const { say, number } = session.speech;
  const [doing, setDoing] = useState<Doing>(null);
  const name = commodityName(session, line.commodity);
  const form = { line, team, onClose, onDone };
  const isKit = kitsOf(session).some((row) => row.code === line.commodity);
  const entries: [TextKey, () => void][] = [
    ["count", () => setDoing("count")],
    ...(line.quantity > 0 ? [["issueThis", onIssue] as [TextKey, () => void], ["sendGoods", () => setDoing("send")] as [TextKey, () => void]] : []),
    ...(isKit && line.quantity > 0 ? [["openKits", () => setDoing("open")] as [TextKey, () => void]] : []),
    ["writeOff", () => setDoing("writeOff")],
    ["addFound", () => setDoing("found")],
    ["recall", () => { onClose(); session.go({ at: "recall", lot: line.lot ?? "" }); }],
  ];
  return (
    <Dialog key={doing} title={doing ? `${say(titles[doing])}: ${name}` : name} onClose={onClose}>
      <p>{lotName(session, line)} · {expiryText(session, line)} · <b>{number(line.quantity)}</b></p>
      {doing === null && <Actions entries={entries} />}
      {doing === "count" && <CountStoreForm {...form} />}
      {doing === "writeOff" && <SettleForm {...form} surplus={false} />}
      {doing === "found" && <SettleForm {...form} surplus />}
      {doing === "send" && <SendGoodsForm {...form} />}
      {doing === "open" && <OpenKitsForm {...form} />}
      {doing === null && <div class="buttons"><button type="button" onClick={onClose}>{say("close")}</button></div>}
    </Dialog>
  );
}

interface BagLineProps { line: StockLine; team: string; lots: StockLine[]; onClose: () => void; onDone: () => void }

// What staff do with what is in somebody's bag. `lots`: of the same commodity, where it may go back to.
export function BagLineDialog({ line, team, lots, onClose, onDone }: BagLineProps) {
  const session = useSession();
  const { say, number } = session.speech;
  const [doing, setDoing] = useState<Doing>(null);
  const name = commodityName(session, line.commodity);
  const form = { line, team, onClose, onDone };
  const entries: [TextKey, () => void][] = [
    ["takeBack", () => setDoing("return")],
    ["writeOff", () => setDoing("writeOff")],
    ["addFound", () => setDoing("found")],
  ];
  return (
    <Dialog key={doing} title={doing ? `${say(titles[doing])}: ${name}` : name} onClose={onClose}>
      <p>{deviceName(session, line.bag ?? "")} · <b>{number(line.quantity)}</b></p>
      {line.quantity < 0 && <p class="hint">{say("bagBelowHint")}</p>}
      {doing === null && <Actions entries={entries} />}
      {doing === "return" && <ReturnForm {...form} lots={lots} />}
      {doing === "writeOff" && <SettleForm {...form} surplus={false} />}
      {doing === "found" && <SettleForm {...form} surplus />}
      {doing === null && <div class="buttons"><button type="button" onClick={onClose}>{say("close")}</button></div>}
    </Dialog>
  );
}
