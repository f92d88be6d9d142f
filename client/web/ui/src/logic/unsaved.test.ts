import { describe, expect, it } from "vitest";
import { settingOf, startDraft, startTest } from "./draft";
import { startSheet } from "./evening";
import { nextIdAfter, readUnsaved, writeUnsaved } from "./unsaved";

const day = "2026-11-29";
const draft = { ...startDraft(3, null, settingOf(null, null, day, 12)), tests: [startTest(8, "rapid-hiv")] };

describe("what is not saved", () => {
  it("comes back as it was", () => {
    const kept = { drafts: [draft], sheet: startSheet(day) };
    expect(readUnsaved(writeUnsaved(kept))).toEqual(kept);
  });
  it("is nothing when there is nothing", () => {
    expect(writeUnsaved({ drafts: [], sheet: null })).toBe("");
    expect(readUnsaved("")).toEqual({ drafts: [], sheet: null });
  });
  it("of another form is let go", () => {
    for (const text of ["{", "[]", "7", '{"form":2,"drafts":[],"sheet":null}', '{"form":1}'])
      expect(readUnsaved(text)).toEqual({ drafts: [], sheet: null });
  });
  it("keeps its numbers apart from those to come", () => {
    expect(nextIdAfter([draft])).toBe(9);
    expect(nextIdAfter([])).toBe(1);
  });
});
