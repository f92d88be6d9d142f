import { makeFigures } from "./figures.mjs";
import { makeGoods } from "./goods.mjs";
import { makeBag, makeCode, makeDue, makeId, makePeople } from "./people.mjs";

// The calls of docs/web.md, answered from memory. Enough to try the page, and no more.

export class Problem extends Error {
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

const today = "2026-11-29";

// MOCK_ROLE: whose face it is (worker, staff, steward, auditor).
const role = process.env.MOCK_ROLE ?? "worker";
const device = { id: makeId(), name: "tablet-1", role: role === "steward" ? "staff" : role, steward: role === "steward" };
const teams = [{ id: makeId(), name: "Route 1" }];
const colleagues = [{ id: makeId(), name: "tablet-2", role: "worker" }, { id: makeId(), name: "desk", role: "staff" }];

export function makeCalls(pack) {
  const people = makePeople(pack);
  const goods = makeGoods(pack, { device, colleagues, teams, today, Problem });
  const state = {
    open: false,
    locked: false,
    language: "",
    bag: makeBag(pack),
    due: makeDue(pack, people, today),
    outing: null,
    records: new Map(),
    unsent: 3,
    last: "",
    recent: [],
    sending: { state: "idle", sent: 0, received: 0, to_send: 0 },
  };
  const find = (code) => {
    const person = people.find((one) => one.code === code || one.nickname.toLowerCase() === String(code).toLowerCase());
    if (!person) throw new Problem(404, "not-found", "nobody in this vault matches");
    return person;
  };
  const shown = ({ timeline, ...person }) => person;
  const label = (table, code) => (pack[table] ?? []).find((row) => row.code === code)?.labels[state.language || "en"] ?? code;
  const note = (person, kind, body, text) => {
    const record = makeId();
    const entry = {
      record, voided: false, competing: false, text, day: body.day ?? today, kind, device: "tablet-1", mine: true, sent: false,
      versions: [{ record, device: "d", state: "counts, not sent", kind, body, text, day: body.day ?? today }],
    };
    person?.timeline.unshift(entry);
    state.recent.unshift(entry);
    state.records.set(record, { entry, person });
    state.unsent += 1;
    return record;
  };
  const voucherFor = (person, destination) => {
    const number = makeCode();
    const record = note(person, "referral", { destination, voucher: number }, `referred to ${label("destinations", destination)}`);
    return { destination, number, record };
  };
  const entryOf = (record) => {
    const known = state.records.get(record);
    if (!known) throw new Problem(404, "not-found", "there is no such record");
    return known;
  };

  function forget(entry, person) {
    for (const { code, count } of entry.versions[0].body.given ?? []) state.bag[code] = (state.bag[code] ?? 0) + count;
    const others = (list) => list.filter((one) => one.record !== entry.record);
    if (person) person.timeline = others(person.timeline);
    state.recent = others(state.recent);
    if (state.outing?.record === entry.record) state.outing = null;
    state.records.delete(entry.record);
    state.unsent -= 1;
  }

  function saveContact(body) {
    const { again, refer, ...rest } = body;
    const said = JSON.stringify(rest);
    if (said === state.last && !again) throw new Problem(409, "already-done", "the same was recorded a moment ago");
    state.last = said;
    const person = body.code ? find(body.code) : null;
    const entryBody = {
      ...(body.anonymous ? { anonymous: body.anonymous } : {}),
      day: body.day ?? state.outing?.day ?? today,
      kind: body.kind ?? state.outing?.kind,
      time: body.time ?? state.outing?.time,
      site: body.site ?? state.outing?.site,
      services: body.services ?? [],
      tests: (body.tests ?? []).map(({ code, result, told, before, after }) => ({ test: code, result, told, counselled_before: before, counselled_after: after })),
      given: body.given ?? [],
      ...(body.note ? { note: body.note } : {}),
    };
    const record = note(person, "contact", entryBody, "contact");
    const overdrawn = [];
    for (const { code, count } of body.given ?? []) {
      state.bag[code] = (state.bag[code] ?? 0) - count * (body.anonymous ?? 1);
      if (state.bag[code] < 0) overdrawn.push(code);
    }
    const vouchers = person ? (refer ?? []).map((destination) => voucherFor(person, destination)) : [];
    const wanted = (body.tests ?? []).filter((test) => test.result === "reactive").map((test) => pack.tests.find((row) => row.code === test.code)?.refer_to);
    const offer = [...new Set(wanted)].filter((one) => one && !(refer ?? []).includes(one));
    return { record, vouchers, offer, overdrawn, note_looks_personal: /\d{6}|@/.test(body.note ?? "") };
  }

  return {
    state,
    calls: {
      ...goods,
      programme: () => ({
        pack, organisation: "Orion", device, teams, colleagues,
        language: state.language, day: today, unsaved: state.unsaved ?? "",
      }),
      keep: ({ unsaved }) => { state.unsaved = unsaved; return {}; },
      set_language: ({ language }) => { state.language = language; return {}; },
      stay: () => ({}),
      today: () => ({
        day: today, unsent: state.unsent, due: state.due.filter((one) => !one.put_off),
        bag: Object.entries(state.bag).map(([commodity, quantity]) => ({ commodity, quantity })),
        outing: state.outing, alarms: goods.alarms({ all: false }).alarms, backup_days: 16,
      }),
      due: ({ all }) => ({ due: state.due.filter((one) => all || !one.put_off) }),
      put_off: ({ code, follow_up, until, reason }) => {
        for (const one of state.due) if (one.code === code && one.follow_up === follow_up) one.put_off = { until, reason };
        return {};
      },
      find: ({ words, limit }) => {
        const wanted = words.toLowerCase();
        const matches = people.filter((one) => [one.code, one.nickname, one.name, one.phone, one.note].some((text) => text.toLowerCase().includes(wanted)));
        return { people: matches.slice(0, limit).map(shown) };
      },
      person: ({ code }) => {
        const person = find(code);
        return { person: shown(person), due: state.due.filter((one) => one.code === person.code), timeline: person.timeline };
      },
      recent: ({ limit }) => ({ timeline: state.recent.slice(0, limit) }),
      register: (body) => {
        const person = { code: makeCode(), attributes: body.attributes ?? {}, nickname: body.nickname ?? "", name: body.name ?? "", phone: body.phone ?? "", note: body.note ?? "", other_codes: [], timeline: [] };
        people.push(person);
        note(person, "client", { op: "register" }, "registered");
        if (body.consent) note(person, "consent", { given: true }, "consent given");
        return { code: person.code };
      },
      edit: ({ code, other_codes: codes, ...fields }) => {
        const person = Object.assign(find(code), fields);
        if (codes !== undefined) person.other_codes = codes.split("\n").filter((line) => line !== "");
        return { person: shown(person) };
      },
      start_outing: (body) => {
        const record = note(null, "outing", body, "outing");
        state.outing = { record, kind: body.kind, site: body.site, time: body.time, day: body.day ?? today };
        return { record };
      },
      stop_outing: () => { state.outing = null; return {}; },
      contact: saveContact,
      group: (body) => ({ record: note(null, "group", body, "group session") }),
      undo: ({ records }) => {
        const all = records.map(entryOf);
        if (all.some(({ entry }) => entry.sent)) throw new Problem(409, "already-done", "it was sent already: void it instead");
        for (const { entry, person } of all) forget(entry, person);
        state.last = "";
        return {};
      },
      void: ({ record, reason }) => {
        const { entry, person } = entryOf(record);
        if (!entry.sent) forget(entry, person);
        Object.assign(entry, { voided: true, text: reason });
        return { how: entry.sent ? "recorded" : "draft", also: [] };
      },
      correct: ({ record, body }) => {
        const { entry } = entryOf(record);
        if (entry.sent) entry.versions[0].state = "replaced";
        else entry.versions = [];
        const kind = entry.versions.at(-1)?.kind ?? "contact";
        const said = entry.sent ? { kind: "correct", body: { target: record, kind, replacement: body } } : { kind, body };
        entry.versions.push({ record: makeId(), device: "d", state: "counts, not sent", ...said, day: entry.day });
        return { how: entry.sent ? "recorded" : "draft", record };
      },
      refer: ({ code, destination }) => voucherFor(find(code), destination),
      outcome: ({ of, what }) => ({ record: note(entryOf(of).person, "followup", { outcome: what }, `what came of it: ${what}`), note_looks_personal: false }),
      evening: ({ outing, rows, check }) => {
        const refused = rows.flatMap((row, at) => {
          if (row.code && !people.some((one) => one.code === row.code || one.nickname.toLowerCase() === row.code.toLowerCase())) return [{ row: at, code: "not-found", detail: "nobody in this vault matches" }];
          if (!row.code && !row.anonymous && !row.register) return [{ row: at, code: "invalid-argument", detail: "say who it was" }];
          return [];
        });
        if (check || refused.length > 0) return { refused };
        const record = note(null, "outing", outing, "outing");
        return {
          outing: record,
          rows: rows.map((row) => {
            const code = row.register ? makeCode() : row.code ? find(row.code).code : null;
            if (row.register) people.push({ code, attributes: {}, nickname: row.register.nickname ?? "", name: "", phone: "", note: "", other_codes: [], timeline: [] });
            return { ...saveContact({ ...outing, ...row, ...(code ? { code } : {}), again: true }), code };
          }),
        };
      },
      bag: () => ({ lines: Object.entries(state.bag).map(([commodity, quantity]) => ({ commodity, quantity })) }),
      count: ({ commodity, quantity, settle }) => {
        const missing = (state.bag[commodity] ?? 0) - quantity;
        if (settle) state.bag[commodity] = quantity;
        return { missing, record: makeId() };
      },
      pass: ({ commodity, quantity }) => { state.bag[commodity] -= quantity; return { record: makeId() }; },
      collect: () => ({ record: makeId() }),
      send: () => { state.sending = { state: "running", sent: 0, received: 0, to_send: state.unsent }; return {}; },
      sending: () => {
        const now = state.sending;
        if (now.state !== "running") return now;
        now.sent += 1;
        now.received += 2;
        if (now.sent >= now.to_send) {
          now.state = "done";
          state.unsent = 0;
          for (const { entry } of state.records.values()) { entry.sent = true; entry.versions.forEach((version) => { version.state = "counts"; }); }
        }
        return { ...now };
      },
      stop_sending: () => { state.sending.state = "stopped"; return {}; },
      hand_over: ({ codes }) => ({ file: Buffer.from("sealed").toString("base64"), people: codes?.length ?? people.length, other_teams: codes ? 0 : 2 }),
      accept_hand_over: () => ({ from: "tablet-2", people: 4, completed: 2, unchanged: 1, not_here_yet: 1, differing: [people[1].code] }),
      qr: ({ text }) => {
        let seed = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
        const bit = () => { seed = (seed * 1103515245 + 12345) >>> 0; return (seed >>> 16) & 1; };
        return { rows: Array.from({ length: 25 }, () => Array.from({ length: 25 }, bit).join("")) };
      },
      ...makeFigures(pack, state, people, goods),
    },
  };
}
