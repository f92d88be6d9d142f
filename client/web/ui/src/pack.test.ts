import { describe, expect, it } from "vitest";
import { describeKit, groupBy, isTestKit, labelOf, nameOf, needsGuardian, offered, sortGoods, type Commodity, type Pack } from "./pack";

const condom: Commodity = { code: "condom", unit: "piece", class: "condoms", labels: { en: "Condom", uk: "Презерватив" } };
const kit: Commodity = { code: "kit", unit: "set", class: "kit", labels: { en: "Kit" }, contents: { condom: 3 } };
const strip: Commodity = { code: "rapid-hiv-test", unit: "piece", class: "rapid-test", labels: { en: "Test" } };
const old: Commodity = { code: "old", unit: "piece", class: "kit", labels: { en: "Old" }, retired: true };
const pack: Pack = {
  id: "p",
  languages: ["en", "uk"],
  labels: { en: "P" },
  commodities: [condom, kit, strip, old],
  tests: [{ code: "rapid-hiv", labels: { en: "HIV" } }],
  guardian_consent: { "age-band": ["under-18"] },
};

describe("a pack", () => {
  it("names rows in the language, else in English, else by code", () => {
    expect(nameOf(pack, "commodities", "condom", "uk")).toBe("Презерватив");
    expect(nameOf(pack, "commodities", "kit", "uk")).toBe("Kit");
    expect(nameOf(pack, "commodities", "soap", "uk")).toBe("soap");
    expect(labelOf(undefined, "en", "x")).toBe("x");
  });
  it("still names what is retired, but does not offer it", () => {
    expect(nameOf(pack, "commodities", "old", "en")).toBe("Old");
    expect(offered(pack.commodities)).not.toContain(old);
  });
  it("shows kits first, and what is in the bag before what is not", () => {
    expect(sortGoods([condom, strip, kit], { "rapid-hiv-test": 2 }).map((row) => row.code)).toEqual(["kit", "rapid-hiv-test", "condom"]);
  });
  it("knows tests among the goods", () => {
    expect(isTestKit(pack, strip)).toBe(true);
    expect(isTestKit(pack, kit)).toBe(false);
  });
  it("says what a kit holds", () => expect(describeKit(pack, kit, "en")).toBe("3 × Condom"));
  it("asks a guardian where the rule says so", () => {
    expect(needsGuardian(pack, { "age-band": "under-18" })).toBe(true);
    expect(needsGuardian(pack, { "age-band": "18-24" })).toBe(false);
    expect(needsGuardian(null, {})).toBe(false);
  });
  it("keeps the order of groups", () => {
    expect(groupBy(["b1", "a1", "b2"], (text) => text.charAt(0))).toEqual([["b", ["b1", "b2"]], ["a", ["a1"]]]);
  });
});
