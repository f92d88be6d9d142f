import { describe, expect, it } from "vitest";
import { emptyRow, move, peopleOf, readWho, setCell, setWho, toEvening, totalOf, typeInto, withRoom, type Column, type GridRow } from "./grid";

const counselling: Column = { table: "services", code: "counselling" };
const kit: Column = { table: "given", code: "kit" };

describe("who was met", () => {
  it("takes a number for people without a code", () => {
    expect(readWho(" 3 ")).toEqual({ is: "anonymous", people: 3 });
    expect(readWho("0")).toEqual({ is: "nobody" });
  });
  it("takes anything else for somebody", () => {
    expect(readWho("Max 2")).toEqual({ is: "words", words: "Max 2" });
    expect(readWho("2021")).toEqual({ is: "words", words: "2021" });
  });
  it("keeps the space before the next word", () => {
    expect(readWho("Max ")).toEqual({ is: "words", words: "Max " });
  });
});

describe("moving", () => {
  const size = { rows: 2, columns: 3 };
  it("goes on in the next row after the last column", () => {
    expect(move({ row: 0, column: 1 }, "Enter", size)).toEqual({ row: 0, column: 2 });
    expect(move({ row: 0, column: 2 }, "Enter", size)).toEqual({ row: 1, column: 0 });
    expect(move({ row: 1, column: 2 }, "Enter", size)).toBeNull();
  });
  it("stops at the edges", () => {
    expect(move({ row: 0, column: 0 }, "ArrowUp", size)).toBeNull();
    expect(move({ row: 0, column: 0 }, "ArrowLeft", size)).toBeNull();
    expect(move({ row: 1, column: 2 }, "ArrowDown", size)).toBeNull();
    expect(move({ row: 1, column: 2 }, "ArrowRight", size)).toBeNull();
  });
  it("knows no other key", () => expect(move({ row: 0, column: 0 }, "a", size)).toBeNull());
});

describe("typing into a cell", () => {
  it("turns one on and off, in both alphabets", () => {
    expect(typeInto(0, " ", true)).toBe(1);
    expect(typeInto(1, "x", true)).toBe(0);
    expect(typeInto(0, "х", true)).toBe(1);
  });
  it("begins anew with the first digit and goes on with the next", () => {
    expect(typeInto(7, "1", true)).toBe(1);
    expect(typeInto(1, "2", false)).toBe(12);
    expect(typeInto(12, "Backspace", false)).toBe(1);
  });
  it("never leaves the bounds", () => {
    expect(typeInto(0, "-", true)).toBe(0);
    expect(typeInto(9999, "9", false)).toBe(9999);
  });
  it("leaves other keys alone", () => expect(typeInto(3, "Tab", true)).toBeNull());
});

describe("the sheet", () => {
  const filled = (): GridRow[] => {
    let rows = withRoom([]);
    rows = setWho(rows, 0, { is: "person", code: "K7QM2", shown: "Max" });
    rows = setCell(rows, 0, kit, 2);
    rows = setWho(rows, 1, { is: "nobody" });
    rows = [...rows, emptyRow()];
    rows = setWho(rows, 2, { is: "anonymous", people: 4 });
    rows = setCell(rows, 2, counselling, 1);
    return setWho(rows, 3, { is: "words", words: " Sasha " });
  };
  it("has one empty row at its end", () => {
    expect(withRoom([])).toHaveLength(1);
    expect(withRoom(withRoom([]))).toHaveLength(1);
    expect(setWho(withRoom([]), 0, { is: "new", nickname: "Kot" })).toHaveLength(2);
  });
  it("sends what is filled, and knows at which row each stands", () => {
    const { body, places } = toEvening({ kind: "street" }, filled(), [counselling, kit]);
    expect(places).toEqual([0, 2, 3]);
    expect(body.rows).toEqual([
      { code: "K7QM2", services: [], given: [{ code: "kit", count: 2 }] },
      { anonymous: 4, services: [{ code: "counselling", count: 1 }], given: [] },
      { code: "Sasha", services: [], given: [] },
    ]);
  });
  it("registers who is new", () => {
    const { body } = toEvening({}, setWho(withRoom([]), 0, { is: "new", nickname: "Kot" }), []);
    expect(body.rows[0]).toMatchObject({ register: { nickname: "Kot" } });
    expect(body.rows[0]).not.toHaveProperty("code");
  });
  it("adds up", () => {
    expect(totalOf(filled(), kit)).toBe(2);
    expect(peopleOf(filled())).toBe(6);
  });
});
