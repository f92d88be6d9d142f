import type { TextKey } from "../i18n/words";
import type { Place } from "../session";

// Where each role can go. Auditors have no people: for them there is nothing to find, to record or to carry.

export interface MenuEntry { place: Place; key: TextKey }
export interface MenuGroup { key: TextKey; entries: MenuEntry[] }

const work: MenuEntry[] = [
  { place: { at: "due" }, key: "due" },
  { place: { at: "recent" }, key: "recent" },
  { place: { at: "outing" }, key: "outing" },
  { place: { at: "evening" }, key: "evening" },
  { place: { at: "group" }, key: "group" },
  { place: { at: "bag" }, key: "bag" },
];
const send: MenuEntry = { place: { at: "send" }, key: "send" };
const help: MenuEntry = { place: { at: "help" }, key: "help" };
const alarms: MenuEntry = { place: { at: "alarms" }, key: "alarmsTitle" };
const handOver: MenuEntry = { place: { at: "handOver" }, key: "handOver" };
const shared: MenuEntry[] = [
  { place: { at: "supply" }, key: "supply" },
  { place: { at: "proof" }, key: "proof" },
  { place: { at: "export" }, key: "export" },
];

export function menuOf(role: string): MenuGroup[] {
  if (role === "auditor") return [{ key: "menuAudit", entries: [{ place: { at: "activity" }, key: "activity" }, ...shared, alarms, send, help] }];
  const daily: MenuGroup = { key: "menuWork", entries: [...work, send, handOver, help] };
  const office: MenuGroup = {
    key: "menuOffice",
    entries: [
      { place: { at: "week" }, key: "week" },
      { place: { at: "store" }, key: "store" },
      { place: { at: "team" }, key: "team" },
      alarms,
      ...shared,
    ],
  };
  return role === "staff" ? [daily, office] : [daily];
}

// Where one begins, and comes back to.
export function homeOf(role: string): Place {
  return role === "auditor" ? { at: "activity" } : { at: "today" };
}
