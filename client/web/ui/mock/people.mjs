import { randomBytes } from "node:crypto";

// Invented people and records for the mock server.

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function makeCode() {
  const text = [...randomBytes(11)].map((byte) => letters[byte % 32]).join("");
  return `${text.slice(0, 5)}-${text.slice(5, 10)}-${text.slice(10)}`;
}

export function makeId() {
  return [...randomBytes(26)].map((byte) => letters[byte % 32].toLowerCase()).join("");
}

const nicknames = ["Max", "Sasha", "Kot", "Lena", "Ded", "Mira", "Petya", "Zhenya", "Nika", "Tolya", "Vera", "Gosha"];

export function makePeople(pack) {
  return nicknames.map((nickname, at) => ({
    code: makeCode(),
    attributes: Object.fromEntries((pack.attributes ?? []).map((row) => [row.code, row.values[at % row.values.length].code])),
    nickname: at === 7 ? "" : nickname,
    name: at % 3 === 0 ? `${nickname} Testov` : "",
    phone: at % 2 === 0 ? `+7 900 000-00-${String(at).padStart(2, "0")}` : "",
    note: at === 0 ? "Calls himself Max everywhere.\nDo not phone after ten." : "",
    other_codes: at === 2 ? ["B-1042"] : [],
    timeline: [],
  }));
}

export function makeBag(pack) {
  return Object.fromEntries((pack.commodities ?? []).slice(0, 9).map((row, at) => [row.code, row.contents ? 12 + at : 40 - at * 3]));
}

export function makeDue(pack, people, today) {
  const rules = pack.follow_ups ?? [];
  return people.slice(0, 10).map((person, at) => ({
    follow_up: rules[at % rules.length]?.code ?? "retest",
    label: rules[at % rules.length]?.labels.en ?? "Next test",
    started: "2026-08-01",
    due: today,
    days_left: 0,
    days_over: Math.max(0, 21 - at * 4),
    attempts: at % 3,
    attempts_allowed: 3,
    code: person.code,
    nickname: person.nickname,
    put_off: null,
  }));
}
