// The calls of docs/web.md, as types: what each takes and what it answers.

import type { FiguresContract } from "./contract_figures";
import type { GoodsContract, StandingAlarm } from "./contract_goods";

export type Maybe<T> = T | null | undefined;

export interface Counted { code: string; count: number }
export type Result = "non-reactive" | "reactive" | "invalid";
export type DayTime = "day" | "night";

export interface Due {
  follow_up: string;
  label: string;
  started: string;
  due: string;
  days_left?: number;
  days_over?: number;
  attempts: number;
  attempts_allowed: number;
  code?: Maybe<string>;
  nickname?: Maybe<string>;
  put_off?: Maybe<{ until: string; reason: string }>;
}

export interface Person {
  code: string;
  attributes: Record<string, string>;
  name?: string;
  nickname?: string;
  phone?: string;
  note?: string;
  other_codes?: string[];
}

export interface Version {
  record: string;
  device: string;
  state: string;
  kind?: string;
  body?: Record<string, unknown>;
  text?: string;
  day?: string;
}

export interface Entry {
  record: string;
  voided: boolean;
  competing: boolean;
  text?: string;
  day?: string;
  kind?: string;
  // Not said while the record itself has not come, but a change of it has.
  device?: string;
  mine?: boolean;
  sent?: boolean;
  versions: Version[];
}

export interface Voucher { destination: string; number: string; record: string }
export interface Outing { record: string; kind: string; site: string; time: DayTime; day: string }
export interface InBag { commodity: string; quantity: number }

export interface Programme {
  pack: unknown;
  organisation: string;
  device: { id: string; name: string; role: string; steward: boolean };
  teams: { id: string; name: string }[];
  colleagues: { id: string; name: string; role: string }[];
  language: string;
  unsaved: string;
  day: string;
}

export interface Today {
  day: string;
  unsent: number;
  due: Due[];
  bag: InBag[];
  outing: Outing | null;
  alarms: StandingAlarm[];
  backup_days: number | null;
}

export interface NewPerson {
  name?: Maybe<string>;
  nickname?: Maybe<string>;
  phone?: Maybe<string>;
  note?: Maybe<string>;
  attributes?: Maybe<Record<string, string>>;
  consent?: Maybe<boolean>;
  by_guardian?: Maybe<boolean>;
  // One on each line; a person's are told as a list.
  other_codes?: Maybe<string>;
  team?: Maybe<string>;
  day?: Maybe<string>;
}

export interface NewOuting {
  kind?: Maybe<string>;
  site?: Maybe<string>;
  time?: Maybe<DayTime>;
  route?: Maybe<string>;
  team?: Maybe<string>;
  day?: Maybe<string>;
}

export interface NewTest { code: string; result: Result; told: boolean; before: boolean; after: boolean }

export interface NewContact {
  code?: Maybe<string>;
  anonymous?: Maybe<number>;
  outing?: Maybe<string>;
  kind?: Maybe<string>;
  site?: Maybe<string>;
  time?: Maybe<DayTime>;
  day?: Maybe<string>;
  services?: Counted[];
  given?: Counted[];
  tests?: NewTest[];
  lots?: Maybe<Record<string, string>>;
  refer?: string[];
  note?: Maybe<string>;
  team?: Maybe<string>;
  again?: Maybe<boolean>;
}

export interface SavedContact {
  record: string;
  vouchers: Voucher[];
  offer: string[];
  overdrawn: string[];
  note_looks_personal: boolean;
}

export interface NewGroup {
  kind: string;
  topic?: Maybe<string>;
  site: string;
  participants: number;
  known?: Maybe<string[]>;
  team?: Maybe<string>;
  day?: Maybe<string>;
}

export interface EveningRow extends NewContact { register?: Maybe<NewPerson> }
export interface Refused { row: number; code: string; detail: string }
export interface SavedEvening {
  refused?: Refused[];
  outing?: string;
  rows?: { record: string; code?: Maybe<string>; vouchers: Voucher[] }[];
}

export interface Sending {
  state: "idle" | "running" | "done" | "failed" | "stopped";
  sent: number;
  received: number;
  to_send: number;
  code?: Maybe<string>;
  detail?: Maybe<string>;
}

export interface Accepted {
  from: string;
  people: number;
  completed: number;
  unchanged: number;
  not_here_yet: number;
  differing: string[];
}

export interface Change { how: "draft" | "recorded"; record?: string; also?: string[] }

type Nothing = Record<string, never>;

export interface Contract extends FiguresContract, GoodsContract {
  hello: [Nothing, { key: string; state: "locked" | "open" }];
  unlock: [{ passphrase: string }, Nothing];
  lock: [Nothing, Nothing];
  stay: [Nothing, Nothing];
  programme: [Nothing, Programme];
  keep: [{ unsaved: string }, Nothing];
  set_language: [{ language: string }, Nothing];
  today: [Nothing, Today];
  due: [{ days: number; all: boolean }, { due: Due[] }];
  put_off: [{ code: string; follow_up: string; until: string; reason: string }, Nothing];
  find: [{ words: string; limit: number }, { people: Person[] }];
  person: [{ code: string }, { person: Person; due: Due[]; timeline: Entry[] }];
  recent: [{ limit: number }, { timeline: Entry[] }];
  register: [NewPerson, { code: string }];
  edit: [{ code: string } & NewPerson, { person: Person }];
  start_outing: [NewOuting, { record: string }];
  stop_outing: [Nothing, Nothing];
  contact: [NewContact, SavedContact];
  group: [NewGroup, { record: string }];
  undo: [{ records: string[] }, Nothing];
  void: [{ record: string; reason: string }, Change];
  correct: [{ record: string; body: Record<string, unknown> }, Change];
  refer: [{ code: string; destination: string; reason?: Maybe<string>; to_team?: Maybe<string>; team?: Maybe<string>; day?: Maybe<string> }, Voucher];
  outcome: [{ voucher?: Maybe<string>; of?: Maybe<string>; what: string; note?: Maybe<string>; day?: Maybe<string> }, { record: string; note_looks_personal: boolean }];
  evening: [{ outing: NewOuting; rows: EveningRow[]; check: boolean }, SavedEvening];
  bag: [Nothing, { lines: InBag[] }];
  count: [{ commodity: string; quantity: number; settle: Maybe<string> }, { missing: number; record: string }];
  pass: [{ commodity: string; quantity: number; to: string }, { record: string }];
  collect: [{ commodity: string; quantity: number }, { record: string }];
  send: [Nothing, Nothing];
  sending: [Nothing, Sending];
  stop_sending: [Nothing, Nothing];
  hand_over: [{ to: string; codes: string[] | null }, { file: string; people: number; other_teams: number }];
  accept_hand_over: [{ file: string }, Accepted];
  qr: [{ text: string }, { rows: string[] }];
}

export type CallName = keyof Contract;
