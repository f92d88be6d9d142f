import { describe, expect, it } from "vitest";
import type { Outing } from "../contract";
import { changeAmount, guessTime, isBlank, lackOf, settingOf, startDraft, startTest, toContact } from "./draft";

const outing: Outing = { record: "r", kind: "club", site: "club-1", time: "night", day: "2026-11-28" };
const person = { code: "K7QM2-4ZT9X-B", attributes: {} };
const setting = settingOf(outing, null, "2026-11-29", 12);

describe("what a contact begins with", () => {
  it("is the outing in progress, its day too", () => {
    expect(setting).toEqual({ outing: "r", kind: "club", site: "club-1", time: "night", day: "2026-11-28" });
  });
  it("is else what the last contact had, and the time of the day", () => {
    const last = { outing: null, kind: "centre", site: "centre-orion", time: "day" as const, day: "2026-11-01" };
    expect(settingOf(null, last, "2026-11-29", 23)).toEqual({ outing: null, kind: "centre", site: "centre-orion", time: "night", day: "2026-11-29" });
  });
  it("knows the night", () => {
    expect([5, 6, 20, 21].map(guessTime)).toEqual(["night", "day", "day", "night"]);
  });
});

describe("amounts", () => {
  it("go up and down, and away at nothing", () => {
    expect(changeAmount({}, "kit", 1)).toEqual({ kit: 1 });
    expect(changeAmount({ kit: 1, soap: 2 }, "kit", -1)).toEqual({ soap: 2 });
    expect(changeAmount({}, "kit", -1)).toEqual({});
  });
});

describe("a draft", () => {
  it("is blank until something is chosen", () => {
    const draft = startDraft(1, person, setting);
    expect(isBlank(draft)).toBe(true);
    expect(isBlank({ ...draft, services: { information: 1 } })).toBe(false);
    expect(isBlank({ ...startDraft(1, null, setting), anonymous: 3 })).toBe(false);
  });
  it("lacks a place, then a result", () => {
    const draft = startDraft(1, person, setting);
    expect(lackOf({ ...draft, site: "" })).toBe("setting");
    expect(lackOf({ ...draft, tests: [startTest(2, "rapid-hiv")] })).toBe("result");
    expect(lackOf(draft)).toBeNull();
  });
  it("becomes what the call wants", () => {
    const test = { ...startTest(2, "rapid-hiv"), before: true, result: "reactive" as const, told: true, lot: " B1 " };
    const draft = { ...startDraft(1, person, setting), given: { kit: 2 }, tests: [test], refer: ["aids-centre"], note: " " };
    expect(toContact(draft, true)).toEqual({
      code: person.code,
      outing: "r",
      kind: "club",
      site: "club-1",
      time: "night",
      day: "2026-11-28",
      services: [],
      given: [{ code: "kit", count: 2 }],
      tests: [{ code: "rapid-hiv", result: "reactive", told: true, before: true, after: false }],
      lots: { "rapid-hiv": "B1" },
      refer: ["aids-centre"],
      again: true,
    });
  });
  it("makes no voucher for people without a code, and tells nobody an invalid result", () => {
    const test = { ...startTest(2, "rapid-hiv"), result: "invalid" as const, told: true };
    const contact = toContact({ ...startDraft(1, null, setting), refer: ["x"], tests: [test] }, false);
    expect(contact).toMatchObject({ anonymous: 1, refer: [], tests: [{ told: false }] });
    expect(contact).not.toHaveProperty("code");
    expect(contact).not.toHaveProperty("again");
  });
});
