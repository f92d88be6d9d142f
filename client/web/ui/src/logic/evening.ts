import type { DayTime, Refused } from "../contract";
import { withRoom, type Column, type GridRow } from "./grid";

// The sheet that is being entered. Kept while one looks elsewhere.
export interface EveningSheet {
  kind: string;
  site: string;
  time: DayTime;
  route: string;
  team: string;
  day: string;
  columns: Column[];
  rows: GridRow[];
  refused: Refused[];
}

export function startSheet(day: string): EveningSheet {
  return { kind: "", site: "", time: "night", route: "", team: "", day, columns: [], rows: withRoom([]), refused: [] };
}

export function isStarted(sheet: EveningSheet | null): boolean {
  return sheet !== null && sheet.rows.length > 1;
}
