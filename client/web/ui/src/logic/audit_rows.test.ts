import { describe, expect, it } from "vitest";
import { speak } from "../i18n/words";
import { nameRows, tableOf } from "./audit_rows";

describe("rows of auditors", () => {
  it("become a table by quarter, in the order in which they came", () => {
    const table = tableOf([
      { what: "services", code: "b", quarter: "2026Q2", quantity: 5 },
      { what: "services", code: "b", quarter: "2026Q1", quantity: 2 },
      { what: "services", code: "a", quarter: "2026Q2", quantity: 1 },
      { what: "given", code: "kit", quarter: "2026Q2", quantity: 9 },
    ]);
    expect(table.quarters).toEqual(["2026Q1", "2026Q2"]);
    expect(table.groups.map((group) => group.what)).toEqual(["services", "given"]);
    expect(table.groups[0]?.lines).toEqual([{ code: "b", amounts: [2, 5], total: 7 }, { code: "a", amounts: [null, 1], total: 1 }]);
  });
  it("are named, movements of goods too", () => {
    const en = speak("en");
    expect(nameRows("contacts", en)).toBe("Contacts");
    expect(nameRows("bag to waste", en)).toBe("Goods: bag → waste");
    expect(nameRows("something to come", en)).toBe("something to come");
  });
});
