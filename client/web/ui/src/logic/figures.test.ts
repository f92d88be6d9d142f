import { describe, expect, it } from "vitest";
import type { Report } from "../contract_figures";
import { speak } from "../i18n/words";
import { boundsOf, heightsOf, isUsualToState, percent, ratioOf, remarksOf, showFigure } from "./figures";

const en = speak("en");

describe("a figure", () => {
  it("is a number, a share, or so many for each", () => {
    expect(showFigure({ value: 1234 }, true, en)).toEqual({ main: "1,234", note: "" });
    expect(showFigure({ value: 30, of: 120 }, true, en)).toEqual({ main: "25%", note: "30 of 120" });
    expect(showFigure({ value: 500, of: 150 }, false, en).main).toBe("3.3");
  });
  it("is a dash where nothing can be said, and no share of nothing", () => {
    expect(showFigure({}, true, en).main).toBe("—");
    expect(showFigure({ value: 0, of: 0 }, true, en)).toEqual({ main: "0", note: "0 of 0" });
    expect(ratioOf({ value: 3, of: 0 })).toBeNull();
  });
  it("keeps small shares apart from nothing", () => {
    expect(percent(0.004, "en")).toBe("0.4%");
    expect(percent(0.5, "en")).toBe("50%");
    expect(percent(0.5, "ru")).toMatch(/^50\s%$/);
  });
});

describe("a trend", () => {
  it("is drawn beside its tallest", () => {
    expect(heightsOf([{ key: "a", value: 5 }, { key: "b", value: 10 }, { key: "c", value: 0 }], false)).toEqual([0.5, 1, 0]);
    expect(heightsOf([{ key: "a", value: 0 }], false)).toEqual([0]);
    expect(heightsOf([], false)).toEqual([]);
  });
  it("draws shares where there are any, and a gap where there is none", () => {
    expect(heightsOf([{ key: "a", value: 1, of: 4 }, { key: "b", value: 0, of: 0 }, { key: "c", value: 1, of: 2 }], true)).toEqual([0.5, null, 1]);
  });
});

describe("what auditors can say of people", () => {
  it("lies between the largest quarter and the sum", () => {
    expect(boundsOf({ "2026Q1": 10, "2026Q2": 14 })).toEqual({ lowest: 14, highest: 24 });
    expect(boundsOf({})).toBeNull();
  });
});

describe("remarks", () => {
  const report: Report = { period: "2026", from: "team", unopened: 0, late: 0, indicators: [] };
  it("are made only where there is something to remark", () => {
    expect(remarksOf(report, en)).toEqual([]);
    expect(remarksOf({ ...report, unopened: 1, late: 2, closed_until: "2026-09-30" }, en)).toHaveLength(3);
  });
});

describe("a statement", () => {
  it("is usual for quarters and years alone", () => {
    expect(["2026", "2026Q1", "2026-03", "2026-W09"].map(isUsualToState)).toEqual([true, true, false, false]);
  });
});
