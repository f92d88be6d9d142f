import type { Counted, Entry } from "../contract";
import { whatCounts } from "./describe";
import { listAmounts, type Amounts } from "./draft";

// A contact's body with other counts. Everything else in it stays, and nothing empty is written (docs/records.md).

type Body = Record<string, unknown>;
export type CountedTable = "services" | "given";

export function amountsOf(body: Body, table: CountedTable): Amounts {
  const list = (body[table] ?? []) as Counted[];
  return Object.fromEntries(list.map(({ code, count }) => [code, count]));
}

export function bodyOf(entry: Entry): Body {
  return whatCounts(entry).body;
}

// Members keep the order of the table in docs/records.md.
const order = ["day", "client", "anonymous", "outing", "kind", "time", "site", "services", "tests", "given", "about", "note", "lots"];

export function correctBody(body: Body, services: Amounts, given: Amounts, note: string): Body {
  const changed: Body = { ...body, services: listAmounts(services), given: listAmounts(given), note: note.trim() };
  const members = [...order, ...Object.keys(body).filter((key) => !order.includes(key))];
  return Object.fromEntries(
    members
      .map((key): [string, unknown] => [key, changed[key]])
      .filter(([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0)),
  );
}
