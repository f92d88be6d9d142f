import { describe, expect, it } from "vitest";
import type { StockLine } from "../contract_goods";
import { reasonsOfArrival } from "./reasons";
import { bagsOf, expiredIn, kitsFrom, sendingsOf, shelvesOf, sumOf, toMoney, usableIn } from "./stock";

const lines: StockLine[] = [
  { commodity: "gel", quantity: 30, at: { kind: "store" }, store: "a", lot: "l3" },
  { commodity: "condom", quantity: 50, at: { kind: "store" }, store: "a", lot: "l2", expiry: "2028-01-01" },
  { commodity: "condom", quantity: 7, at: { kind: "store" }, store: "a", lot: "l1", expiry: "2026-01-01", expired: true },
  { commodity: "condom", quantity: 9, at: { kind: "store" }, store: "b", lot: "l4" },
  { commodity: "condom", quantity: -2, at: { kind: "store" }, bag: "d" },
  { commodity: "gel", quantity: 5, at: { kind: "store" }, sending: "s", lot: "l3" },
];

describe("what is where", () => {
  const shelves = shelvesOf(lines, ["condom", "gel"], "a");
  it("is shown in the order of the pack, what expires first first", () => {
    expect(shelves.map(({ commodity, lots }) => [commodity, lots.map(({ lot }) => lot)])).toEqual([["condom", ["l1", "l2"]], ["gel", ["l3"]]]);
    expect(shelvesOf(lines, [], "").flatMap(({ lots }) => lots)).toHaveLength(4);
  });
  it("tells what may still be given", () => {
    expect([sumOf(shelves[0]?.lots ?? []), usableIn(shelves[0]?.lots ?? []), expiredIn(shelves[0]?.lots ?? [])]).toEqual([57, 50, 7]);
  });
  it("keeps bags and sendings apart from the store", () => {
    expect(bagsOf(lines, [])).toEqual([["d", [lines[4]]]]);
    expect(sendingsOf(lines, [])).toEqual([["s", [lines[5]]]]);
  });
  it("says how many kits the parts are enough for, without those that expired", () => {
    expect(kitsFrom({ condom: 3, gel: 2 }, shelves)).toBe(15);
    expect(kitsFrom({ condom: 3, needle: 1 }, shelves)).toBe(0);
    expect(kitsFrom({}, shelves)).toBe(0);
  });
});

describe("money", () => {
  it("is written as the program takes it", () => {
    expect([toMoney("120,5", "EUR"), toMoney("1 200.50", "RUB"), toMoney("7", "UAH")]).toEqual(["120.50EUR", "1200.50RUB", "7.00UAH"]);
    expect([toMoney("", "EUR"), toMoney("0", "EUR"), toMoney("1.234", "EUR"), toMoney("7", "")]).toEqual([null, null, null, null]);
  });
});

describe("reasons of an arrival", () => {
  it("fit the way of the difference", () => {
    expect(reasonsOfArrival({ a: 5 }, {})).toEqual([]);
    expect(reasonsOfArrival({ a: 5 }, { a: 4 })).toContain("lost");
    expect(reasonsOfArrival({ a: 5 }, { a: 6 })).toEqual(["found", "correction"]);
    expect(reasonsOfArrival({ a: 5, b: 5 }, { a: 4, b: 6 })).toEqual(["correction"]);
  });
});
