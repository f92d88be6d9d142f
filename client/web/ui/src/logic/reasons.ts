import type { TextKey } from "../i18n/words";

// Why the book and the shelf differ, and which reasons fit which way of the difference (docs/supply.md).
export const reasons: Record<string, TextKey> = {
  lost: "reasonLost",
  stolen: "reasonStolen",
  damaged: "reasonDamaged",
  expired: "reasonExpired",
  found: "reasonFound",
  correction: "reasonCorrection",
};
export const tooFew = ["lost", "stolen", "damaged", "expired", "correction"];
export const tooMany = ["found", "correction"];
const lostOnTheWay = ["lost", "stolen", "damaged", "correction"];

// Of a sending that came otherwise than it was sent. When one lot lacks and another has too much, one reason holds for both.
export function reasonsOfArrival(sent: Record<string, number>, arrived: Record<string, number>): string[] {
  const differences = Object.entries(sent).map(([lot, quantity]) => (arrived[lot] ?? quantity) - quantity);
  const less = differences.some((one) => one < 0);
  const more = differences.some((one) => one > 0);
  if (less && more) return ["correction"];
  if (less) return lostOnTheWay;
  return more ? tooMany : [];
}
