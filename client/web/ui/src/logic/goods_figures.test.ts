import { describe, expect, it } from "vitest";
import type { GoodsClass, Supply } from "../contract_figures";
import { speak } from "../i18n/words";
import { discrepanciesOf, sayWorth } from "./goods_figures";
import { alertsOf, barOf, sayMonths, sortSupply } from "./lasting";

const en = speak("en");
const goods = (name: string, unexplained: number): GoodsClass => ({
  class: name, received: 0, kits: 0, issued: 0, returned: 0, given: 0, wasted: 0, collected: 0, unexplained,
});
const supply = (commodity: string, change: Partial<Supply>): Supply => ({
  commodity, label: commodity, on_hand: 100, in_store: 100, used: 90, days: 90, days_out_of_stock: 0, expired: 0, expiring: 0, order: 0,
  low: false, high: false, ...change,
});

describe("goods from delivery to hand-out", () => {
  it("tell what is missing and what is too much", () => {
    expect(discrepanciesOf([goods("a", 0), goods("b", 12), goods("c", -2)])).toEqual([{ class: "b", missing: 12 }, { class: "c", surplus: 2 }]);
  });
  it("were worth so much of each currency", () => {
    expect(sayWorth({ EUR: 1250050 }, en)).toBe("€12,500.50");
    expect(sayWorth({ EUR: 100, points: 250 }, en)).toBe("€1.00, 2.5 points");
    expect(sayWorth({}, en)).toBe("");
  });
});

describe("how long goods last", () => {
  const texts = (change: Partial<Supply>) => alertsOf(supply("a", change), en).map((alert) => alert.text);
  it("says what presses, and nothing where nothing does", () => {
    expect(texts({})).toEqual([]);
    expect(texts({ on_hand: 0, low: true, order: 300 })).toEqual(["out of stock", "order 300"]);
    expect(texts({ on_hand: -3 })).toEqual(["less than nothing: count it"]);
    expect(texts({ low: true, expiring: 5, next_expiry: "2026-12-31" })).toEqual(["low", "expire soon: 5, the first on Dec 31, 2026"]);
    expect(texts({ high: true, expired: 2 })).toEqual(["expired: 2", "more than needed"]);
  });
  it("puts the most pressing first", () => {
    const lines = [supply("fine", { months_of_stock_hundredths: 500 }), supply("low", { low: true }), supply("out", { on_hand: 0 }), supply("unused", {})];
    expect(sortSupply(lines).map((line) => line.commodity)).toEqual(["out", "low", "fine", "unused"]);
  });
  it("is said in months, as far as anything was used", () => {
    expect(sayMonths(supply("a", { months_of_stock_hundredths: 100 }), en)).toBe("1 month");
    expect(sayMonths(supply("a", { months_of_stock_hundredths: 324 }), en)).toBe("3.2 months");
    expect(sayMonths(supply("a", { months_of_stock_hundredths: 324 }), speak("ru"))).toBe("3,2 месяца");
    expect(sayMonths(supply("a", {}), en)).toBe("not used lately");
  });
  it("is drawn up to twice what is ordered for", () => {
    expect(barOf(supply("a", { months_of_stock_hundredths: 300 }), 6)).toBe(0.25);
    expect(barOf(supply("a", { months_of_stock_hundredths: 9900 }), 6)).toBe(1);
    expect(barOf(supply("a", { months_of_stock_hundredths: -100 }), 6)).toBe(0);
    expect(barOf(supply("a", {}), 6)).toBeNull();
  });
});
