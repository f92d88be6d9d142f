import type { Maybe } from "./contract";

// The calls of docs/web.md about the store, the team and alarms, as types.

// Of a store or a bag with its name.
export interface At { kind: string; name?: string }

export interface StockLine {
  commodity: string;
  quantity: number;
  at: At;
  bag?: Maybe<string>;
  store?: Maybe<string>;
  sending?: Maybe<string>;
  lot?: Maybe<string>;
  batch?: Maybe<string>;
  expiry?: Maybe<string>;
  expired?: Maybe<boolean>;
}

// What every call about goods may say besides.
interface Said { day?: Maybe<string>; team?: Maybe<string> }
interface Amount extends Said { commodity: string; quantity: number }

export interface Delivery extends Amount {
  expiry?: Maybe<string>;
  batch?: Maybe<string>;
  grant?: Maybe<string>;
  value?: Maybe<string>;
  donated?: Maybe<boolean>;
}
export interface NewIssue extends Amount { to: string; lot?: Maybe<string>; expired_anyway?: Maybe<boolean> }
export interface NewReturn extends Amount { from: string; lot?: Maybe<string> }
export interface NewSending extends Amount { lot: string; to_team: string }
export interface Acceptance extends Said { sending: string; arrived: Record<string, number>; reason?: Maybe<string> }
export interface NewSettling extends Amount { lot?: Maybe<string>; bag?: Maybe<string>; reason: string; surplus: boolean }
export interface NewStoreCount extends Amount { lot: string; settle: Maybe<string> }
export interface NewKits extends Said { kit: string; quantity: number; open?: Maybe<string> }

export interface BagAccount {
  bag: string;
  name: string;
  commodity: string;
  before: number;
  issued: number;
  given: number;
  returned: number;
  wasted: number;
  unexplained: number;
  left: number;
}

export interface Recalled {
  lots: { lot: string; commodity: string; batch?: Maybe<string>; expiry?: Maybe<string> }[];
  held: { at: At; quantity: number; commodity: string }[];
  movements: { day: string; quantity: number; commodity: string; from: At; to: At; record: string }[];
  people: { record: string; day: string; client?: Maybe<string>; is_elsewhere?: Maybe<boolean> }[];
}

export type Role = "worker" | "staff" | "auditor";

export interface Member {
  device: string;
  name: string;
  role: Role;
  steward: boolean;
  teams: string[];
  team_ids: string[];
  active: boolean;
  fingerprint: string;
  grants: string[];
}
export interface TeamLine { team: string; name: string; members: number }
export interface Candidate { fingerprint: string; name: string; role: Role }
export interface Invitation { invitation: string; expires: string }
export interface NewInvitation { name: string; role: Role; teams: string[]; grants: string[]; days: number }
export interface MemberChange { device: string; role: Role; teams: string[]; grants: string[]; all_grants: boolean }

export interface StandingAlarm {
  id: number;
  alarm: string;
  what: string;
  safe: string;
  todo: string;
  since: string;
  last: string;
  leaf?: Maybe<number>;
  settled?: Maybe<{ day: string; reason: string }>;
}

type Nothing = Record<string, never>;
type Recorded = { record: string };

export interface GoodsContract {
  stock: [{ empty: boolean }, { stock: StockLine[] }];
  receive: [Delivery, { record: string; lot: string }];
  issue: [NewIssue, { records: string[] }];
  return: [NewReturn, Recorded];
  send_goods: [NewSending, Recorded];
  accept_goods: [Acceptance, Recorded];
  settle: [NewSettling, Recorded];
  count_store: [NewStoreCount, { missing: number; record: string }];
  kits: [NewKits, { record: string; lots: { commodity: string; lot: string }[] }];
  reconcile: [{ period: string }, { bags: BagAccount[] }];
  recall: [{ lot: string }, Recalled];
  members: [Nothing, { members: Member[]; teams: TeamLine[] }];
  alarms: [{ all: boolean }, { alarms: StandingAlarm[] }];
  settle_alarm: [{ id: number; reason: string }, Nothing];
  waiting: [Nothing, Nothing];
  invite: [NewInvitation, Nothing];
  admit: [{ digits: string }, Nothing];
  revoke: [{ device: string }, Nothing];
  change_member: [MemberChange, Nothing];
  add_team: [{ name: string; join: boolean }, Nothing];
}
