import type { DayTime, NewContact, NewTest, Outing, Person, Result } from "../contract";
import type { Run } from "./timer";

// A contact that is being recorded. It lives in the memory of the page alone, so that a test can run while others are seen.

export interface DraftTest {
  id: number;
  code: string;
  before: boolean;
  run: Run | null;
  result: Result | null;
  told: boolean;
  after: boolean;
  lot: string;
}

export interface Setting { outing: string | null; kind: string; site: string; time: DayTime; day: string }

export interface Draft extends Setting {
  id: number;
  person: Person | null;
  anonymous: number;
  services: Record<string, number>;
  given: Record<string, number>;
  tests: DraftTest[];
  refer: string[];
  note: string;
  team: string;
}

export type Amounts = Record<string, number>;

export function changeAmount(amounts: Amounts, code: string, by: number): Amounts {
  const next = { ...amounts };
  const amount = Math.max(0, (next[code] ?? 0) + by);
  if (amount === 0) delete next[code];
  else next[code] = amount;
  return next;
}

export function listAmounts(amounts: Amounts): { code: string; count: number }[] {
  return Object.entries(amounts).map(([code, count]) => ({ code, count }));
}

// By day from six in the morning until nine in the evening; whoever works otherwise says so once, with the outing.
export function guessTime(hour: number): DayTime {
  return hour >= 6 && hour < 21 ? "day" : "night";
}

export function settingOf(outing: Outing | null, last: Setting | null, day: string, hour: number): Setting {
  if (outing) return { outing: outing.record, kind: outing.kind, site: outing.site, time: outing.time, day: outing.day };
  return { outing: null, kind: last?.kind ?? "", site: last?.site ?? "", time: guessTime(hour), day };
}

export function startDraft(id: number, person: Person | null, setting: Setting): Draft {
  const anonymous = person ? 0 : 1;
  return { ...setting, id, person, anonymous, services: {}, given: {}, tests: [], refer: [], note: "", team: "" };
}

export function startTest(id: number, code: string): DraftTest {
  return { id, code, before: false, run: null, result: null, told: false, after: false, lot: "" };
}

// Nothing in it that would be missed.
export function isBlank(draft: Draft): boolean {
  const chosen = Object.keys(draft.services).length + Object.keys(draft.given).length + draft.tests.length;
  return chosen + draft.refer.length === 0 && draft.note.trim() === "" && draft.anonymous <= 1;
}

export type Lack = "setting" | "result";

// What still has to be said before it can be saved.
export function lackOf(draft: Draft): Lack | null {
  if (draft.kind === "" || draft.site === "") return "setting";
  if (draft.tests.some((test) => test.result === null)) return "result";
  return null;
}

function testsOf(draft: Draft): NewTest[] {
  return draft.tests.flatMap(({ code, result, told, before, after }) =>
    result === null ? [] : [{ code, result, told: told && result !== "invalid", before, after }],
  );
}

export function toContact(draft: Draft, again: boolean): NewContact {
  const lots = Object.fromEntries(draft.tests.filter((test) => test.lot.trim() !== "").map((test) => [test.code, test.lot.trim()]));
  return {
    ...(draft.person ? { code: draft.person.code } : { anonymous: draft.anonymous }),
    ...(draft.outing === null ? {} : { outing: draft.outing }),
    kind: draft.kind,
    site: draft.site,
    time: draft.time,
    day: draft.day,
    services: listAmounts(draft.services),
    given: listAmounts(draft.given),
    tests: testsOf(draft),
    ...(Object.keys(lots).length === 0 ? {} : { lots }),
    refer: draft.person ? draft.refer : [],
    ...(draft.note.trim() === "" ? {} : { note: draft.note.trim() }),
    ...(draft.team === "" ? {} : { team: draft.team }),
    ...(again ? { again } : {}),
  };
}
