import type { Indicator, Part, Report } from "../contract_figures";
import { formatDay } from "../i18n/days";
import type { Speech } from "../i18n/words";
import { kindOf } from "./period";

// How a figure is shown: what stands big, and what it is set against.

export interface Amount { value?: number | null | undefined; of?: number | null | undefined }
export interface Shown { main: string; note: string }

// Of nothing there is no share.
export function ratioOf({ value, of }: Amount): number | null {
  return typeof value === "number" && typeof of === "number" && of > 0 ? value / of : null;
}

export function percent(part: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: part > 0 && part < 0.1 ? 1 : 0 }).format(part);
}

export function showFigure(amount: Amount, share: boolean, speech: Speech): Shown {
  const { value, of } = amount;
  if (typeof value !== "number") return { main: "—", note: speech.say("cannotBeSaid") };
  if (typeof of !== "number") return { main: speech.number(value), note: "" };
  const values = { value: speech.number(value), of: speech.number(of) };
  const ratio = ratioOf(amount);
  const note = speech.say(share ? "valueOf" : "valueForEach", values);
  if (ratio === null) return { main: speech.number(value), note };
  if (share) return { main: percent(ratio, speech.language), note };
  return { main: new Intl.NumberFormat(speech.language, { maximumFractionDigits: 1 }).format(ratio), note };
}

// How tall each part stands beside the others, 0 to 1; null where there is nothing to draw.
export function heightsOf(parts: Part[], isSet: boolean): (number | null)[] {
  const sizes = parts.map((part) => (isSet ? ratioOf(part) : part.value));
  const most = Math.max(0, ...sizes.map((size) => size ?? 0));
  return sizes.map((size) => (size === null ? null : most === 0 ? 0 : Math.max(0, size) / most));
}

export function isSetAgainst(indicator: Indicator): boolean {
  return typeof indicator.of === "number" || (indicator.parts ?? []).some((part) => typeof part.of === "number");
}

export function isOverTime(by: string): boolean {
  return by === "month" || by === "quarter";
}

export interface Remark { text: string; isDoubt: boolean }

// What limits what the figures say, in words.
export function remarksOf(report: Report, speech: Speech): Remark[] {
  const remarks: Remark[] = [];
  const add = (text: string, isDoubt: boolean) => remarks.push({ text, isDoubt });
  if (report.unopened > 0) add(speech.count("remarkUnopened", report.unopened), true);
  if (report.late > 0) add(speech.count("remarkLate", report.late), false);
  if (report.closed_until) add(speech.say("remarkClosed", { day: formatDay(report.closed_until, speech.language) }), false);
  return remarks;
}

// People can be told apart within a quarter only: the true number lies between the largest and the sum (docs/indicators.md).
export function boundsOf(byQuarter: Record<string, number>): { lowest: number; highest: number } | null {
  const numbers = Object.values(byQuarter);
  if (numbers.length === 0) return null;
  return { lowest: Math.max(...numbers), highest: numbers.reduce((sum, one) => sum + one, 0) };
}

// Statements of many overlapping periods could be subtracted from each other.
export function isUsualToState(period: string): boolean {
  const kind = kindOf(period);
  return kind === "quarter" || kind === "year";
}
