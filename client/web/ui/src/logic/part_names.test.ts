import { describe, expect, it } from "vitest";
import type { Programme } from "../contract";
import { speak } from "../i18n/words";
import type { Pack } from "../pack";
import { nameCode, namePart, waysToTellApart } from "./part_names";

const pack: Pack = {
  id: "p",
  languages: ["en", "ru"],
  labels: {},
  words: { routes: { en: "Routes", ru: "Маршруты" } },
  services: [{ code: "talk", group: "g", labels: { en: "Talk", ru: "Беседа" } }],
  outings: [{ code: "club", labels: { en: "Club" } }],
  attributes: [{ code: "sex", labels: { en: "Sex" }, values: [{ code: "f", labels: { en: "Woman" } }] }],
};
const programme = {
  device: { id: "0123456789abc", name: "desk", role: "staff", steward: false },
  colleagues: [{ id: "zyxwvutsrqpon", name: "", role: "worker" }],
} as unknown as Programme;
const known = { pack, programme, speech: speak("en") };

describe("a part of a figure", () => {
  it("is called as the pack calls it", () => {
    expect(namePart("kind", "club", known)).toBe("Club");
    expect(namePart("code", "talk", known)).toBe("Talk");
    expect(namePart("site", "routes", known)).toBe("Routes");
    expect(namePart("sex", "f", known)).toBe("Woman");
    expect(nameCode(pack, "talk", "ru")).toBe("Беседа");
  });
  it("is called as the language does where the pack has no word", () => {
    expect(namePart("time", "night", known)).toBe("Night");
    expect(namePart("outcome", "reactive", known)).toBe("Reactive");
    expect(namePart("month", "2026-03", known)).toBe("Mar 2026");
    expect(namePart("quarter", "2026Q1", known)).toBe("Q1 2026");
    expect(namePart("sex", "", known)).toBe("Not said");
  });
  it("is a device by its name, or the beginning of its id", () => {
    expect(namePart("device", "0123456789abc", known)).toBe("desk");
    expect(namePart("device", "zyxwvutsrqpon", known)).toBe("zyxwvuts");
  });
  it("keeps its code where nobody knows it", () => expect(namePart("code", "gone", known)).toBe("gone"));
});

describe("ways to tell apart", () => {
  it("leave out what audit faces leave out", () => {
    const codes = (isAudit: boolean) => waysToTellApart(known, isAudit).map((way) => way.code);
    expect(codes(false)).toEqual(expect.arrayContaining(["month", "outcome", "sex"]));
    expect(codes(true)).not.toContain("outcome");
    expect(codes(true)).not.toContain("sex");
  });
});
