import { describe, expect, it } from "vitest";
import { dictionaries } from "../i18n/words";
import { homeOf, menuOf } from "./menu";

const placesOf = (role: string) => menuOf(role).flatMap((group) => group.entries.map((entry) => entry.place.at));

describe("the menu", () => {
  it("leads workers to what they do, and staff to all of that and more", () => {
    expect(placesOf("worker")).not.toContain("week");
    expect(placesOf("staff")).toEqual(expect.arrayContaining([...placesOf("worker"), "week", "supply", "proof", "export"]));
  });
  it("leads auditors nowhere where people are", () => {
    const people = ["due", "recent", "outing", "evening", "group", "bag", "handOver", "register", "today", "week"];
    expect(placesOf("auditor").filter((at) => people.includes(at))).toEqual([]);
    expect(placesOf("auditor")[0]).toBe("activity");
    expect(homeOf("auditor")).toEqual({ at: "activity" });
    expect(homeOf("staff")).toEqual({ at: "today" });
  });
  it("names each entry once", () => {
    for (const role of ["worker", "staff", "auditor"]) {
      const keys = menuOf(role).flatMap((group) => group.entries.map((entry) => entry.key));
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(keys.map((key) => dictionaries.ru[key])).size).toBe(keys.length);
    }
  });
});
