import type { EveningRow, NewOuting } from "../contract";

// The paper sheet of an evening as a grid: who was met, and a number for each column.

export type Who =
  | { is: "nobody" }
  | { is: "person"; code: string; shown: string }
  | { is: "new"; nickname: string }
  | { is: "anonymous"; people: number }
  | { is: "words"; words: string };

export interface Column { table: "services" | "given"; code: string }
export interface GridRow { who: Who; cells: Record<string, number> }
export interface Spot { row: number; column: number }

const kMostPeople = 999;

export function keyOf(column: Column): string {
  return `${column.table}/${column.code}`;
}

// A number alone is so many people without a code; anything else is somebody.
export function readWho(text: string): Who {
  const words = text.trim();
  if (words === "") return { is: "nobody" };
  if (/^\d{1,3}$/.test(words)) {
    const people = Math.min(Number(words), kMostPeople);
    return people === 0 ? { is: "nobody" } : { is: "anonymous", people };
  }
  // As typed, with the space at its end: the next word is still to come.
  return { is: "words", words: text };
}

export function showWho(who: Who): string {
  switch (who.is) {
    case "nobody": return "";
    case "person": return who.shown;
    case "new": return who.nickname;
    case "anonymous": return String(who.people);
    case "words": return who.words;
  }
}

export function isEmptyRow(row: GridRow): boolean {
  return row.who.is === "nobody" && Object.keys(row.cells).length === 0;
}

export function emptyRow(): GridRow {
  return { who: { is: "nobody" }, cells: {} };
}

// There is always one empty row to go on with.
export function withRoom(rows: GridRow[]): GridRow[] {
  const last = rows.at(-1);
  return last && isEmptyRow(last) ? rows : [...rows, emptyRow()];
}

export function setCell(rows: GridRow[], at: number, column: Column, amount: number): GridRow[] {
  return rows.map((row, index) => {
    if (index !== at) return row;
    const cells = { ...row.cells };
    if (amount > 0) cells[keyOf(column)] = amount;
    else delete cells[keyOf(column)];
    return { ...row, cells };
  });
}

export function setWho(rows: GridRow[], at: number, who: Who): GridRow[] {
  return withRoom(rows.map((row, index) => (index === at ? { ...row, who } : row)));
}

// Column 0 is who it was. Sideways it goes on in the next row, so that Enter and Tab alone fill a sheet.
export function move(spot: Spot, key: string, size: { rows: number; columns: number }): Spot | null {
  const { row, column } = spot;
  const last = size.columns - 1;
  switch (key) {
    case "ArrowUp": return row > 0 ? { row: row - 1, column } : null;
    case "ArrowDown": return row + 1 < size.rows ? { row: row + 1, column } : null;
    case "ArrowLeft": return column > 0 ? { row, column: column - 1 } : null;
    case "ArrowRight": return column < last ? { row, column: column + 1 } : null;
    case "Enter":
      if (column < last) return { row, column: column + 1 };
      return row + 1 < size.rows ? { row: row + 1, column: 0 } : null;
    default: return null;
  }
}

// What a key makes of a cell: space or x turns one on and off, plus and minus count, digits are typed.
export function typeInto(amount: number, key: string, fresh: boolean): number | null {
  if (key === " " || key === "x" || key === "X" || key === "х" || key === "Х") return amount > 0 ? 0 : 1;
  if (key === "+" || key === "=") return Math.min(amount + 1, 9999);
  if (key === "-") return Math.max(amount - 1, 0);
  if (key === "Delete") return 0;
  if (key === "Backspace") return Math.floor(amount / 10);
  if (/^\d$/.test(key)) {
    const next = fresh ? Number(key) : amount * 10 + Number(key);
    return next > 9999 ? amount : next;
  }
  return null;
}

function countsOf(row: GridRow, columns: Column[], table: Column["table"]) {
  return columns
    .filter((column) => column.table === table && (row.cells[keyOf(column)] ?? 0) > 0)
    .map((column) => ({ code: column.code, count: row.cells[keyOf(column)] ?? 0 }));
}

function whoOf(who: Who): EveningRow {
  switch (who.is) {
    case "person": return { code: who.code };
    case "new": return { register: { nickname: who.nickname } };
    case "anonymous": return { anonymous: who.people };
    // The program finds words that match one person, and refuses the row otherwise.
    case "words": return { code: who.words.trim() };
    case "nobody": return {};
  }
}

// The rows to send, and at which row of the sheet each stands: refusals come back by their place among those sent.
export function toEvening(outing: NewOuting, rows: GridRow[], columns: Column[]) {
  const filled = rows.map((row, at) => ({ row, at })).filter(({ row }) => !isEmptyRow(row));
  return {
    places: filled.map(({ at }) => at),
    body: {
      outing,
      rows: filled.map(({ row }) => ({
        ...whoOf(row.who),
        services: countsOf(row, columns, "services"),
        given: countsOf(row, columns, "given"),
      })),
    },
  };
}

export function totalOf(rows: GridRow[], column: Column): number {
  return rows.reduce((sum, row) => sum + (row.cells[keyOf(column)] ?? 0), 0);
}

export function peopleOf(rows: GridRow[]): number {
  return rows.reduce((sum, { who }) => sum + (who.is === "anonymous" ? who.people : who.is === "nobody" ? 0 : 1), 0);
}
