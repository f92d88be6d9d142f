import type { Programme } from "../contract";
import type { Speech, TextKey } from "../i18n/words";
import { labelOf, wordOf, type Pack, type Row } from "../pack";
import { outcomes, results } from "./describe";
import { isOverTime } from "./figures";
import { sayPeriod } from "./period";

// How the parts of a figure are called: the keys by which it is told apart, in the words of the pack.

export interface Known { pack: Pack | null; programme: Programme | null; speech: Speech }

// Codes of one table are not those of another, so whichever has it says it.
export function nameCode(pack: Pack | null, code: string, language: string): string {
  const tables: (Row[] | undefined)[] = pack
    ? [pack.services, pack.tests, pack.commodities, pack.sessions, pack.destinations, pack.outings, pack.incidents]
    : [];
  const row = tables.flatMap((table) => table ?? []).find((one) => one.code === code);
  return row ? labelOf(row.labels, language, code) : wordOf(pack, code, language);
}

const times: Record<string, TextKey> = { day: "byDay", night: "byNight" };

function nameDevice(programme: Programme | null, id: string): string {
  const all = programme ? [programme.device, ...programme.colleagues] : [];
  return all.find((one) => one.id === id)?.name || id.slice(0, 8);
}

function nameValue(pack: Pack | null, attribute: string, value: string, language: string): string {
  const row = pack?.attributes?.find((one) => one.code === attribute)?.values.find((one) => one.code === value);
  return labelOf(row?.labels, language, value);
}

export function namePart(by: string, key: string, { pack, programme, speech }: Known): string {
  const { say, language } = speech;
  if (key === "") return say("notSaid");
  if (isOverTime(by)) return sayPeriod(key, speech, "short");
  switch (by) {
    case "time": return times[key] ? say(times[key]) : key;
    case "outcome": {
      const text = results[key] ?? outcomes[key];
      return text ? say(text) : wordOf(pack, key, language);
    }
    case "device": return nameDevice(programme, key);
    case "kind":
    case "code": return nameCode(pack, key, language);
    case "site": return wordOf(pack, key, language);
    default: return nameValue(pack, by, key, language);
  }
}

const usual: [string, TextKey][] = [
  ["month", "byMonth"],
  ["quarter", "byQuarter"],
  ["kind", "kind"],
  ["site", "bySite"],
  ["code", "byCode"],
  ["outcome", "byOutcome"],
  ["time", "byTime"],
  ["device", "byDevice"],
];

// What figures can be told apart by. Audit faces say neither what clients are nor how anything ended.
export function waysToTellApart({ pack, speech }: Known, isAudit: boolean): { code: string; label: string }[] {
  const ways = usual
    .filter(([code]) => !(isAudit && code === "outcome"))
    .map(([code, key]) => ({ code, label: speech.say(key) }));
  const attributes = isAudit ? [] : (pack?.attributes ?? []);
  return [...ways, ...attributes.map((row) => ({ code: row.code, label: labelOf(row.labels, speech.language, row.code) }))];
}
