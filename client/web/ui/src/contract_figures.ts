import type { Maybe } from "./contract";
import type { Job } from "./job";

// The calls of docs/web.md about figures, goods and proof, as types.

export type CheckedBy = "auditors" | "bounds" | "staff";
export type Face = "team" | "audit";
export type FileForm = "csv" | "xlsx";

export interface Part { key: string; value: number; of?: Maybe<number> }
export interface Stated { value: number; lowest?: Maybe<number>; highest?: Maybe<number>; within?: Maybe<boolean> }

export interface Indicator {
  id: string;
  label: string;
  checked_by: CheckedBy;
  // Not there: it cannot be said.
  value?: Maybe<number>;
  of?: Maybe<number>;
  share?: Maybe<boolean>;
  target?: Maybe<number>;
  parts?: Maybe<Part[]>;
  by_quarter?: Maybe<Record<string, number>>;
  stated?: Maybe<Stated>;
}

export interface Report {
  period: string;
  from: Face;
  unopened: number;
  late: number;
  closed_until?: Maybe<string>;
  indicators: Indicator[];
}

export interface Question { period: string; by?: Maybe<string>; from?: Maybe<Face>; only?: Maybe<string[]> }

export interface Behind { record: string; day: string; quantity: number; code?: Maybe<string>; client?: Maybe<string> }
export interface Why {
  id: string;
  label: string;
  value: number;
  of?: Maybe<number>;
  checked_by: CheckedBy;
  count: number;
  records: Behind[];
}
export interface WhyQuestion { indicator: string; period: string; by?: Maybe<string>; key?: Maybe<string>; limit: number }

export interface AuditRow { what: string; code: string; quarter: string; quantity: number }

export interface GoodsClass {
  class: string;
  received: number;
  kits: number;
  issued: number;
  returned: number;
  given: number;
  wasted: number;
  unexplained: number;
  collected: number;
  left?: Maybe<number>;
}
export interface GoodsOfGrant { grant?: Maybe<string>; classes: GoodsClass[]; value_hundredths: Record<string, number> }

export interface Supply {
  commodity: string;
  label: string;
  on_hand: number;
  in_store: number;
  used: number;
  days: number;
  days_out_of_stock: number;
  expired: number;
  expiring: number;
  order: number;
  low: boolean;
  high: boolean;
  monthly_hundredths?: Maybe<number>;
  months_of_stock_hundredths?: Maybe<number>;
  next_expiry?: Maybe<string>;
}
export interface SupplyQuestion { months: number; least: number; most: number; soon: number }

export interface Status {
  log_size: number;
  unsent: number;
  unopened: number;
  contents_missing: number;
  faces_differ: number;
  faces_not_judged: number;
}

export interface Verified {
  leaves: number;
  entries: number;
  links: number;
  devices: number;
  complete: boolean;
  root: string;
  problems: { alarm: string; index?: Maybe<number> }[];
}

type Nothing = Record<string, never>;

export interface FiguresContract {
  report: [Question, Report];
  why: [WhyQuestion, Why];
  state_figures: [{ period: string; figures: string[] }, { record: string; figures: Record<string, number> }];
  table: [Question & { form: FileForm }, { name: string; file: string }];
  rows: [{ period: string | null }, { rows: AuditRow[] }];
  goods: [{ period: string | null }, { goods: GoodsOfGrant[] }];
  supply: [SupplyQuestion, { from: string; until: string; supply: Supply[] }];
  status: [Nothing, Status];
  verify: [Nothing, Nothing];
  job: [{ take?: boolean }, Job];
  stop_job: [Nothing, Nothing];
}
