// The programme's pack as `programme` returns it (docs/packs.md), and how its rows are named.

export type Labels = Record<string, string>;
export interface Row { code: string; labels: Labels; retired?: boolean }
export interface Service extends Row { group: string; after?: string }
export interface Commodity extends Row { unit: string; class: string; contents?: Record<string, number>; lot?: boolean }
export interface Test extends Row { refer_to?: string; retest_days?: number; lot?: boolean }
export interface Attribute extends Row { values: Row[] }
export interface Site extends Row { group: string }

export interface Pack {
  id: string;
  languages: string[];
  labels: Labels;
  words?: Record<string, Labels>;
  services?: Service[];
  outings?: Row[];
  sessions?: Row[];
  commodities?: Commodity[];
  tests?: Test[];
  destinations?: Row[];
  attributes?: Attribute[];
  guardian_consent?: Record<string, string[]>;
  sites?: Site[];
  grants?: Row[];
  incidents?: Row[];
}

export type Table = "services" | "outings" | "sessions" | "commodities" | "tests" | "destinations" | "sites" | "grants";

export function labelOf(labels: Labels | undefined, language: string, fallback: string): string {
  return labels?.[language] ?? labels?.["en"] ?? fallback;
}

// Records name codes for ever, so a row may be retired, or be one of the team's own: then its code is what there is.
export function nameOf(pack: Pack | null, table: Table, code: string, language: string): string {
  const rows: Row[] = pack?.[table] ?? [];
  return labelOf(rows.find((row) => row.code === code)?.labels, language, code);
}

export function wordOf(pack: Pack | null, code: string, language: string): string {
  return labelOf(pack?.words?.[code], language, code);
}

export function offered<T extends Row>(rows: T[] | undefined): T[] {
  return (rows ?? []).filter((row) => row.retired !== true);
}

// In the order in which the pack first names each group.
export function groupBy<T>(rows: T[], key: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return [...groups];
}

// Kits first: they are what is given most. Then things by themselves, tests last.
export function sortGoods(rows: Commodity[], bag: Record<string, number>): Commodity[] {
  const rank = (row: Commodity) => (row.contents ? 0 : 2) + ((bag[row.code] ?? 0) > 0 ? 0 : 1);
  return rows.map((row, at) => ({ row, at })).sort((a, b) => rank(a.row) - rank(b.row) || a.at - b.at).map(({ row }) => row);
}

// Tests are recorded as tests; that their kits leave the bag is another matter (docs/packs.md: tests are not given).
export function isTestKit(pack: Pack, row: Commodity): boolean {
  return (pack.tests ?? []).some((test) => row.code === test.code || row.code === `${test.code}-test`);
}

export function needsGuardian(pack: Pack | null, attributes: Record<string, string>): boolean {
  return Object.entries(pack?.guardian_consent ?? {}).some(([code, values]) => values.includes(attributes[code] ?? ""));
}

export function describeKit(pack: Pack, kit: Commodity, language: string): string {
  return Object.entries(kit.contents ?? {})
    .map(([code, count]) => `${count} × ${nameOf(pack, "commodities", code, language)}`)
    .join(", ");
}
