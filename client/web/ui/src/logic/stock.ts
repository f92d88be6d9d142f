import type { StockLine } from "../contract_goods";

// What is where, sorted for the eye: the store by commodity and lot, what each bag holds, what is on its way.

export interface Shelf { commodity: string; lots: StockLine[] }

function place(order: string[], commodity: string): number {
  const at = order.indexOf(commodity);
  return at < 0 ? order.length : at;
}

function inOrder(order: string[]): (a: StockLine, b: StockLine) => number {
  return (a, b) =>
    place(order, a.commodity) - place(order, b.commodity) || a.commodity.localeCompare(b.commodity) ||
    (a.expiry ?? "9").localeCompare(b.expiry ?? "9") || (a.batch ?? "").localeCompare(b.batch ?? "");
}

function gather(lines: StockLine[], key: (line: StockLine) => string): [string, StockLine[]][] {
  const groups = new Map<string, StockLine[]>();
  for (const line of lines) groups.set(key(line), [...(groups.get(key(line)) ?? []), line]);
  return [...groups];
}

// The lot that expires first is first, as it is to be taken first. `team`: whose store, or empty for all.
export function shelvesOf(lines: StockLine[], order: string[], team: string): Shelf[] {
  const here = lines.filter((line) => line.store && !line.sending && (team === "" || line.store === team));
  return gather([...here].sort(inOrder(order)), (line) => line.commodity).map(([commodity, lots]) => ({ commodity, lots }));
}

export function bagsOf(lines: StockLine[], order: string[]): [string, StockLine[]][] {
  return gather(lines.filter((line) => line.bag).sort(inOrder(order)), (line) => line.bag ?? "");
}

export function sendingsOf(lines: StockLine[], order: string[]): [string, StockLine[]][] {
  return gather(lines.filter((line) => line.sending).sort(inOrder(order)), (line) => line.sending ?? "");
}

export function sumOf(lots: StockLine[]): number {
  return lots.reduce((sum, lot) => sum + lot.quantity, 0);
}

export function expiredIn(lots: StockLine[]): number {
  return sumOf(lots.filter((lot) => lot.expired && lot.quantity > 0));
}

// What may be issued without naming a lot: nothing that has expired.
export function usableIn(lots: StockLine[]): number {
  return sumOf(lots.filter((lot) => !lot.expired && lot.quantity > 0));
}

// How many kits the parts in the store are enough for.
export function kitsFrom(contents: Record<string, number>, shelves: Shelf[]): number {
  const enough = Object.entries(contents).map(([commodity, each]) => {
    const shelf = shelves.find((one) => one.commodity === commodity);
    return Math.floor(usableIn(shelf?.lots ?? []) / each);
  });
  return enough.length === 0 ? 0 : Math.max(0, Math.min(...enough));
}

// As the program takes money: `120.50EUR`. Null for what is none.
export function toMoney(amount: string, currency: string): string | null {
  const plain = amount.replace(/\s/g, "").replace(",", ".");
  return /^\d{1,10}(\.\d{1,2})?$/.test(plain) && Number(plain) > 0 && /^[A-Z]{3}$/.test(currency) ? Number(plain).toFixed(2) + currency : null;
}
