import type { GoodsClass } from "../contract_figures";
import type { Speech } from "../i18n/words";

// From delivery to hand-out: what does not add up, and what it was worth.

export type Discrepancy = { class: string; missing: number } | { class: string; surplus: number };

// `unexplained` is what was lost, stolen and corrected less what was found.
export function discrepanciesOf(classes: GoodsClass[]): Discrepancy[] {
  return classes
    .filter((line) => line.unexplained !== 0)
    .map((line) => (line.unexplained > 0 ? { class: line.class, missing: line.unexplained } : { class: line.class, surplus: -line.unexplained }));
}

export function sayWorth(hundredths: Record<string, number>, speech: Speech): string {
  return Object.entries(hundredths)
    .map(([currency, amount]) =>
      /^[A-Z]{3}$/.test(currency)
        ? new Intl.NumberFormat(speech.language, { style: "currency", currency }).format(amount / 100)
        : `${speech.number(amount / 100)} ${currency}`,
    )
    .join(", ");
}
