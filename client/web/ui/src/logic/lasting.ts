import type { Supply } from "../contract_figures";
import { formatDay } from "../i18n/days";
import type { Speech } from "../i18n/words";

// How long goods last: what has to be said of each, the most pressing first.

export const kSupplyQuestion = { months: 3, least: 3, most: 6, soon: 90 };

export interface Alert { tone: "bad" | "warn" | "calm"; text: string }

export function alertsOf(line: Supply, speech: Speech): Alert[] {
  const { say, number, language } = speech;
  const alerts: Alert[] = [];
  const add = (tone: Alert["tone"], text: string) => alerts.push({ tone, text });
  if (line.on_hand < 0) add("bad", say("lastsBelow"));
  if (line.on_hand === 0) add("bad", say("lastsOut"));
  if (line.low && line.on_hand > 0) add("warn", say("lastsLow"));
  if (line.expired > 0) add("bad", say("lastsExpired", { n: number(line.expired) }));
  if (line.expiring > 0) {
    const day = line.next_expiry ? formatDay(line.next_expiry, language) : "";
    add("warn", day === "" ? say("lastsExpiring", { n: number(line.expiring) }) : say("lastsExpiringFrom", { n: number(line.expiring), day }));
  }
  if (line.high) add("calm", say("lastsHigh"));
  if (line.order > 0) add("calm", say("lastsOrder", { n: number(line.order) }));
  return alerts;
}

function urgency(line: Supply): number {
  if (line.on_hand <= 0) return 0;
  if (line.expired > 0) return 1;
  if (line.low) return 2;
  return line.expiring > 0 ? 3 : 4;
}

export function sortSupply(lines: Supply[]): Supply[] {
  const months = (line: Supply) => line.months_of_stock_hundredths ?? Number.MAX_SAFE_INTEGER;
  return [...lines].sort((a, b) => urgency(a) - urgency(b) || months(a) - months(b));
}

// A bar of months up to twice what is ordered for: more would look the same.
export function barOf(line: Supply, most: number): number | null {
  if (typeof line.months_of_stock_hundredths !== "number") return null;
  return Math.min(1, Math.max(0, line.months_of_stock_hundredths / 100 / (most * 2)));
}

export function sayMonths(line: Supply, speech: Speech): string {
  if (typeof line.months_of_stock_hundredths !== "number") return speech.say("lastsUnused");
  return speech.count("lastsMonths", Math.round(Math.max(0, line.months_of_stock_hundredths) / 10) / 10);
}
