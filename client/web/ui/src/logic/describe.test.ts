import { describe, expect, it } from "vitest";
import type { Entry } from "../contract";
import { speak } from "../i18n/words";
import type { Pack } from "../pack";
import { describeEntry, marksOf } from "./describe";

const pack: Pack = {
  id: "p",
  languages: ["en", "ru"],
  labels: {},
  outings: [{ code: "club", labels: { en: "Club outreach", ru: "Клубный аутрич" } }],
  commodities: [{ code: "kit", unit: "set", class: "kit", labels: { en: "Kit", ru: "Набор" } }],
  tests: [{ code: "rapid-hiv", labels: { en: "Rapid HIV test" } }],
};

function makeEntry(change: Partial<Entry>): Entry {
  const body = { kind: "club", site: "club-1", given: [{ code: "kit", count: 2 }], tests: [{ test: "rapid-hiv", result: "non-reactive" }] };
  return {
    record: "r", voided: false, competing: false, text: "as the program says it", day: "2026-11-29", kind: "contact", device: "d", mine: true, sent: true,
    versions: [{ record: "r", device: "d", state: "counts", kind: "contact", body }],
    ...change,
  };
}

describe("a line of the timeline", () => {
  it("is in the language of the page, with the code where there is no label", () => {
    expect(describeEntry(makeEntry({}), pack, speak("en"))).toBe("Club outreach, club-1 · Rapid HIV test: Non-reactive · 2 × Kit");
    expect(describeEntry(makeEntry({}), pack, speak("ru"))).toBe("Клубный аутрич, club-1 · Rapid HIV test: Нереактивный · 2 × Набор");
  });
  it("is the program's for kinds that the page does not know", () => {
    expect(describeEntry(makeEntry({ versions: [{ record: "r", device: "d", state: "counts", kind: "incident", body: {} }] }), pack, speak("ru"))).toBe("as the program says it");
  });
  it("reads what a correction says", () => {
    const replacement = { kind: "club", site: "club-1", given: [{ code: "kit", count: 3 }] };
    const first = { record: "r", device: "d", state: "replaced", kind: "contact", body: { kind: "club" } };
    const second = { record: "s", device: "d", state: "counts, not sent", kind: "correct", body: { target: "r", kind: "contact", replacement } };
    const entry = makeEntry({ kind: "correct", versions: [first, second] });
    expect(describeEntry(entry, pack, speak("en"))).toBe("Club outreach, club-1 · 3 × Kit");
    expect(marksOf(entry)).toEqual(["corrected", "notSent"]);
  });
  it("says honestly what became of it", () => {
    const version = { record: "r", device: "d", state: "replaced" };
    expect(marksOf(makeEntry({ sent: false }))).toEqual(["notSent"]);
    expect(marksOf(makeEntry({ versions: [version, version] }))).toEqual(["corrected", "sent"]);
    expect(marksOf(makeEntry({ voided: true, versions: [version, version] }))).toEqual(["voided", "sent"]);
  });
});
