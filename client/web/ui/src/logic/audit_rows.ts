import type { AuditRow } from "../contract_figures";
import type { Speech, TextKey } from "../i18n/words";

// What auditors are told by quarter, as a table: a row for each thing, a column for each quarter.

export interface Line { code: string; amounts: (number | null)[]; total: number }
export interface Group { what: string; lines: Line[] }
export interface AuditTable { quarters: string[]; groups: Group[] }

export function tableOf(rows: AuditRow[]): AuditTable {
  const quarters = [...new Set(rows.map((row) => row.quarter))].sort();
  const groups: Group[] = [];
  for (const row of rows) {
    let group = groups.find((one) => one.what === row.what);
    if (!group) groups.push((group = { what: row.what, lines: [] }));
    let line = group.lines.find((one) => one.code === row.code);
    if (!line) group.lines.push((line = { code: row.code, amounts: quarters.map(() => null), total: 0 }));
    const at = quarters.indexOf(row.quarter);
    line.amounts[at] = (line.amounts[at] ?? 0) + row.quantity;
    line.total += row.quantity;
  }
  return { quarters, groups };
}

const kinds: Record<string, TextKey> = {
  outings: "rowsOutings",
  contacts: "rowsContacts",
  services: "rowsServices",
  tests: "rowsTests",
  groups: "rowsGroups",
  participants: "rowsParticipants",
  given: "rowsGiven",
  intakes: "rowsIntakes",
  applications: "rowsApplications",
  agreements: "rowsAgreements",
  plans: "rowsPlans",
  received: "rowsReceived",
  issued: "rowsIssued",
};
const places: Record<string, TextKey> = {
  supplier: "placeSupplier",
  store: "placeStore",
  bag: "placeBag",
  people: "placePeople",
  partner: "placePartner",
  transit: "placeTransit",
  kits: "placeKits",
  waste: "placeWaste",
  adjustment: "placeAdjustment",
};

// "bag to waste" is a movement of goods; whatever else is not known is said as it came.
export function nameRows(what: string, speech: Speech): string {
  const kind = kinds[what];
  if (kind) return speech.say(kind);
  const [from, to] = what.split(" to ").map((place) => places[place]);
  return from && to ? speech.say("rowsMoved", { from: speech.say(from), to: speech.say(to) }) : what;
}
