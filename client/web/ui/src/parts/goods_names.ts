import type { At, StockLine } from "../contract_goods";
import { formatDay } from "../i18n/days";
import type { TextKey } from "../i18n/words";
import { labelOf, nameOf, offered } from "../pack";
import type { Session } from "../session";
import type { Option } from "./basics";

// How goods and the places where they lie are called.

const kShort = 8;

export function commodityName(session: Session, code: string): string {
  return nameOf(session.pack, "commodities", code, session.speech.language);
}

export function commodityOptions(session: Session): Option[] {
  return offered(session.pack?.commodities).map((row) => ({ code: row.code, label: labelOf(row.labels, session.speech.language, row.code) }));
}

export function orderOfGoods(session: Session): string[] {
  return (session.pack?.commodities ?? []).map((row) => row.code);
}

export function deviceName(session: Session, id: string, said = ""): string {
  const { programme } = session.state;
  if (programme?.device.id === id) return `${programme.device.name || id.slice(0, kShort)} (${session.speech.say("byThisDevice")})`;
  return programme?.colleagues.find((one) => one.id === id)?.name || said || id.slice(0, kShort);
}

// Those into whose bags goods may go: this device too, whose owner may go out.
export function carriers(session: Session): Option[] {
  const own = session.state.programme?.device.id ?? "";
  return [...session.colleagues.map(({ id }) => id), own].map((id) => ({ code: id, label: deviceName(session, id) }));
}

const others: Record<string, TextKey> = {
  supplier: "placeSupplier",
  people: "placePeople",
  partner: "placePartner",
  transit: "placeTransit",
  kits: "placeKits",
  waste: "placeWaste",
  adjustment: "placeAdjustment",
};

export function sayPlace(session: Session, at: At): string {
  const { say } = session.speech;
  if (at.kind === "store") return say("storeOf", { name: at.name ?? "" });
  if (at.kind === "bag") return say("bagOf", { name: at.name ?? "" });
  const key = others[at.kind];
  return key ? say(key) : at.kind;
}

export function lotName(session: Session, line: Pick<StockLine, "batch">): string {
  return line.batch ? session.speech.say("batchNamed", { batch: line.batch }) : session.speech.say("noBatch");
}

export function shortLot(lot: string): string {
  return lot.slice(0, kShort);
}

export function expiryText(session: Session, line: Pick<StockLine, "expiry" | "expired">): string {
  const { say, language } = session.speech;
  if (!line.expiry) return say("noExpiry");
  return say(line.expired ? "expiredOn" : "expiresOn", { day: formatDay(line.expiry, language) });
}
