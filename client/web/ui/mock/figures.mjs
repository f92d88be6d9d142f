import { makeId } from "./people.mjs";

// Invented figures, goods and proof for the mock server.

// The same number for the same question.
function guess(text, most) {
  let seed = 17;
  for (const letter of text) seed = (seed * 31 + letter.charCodeAt(0)) >>> 0;
  return seed % (most + 1);
}

const kLeaves = 12345;
const months = ["2026-09", "2026-10", "2026-11"];
const quarters = ["2026Q1", "2026Q2", "2026Q3", "2026Q4"];
const kindOfCheck = (row) => (row.count === "people" || row.count === "told" || row.where ? "staff" : row.count === "clients" ? "bounds" : "auditors");

function keysOf(pack, by) {
  const codes = (rows) => (rows ?? []).slice(0, 5).map((row) => row.code);
  switch (by) {
    case "month": return months;
    case "quarter": return quarters;
    case "kind": return codes(pack.outings);
    case "site": return [...new Set((pack.sites ?? []).map((site) => site.group))];
    case "code": return codes(pack.services);
    case "outcome": return ["non-reactive", "reactive", "invalid"];
    case "time": return ["day", "night", ""];
    case "device": return [makeId()];
    default: return [...(pack.attributes ?? []).find((row) => row.code === by).values.map((row) => row.code), ""];
  }
}

function indicatorOf(pack, row, at, { period, by, from }, language) {
  const checked_by = kindOfCheck(row);
  const out = { id: row.id, label: row.labels[language] ?? row.labels.en, checked_by };
  const isAudit = from === "audit";
  if (isAudit && checked_by === "staff") {
    if (at % 2 === 0) out.stated = { value: 40 + at };
    return out;
  }
  const value = guess(row.id + period, 900);
  const isSet = row.per || row.then;
  Object.assign(out, { value: isSet ? Math.floor(value / 3) : value });
  if (isSet) Object.assign(out, { of: value, share: row.per !== "clients-reached" });
  if (at % 5 === 0) out.target = 600;
  if (isAudit && checked_by === "bounds") {
    out.by_quarter = Object.fromEntries(quarters.map((quarter) => [quarter, guess(row.id + quarter, 300)]));
    const numbers = Object.values(out.by_quarter);
    const [lowest, highest] = [Math.max(...numbers), numbers.reduce((sum, one) => sum + one, 0)];
    out.stated = { value: at === 0 ? highest - 20 : highest + 40, lowest, highest, within: at === 0 };
  }
  if (by) out.parts = keysOf(pack, by).map((key) => ({ key, value: guess(row.id + key, 300), ...(isSet ? { of: 300 } : {}) }));
  return out;
}

function makeWhy(pack, people, { indicator, period, key, limit }, language) {
  const row = pack.indicators.find((one) => one.id === indicator);
  const count = guess(indicator + period + (key ?? ""), 400);
  const records = Array.from({ length: Math.min(count, limit) }, (_, at) => ({
    record: makeId(),
    day: `2026-11-${String(28 - (at % 28)).padStart(2, "0")}`,
    quantity: 1 + (at % 3),
    code: pack.services[at % pack.services.length].code,
    ...(at % 7 === 3 ? {} : { client: people[at % people.length].code }),
  }));
  return { id: indicator, label: row.labels[language] ?? row.labels.en, value: count, checked_by: kindOfCheck(row), count, records };
}

function makeRows(pack) {
  const rows = [];
  const add = (what, codes) => {
    for (const code of codes)
      for (const quarter of quarters) rows.push({ what, code, quarter, quantity: guess(what + code + quarter, 500) });
  };
  add("outings", pack.outings.slice(0, 4).map((row) => row.code));
  add("services", pack.services.slice(0, 6).map((row) => row.code));
  add("given", ["kit", "condoms"]);
  add("received", ["condoms"]);
  add("bag to waste", ["condoms"]);
  return rows;
}

function makeGoods(pack, period) {
  const classes = [...new Set(pack.commodities.map((row) => row.class))].map((name, at) => ({
    class: name, received: 4000, kits: at === 0 ? 900 : 0, issued: 2100, returned: 60, given: 1875, wasted: 14,
    unexplained: at === 0 ? 12 : at === 3 ? -2 : 0, collected: 0,
  }));
  const whole = { classes: classes.map((line) => ({ ...line, left: 1200 })), value_hundredths: { EUR: 1250000, USD: 330050 } };
  if (period === "2020") return [{ classes: [], value_hundredths: {} }];
  return [whole, { grant: "city-health", classes: classes.slice(1, 3), value_hundredths: { EUR: 420000 } }];
}

function makeSupply(pack, language) {
  const shapes = [
    { on_hand: 0, low: true, order: 900, months_of_stock_hundredths: 0, days_out_of_stock: 12 },
    { on_hand: 260, low: true, order: 400, months_of_stock_hundredths: 130 },
    { on_hand: 900, expiring: 120, next_expiry: "2026-12-31", months_of_stock_hundredths: 450 },
    { on_hand: 5000, high: true, months_of_stock_hundredths: 1900 },
    { on_hand: 80, expired: 30, months_of_stock_hundredths: 320 },
    { on_hand: 40 },
  ];
  return pack.commodities.slice(0, 9).map((row, at) => ({
    commodity: row.code, label: row.labels[language] ?? row.labels.en, in_store: 40, used: 600, days: 91, days_out_of_stock: 0,
    expired: 0, expiring: 0, order: 0, low: false, high: false, monthly_hundredths: 20000, ...shapes[at % shapes.length],
  }));
}

// The check of the whole record goes beside the other jobs of the mock. With MOCK_PROBLEMS it finds something.
function checkCalls(others) {
  let check = null;
  let turns = 0;
  const problems = process.env.MOCK_PROBLEMS ? [{ alarm: "alarm-fork" }, { alarm: "alarm-entry-invalid", index: 4711 }] : [];
  const answer = { leaves: kLeaves, entries: 12001, links: 344, devices: 23, complete: true, root: "q7yKd0f1s2a3Zp9uWm4nBvCxLkJhGfDsAqWeRtYu", problems };
  return {
    verify: () => {
      check = { job: "verify", state: "running" };
      turns = 0;
      return {};
    },
    job: () => {
      const other = others.job();
      if (check === null || other.state === "running") return other;
      turns += 1;
      if (check.state === "running" && turns > 4) check = { job: "verify", state: "done", answer };
      return check;
    },
    stop_job: () => {
      if (check?.state !== "running") return others.stop_job();
      check = { ...check, state: "stopped" };
      return {};
    },
  };
}

export function makeFigures(pack, state, people, others) {
  const language = () => state.language || "en";
  return {
    report: (body) => ({
      period: body.period, from: body.from ?? "team", unopened: 3, late: 1, closed_until: "2026-09-30",
      indicators: pack.indicators.map((row, at) => indicatorOf(pack, row, at, body, language())),
    }),
    why: (body) => makeWhy(pack, people, body, language()),
    state_figures: ({ figures }) => { state.unsent += 1; return { record: makeId(), figures: Object.fromEntries(figures.map((id) => [id, 1])) }; },
    table: ({ period, form }) => ({ name: `report-${period}.${form}`, file: Buffer.from("id,indicator\n").toString("base64") }),
    rows: () => ({ rows: makeRows(pack) }),
    goods: ({ period }) => ({ goods: makeGoods(pack, period) }),
    supply: () => ({ from: "2026-08-01", until: "2026-10-31", supply: makeSupply(pack, language()) }),
    status: () => ({ log_size: kLeaves, unsent: state.unsent, unopened: 3, contents_missing: 0, faces_differ: 1, faces_not_judged: 0 }),
    ...checkCalls(others),
  };
}
