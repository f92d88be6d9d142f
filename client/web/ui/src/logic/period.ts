import { addDays, daysBetween, formatDay } from "../i18n/days";
import type { Speech } from "../i18n/words";

// Periods as the calls take them: 2026, 2026Q1, 2026-03, 2026-W09, 2026-03-09..2026-04-01. Both ends belong to it.

export type PeriodKind = "week" | "month" | "quarter" | "year" | "range";
export interface Span { from: string; until: string }

const patterns: [PeriodKind, RegExp][] = [
  ["year", /^(\d{4})$/],
  ["quarter", /^(\d{4})Q([1-4])$/],
  ["month", /^(\d{4})-(0[1-9]|1[0-2])$/],
  ["week", /^(\d{4})-W(\d{2})$/],
  ["range", /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/],
];

function read(text: string): { kind: PeriodKind; first: string; second: string } | null {
  for (const [kind, pattern] of patterns) {
    const found = pattern.exec(text);
    if (found) return { kind, first: found[1] ?? "", second: found[2] ?? "" };
  }
  return null;
}

export function kindOf(text: string): PeriodKind | null {
  return read(text)?.kind ?? null;
}

const two = (n: number) => String(n).padStart(2, "0");

// `month` counts from 0 and may lie outside its year.
function monthText(year: number, month: number): string {
  const whole = year * 12 + month;
  return `${Math.floor(whole / 12)}-${two((((whole % 12) + 12) % 12) + 1)}`;
}

function months(year: number, first: number, count: number): Span {
  return { from: `${monthText(year, first)}-01`, until: addDays(`${monthText(year, first + count)}-01`, -1) };
}

function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function mondayOf(day: string): string {
  return addDays(day, -weekday(day));
}

export function spanOf(text: string): Span | null {
  const said = read(text);
  if (!said) return null;
  const year = Number(said.first);
  const part = Number(said.second);
  switch (said.kind) {
    case "year": return months(year, 0, 12);
    case "quarter": return months(year, part * 3 - 3, 3);
    case "month": return months(year, part - 1, 1);
    case "week": {
      const from = addDays(mondayOf(`${said.first}-01-04`), (part - 1) * 7);
      return { from, until: addDays(from, 6) };
    }
    case "range": return said.second < said.first ? null : { from: said.first, until: said.second };
  }
}

// The period of a kind in which a day lies.
export function periodAt(kind: PeriodKind, day: string): string {
  const year = day.slice(0, 4);
  switch (kind) {
    case "year": return year;
    case "quarter": return `${year}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case "month": return day.slice(0, 7);
    case "week": {
      // The year of a week is that of its Thursday.
      const thursday = addDays(mondayOf(day), 3).slice(0, 4);
      return `${thursday}-W${two(Math.floor(daysBetween(mondayOf(`${thursday}-01-04`), day) / 7) + 1)}`;
    }
    case "range": return `${day.slice(0, 8)}01..${day}`;
  }
}

// The next one, or the one before; of days, the same number of days.
export function shiftPeriod(text: string, by: 1 | -1): string {
  const span = spanOf(text);
  const kind = kindOf(text);
  if (!span || !kind) return text;
  const beside = by > 0 ? addDays(span.until, 1) : addDays(span.from, -1);
  if (kind !== "range") return periodAt(kind, beside);
  const length = daysBetween(span.from, span.until);
  return by > 0 ? `${beside}..${addDays(beside, length)}` : `${addDays(beside, -length)}..${beside}`;
}

// A month or quarter as far as it lies in a period: the first and last of a report by month need not be whole.
export function withinPeriod(part: string, period: string): string {
  const inner = spanOf(part);
  const outer = spanOf(period);
  if (!inner || !outer || (inner.from >= outer.from && inner.until <= outer.until)) return part;
  const from = inner.from > outer.from ? inner.from : outer.from;
  const until = inner.until < outer.until ? inner.until : outer.until;
  return `${from}..${until}`;
}

function at(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function sayPeriod(text: string, speech: Speech, length: "long" | "short" = "long"): string {
  const said = read(text);
  const span = spanOf(text);
  if (!said || !span) return text;
  const { language, say } = speech;
  switch (said.kind) {
    case "year": return said.first;
    case "quarter": return say(length === "long" ? "quarterOf" : "quarterShort", { n: said.second, year: said.first });
    case "month": return new Intl.DateTimeFormat(language, { month: length, year: "numeric", timeZone: "UTC" }).format(at(span.from));
    case "week": return say("weekOf", { n: Number(said.second), days: sayDays(span, language) });
    case "range": return sayDays(span, language);
  }
}

function sayDays({ from, until }: Span, language: string): string {
  if (from === until) return formatDay(from, language);
  const format = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return format.formatRange(at(from), at(until));
}
