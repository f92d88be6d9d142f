import { describe, expect, it } from "vitest";
import { speak } from "../i18n/words";
import { kindOf, periodAt, sayPeriod, shiftPeriod, spanOf, withinPeriod } from "./period";

describe("a period", () => {
  it("has a first and a last day", () => {
    expect(spanOf("2026")).toEqual({ from: "2026-01-01", until: "2026-12-31" });
    expect(spanOf("2026Q1")).toEqual({ from: "2026-01-01", until: "2026-03-31" });
    expect(spanOf("2024-02")).toEqual({ from: "2024-02-01", until: "2024-02-29" });
    expect(spanOf("2026-12")).toEqual({ from: "2026-12-01", until: "2026-12-31" });
    expect(spanOf("2026-W01")).toEqual({ from: "2025-12-29", until: "2026-01-04" });
    expect(spanOf("2026-W53")).toEqual({ from: "2026-12-28", until: "2027-01-03" });
    expect(spanOf("2025-10-01..2026-09-30")).toEqual({ from: "2025-10-01", until: "2026-09-30" });
  });
  it("is known by how it is written", () => {
    expect(["2026", "2026Q4", "2026-11", "2026-W48", "2026-01-01..2026-01-02"].map(kindOf)).toEqual(["year", "quarter", "month", "week", "range"]);
    expect(["", "2026Q5", "2026-13", "soon"].map(kindOf)).toEqual([null, null, null, null]);
    expect(spanOf("2026-02-02..2026-02-01")).toBeNull();
  });
  it("is found by a day in it", () => {
    expect(periodAt("week", "2026-11-29")).toBe("2026-W48");
    expect(periodAt("week", "2027-01-03")).toBe("2026-W53");
    expect(periodAt("week", "2025-12-29")).toBe("2026-W01");
    expect(periodAt("month", "2026-11-29")).toBe("2026-11");
    expect(periodAt("quarter", "2026-11-29")).toBe("2026Q4");
    expect(periodAt("quarter", "2026-03-31")).toBe("2026Q1");
    expect(periodAt("year", "2026-11-29")).toBe("2026");
  });
  it("has neighbours", () => {
    expect(shiftPeriod("2026-W53", 1)).toBe("2027-W01");
    expect(shiftPeriod("2026-01", -1)).toBe("2025-12");
    expect(shiftPeriod("2026Q4", 1)).toBe("2027Q1");
    expect(shiftPeriod("2026", -1)).toBe("2025");
    expect(shiftPeriod("2026-03-01..2026-03-10", 1)).toBe("2026-03-11..2026-03-20");
    expect(shiftPeriod("2026-03-01..2026-03-10", -1)).toBe("2026-02-19..2026-02-28");
  });
  it("comes back by going there and back", () => {
    for (const period of ["2026-W01", "2024-02", "2026Q1", "2026", "2024-02-28..2024-03-01"])
      expect(shiftPeriod(shiftPeriod(period, 1), -1)).toBe(period);
  });
});

describe("a part of a period", () => {
  it("is itself where all of it lies in it", () => expect(withinPeriod("2026-03", "2026Q1")).toBe("2026-03"));
  it("is cut off where it does not", () => {
    expect(withinPeriod("2026-11", "2026-W48")).toBe("2026-11-23..2026-11-29");
    expect(withinPeriod("2026Q3", "2026-09-15..2026-10-15")).toBe("2026-09-15..2026-09-30");
  });
});

describe("what a period is called", () => {
  it("follows the language", () => {
    expect(sayPeriod("2026Q4", speak("en"))).toContain("2026");
    expect(sayPeriod("2026-11", speak("en"))).toBe("November 2026");
    expect(sayPeriod("2026-11", speak("ru"))).toContain("ноябрь 2026");
    expect(sayPeriod("2026-W48", speak("en"))).toContain("48");
    expect(sayPeriod("2026-W48", speak("uk"))).toContain("23");
    expect(sayPeriod("never", speak("en"))).toBe("never");
  });
});
