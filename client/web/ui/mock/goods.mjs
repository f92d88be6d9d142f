import { makeId } from "./people.mjs";

// The calls about the store, the team and alarms, answered from memory. Enough to try the pages, and no more.

const kJobSteps = 3;

function makeStore(pack, me, teams) {
  const [own, other] = teams;
  const goods = (pack.commodities ?? []).slice(0, 7);
  const lots = goods.flatMap((row, at) => [
    { commodity: row.code, quantity: 40 + at * 13, store: own.id, lot: makeId(), batch: `B-${100 + at}`, expiry: `202${7 + (at % 3)}-0${1 + at}-01` },
    ...(at % 3 === 0
      ? [{ commodity: row.code, quantity: 6 + at, store: own.id, lot: makeId(), batch: `A-${17 + at}`, expiry: "2026-10-31", expired: true }]
      : []),
    ...(at === 1 ? [{ commodity: row.code, quantity: 0, store: own.id, lot: makeId() }] : []),
  ]);
  const bags = goods.slice(0, 3).map((row, at) => ({ commodity: row.code, quantity: at === 2 ? -2 : 15 - at, bag: me.colleagues[0].id }));
  const way = { commodity: goods[0].code, quantity: 25, sending: makeId(), lot: makeId(), batch: "N-5", expiry: "2028-02-01" };
  return [...lots, ...bags, { commodity: goods[0].code, quantity: 9, bag: me.id }, { ...way, at: { kind: "transit" } }];
}

const atOf = (line) => (line.sending ? { kind: "transit" } : line.bag ? { kind: "bag", name: line.bag } : { kind: "store", name: line.store });

function storeCalls(pack, me, teams, today, Problem) {
  let stock = makeStore(pack, me, teams);
  const shown = (line) => ({ ...line, at: atOf(line) });
  const contents = (code) => pack.commodities.find((row) => row.code === code)?.contents ?? {};
  const take = (commodity, quantity, lot) => {
    const lots = stock.filter((line) => line.store && line.commodity === commodity && (lot ? line.lot === lot : !line.expired));
    if (lots.reduce((sum, line) => sum + line.quantity, 0) < quantity) throw new Problem(409, "out-of-stock", "the store does not hold so much");
    let left = quantity;
    for (const line of lots.sort((a, b) => (a.expiry ?? "9").localeCompare(b.expiry ?? "9"))) {
      const some = Math.min(left, line.quantity);
      line.quantity -= some;
      left -= some;
    }
  };
  const put = (line) => {
    const there = stock.find((one) => one.commodity === line.commodity && (line.bag ? one.bag === line.bag : one.store && one.lot === line.lot));
    if (there) there.quantity += line.quantity;
    else stock.push(line);
  };
  return {
    stock: ({ empty }) => ({ stock: stock.filter((line) => empty || line.quantity !== 0).map(shown) }),
    receive: ({ commodity, quantity, batch, expiry }) => {
      const lot = makeId();
      put({ commodity, quantity, store: teams[0].id, lot, ...(batch ? { batch } : {}), ...(expiry ? { expiry, expired: expiry < today } : {}) });
      return { record: makeId(), lot };
    },
    issue: ({ commodity, quantity, to, lot, expired_anyway: anyway }) => {
      if (stock.find((line) => line.lot === lot)?.expired && !anyway) throw new Problem(400, "invalid-argument", "this lot has expired");
      take(commodity, quantity, lot);
      put({ commodity, quantity, bag: to });
      return { records: [makeId()] };
    },
    return: ({ commodity, quantity, from, lot }) => {
      put({ commodity, quantity: -quantity, bag: from });
      put({ commodity, quantity, store: teams[0].id, lot });
      return { record: makeId() };
    },
    send_goods: ({ commodity, quantity, lot }) => {
      take(commodity, quantity, lot);
      stock.push({ ...stock.find((line) => line.lot === lot), quantity, store: undefined, sending: makeId() });
      return { record: makeId() };
    },
    accept_goods: ({ sending, arrived, reason }) => {
      if (Object.keys(arrived).length > 0 && !reason) throw new Problem(400, "invalid-argument", "say why");
      const lines = stock.filter((line) => line.sending === sending);
      stock = stock.filter((line) => line.sending !== sending);
      for (const { sending: _, ...line } of lines) put({ ...line, store: teams[0].id, quantity: arrived[line.lot] ?? line.quantity });
      return { record: makeId() };
    },
    settle: ({ commodity, quantity, lot, bag, surplus }) => {
      put({ commodity, quantity: surplus ? quantity : -quantity, ...(bag ? { bag } : { store: teams[0].id, lot }) });
      return { record: makeId() };
    },
    count_store: ({ lot, quantity, settle }) => {
      const line = stock.find((one) => one.lot === lot);
      const missing = line.quantity - quantity;
      if (settle) line.quantity = quantity;
      return { missing, record: makeId() };
    },
    kits: ({ kit, quantity, open }) => {
      const parts = Object.entries(contents(kit));
      if (open) take(kit, quantity, open);
      else for (const [code, each] of parts) take(code, each * quantity);
      const made = open ? parts.map(([commodity, each]) => ({ commodity, quantity: each * quantity })) : [{ commodity: kit, quantity }];
      const lots = made.map((one) => ({ ...one, store: teams[0].id, lot: makeId() }));
      lots.forEach(put);
      return { record: makeId(), lots: lots.map(({ commodity, lot }) => ({ commodity, lot })) };
    },
    reconcile: () => ({
      bags: stock.filter((line) => line.bag).map((line) => ({
        bag: line.bag, name: "", commodity: line.commodity, before: 5, issued: 30, given: 22 - Math.min(0, line.quantity), returned: 2, wasted: 1,
        unexplained: line.quantity < 0 ? 3 : 0, left: line.quantity,
      })),
    }),
    recall: ({ lot }) => {
      const line = stock.find((one) => one.lot === lot || one.batch === lot);
      if (!line) throw new Problem(404, "not-found", "nothing here has that lot or batch");
      return {
        lots: [line],
        held: stock.filter((one) => one.lot === line.lot).map((one) => ({ at: atOf(one), quantity: one.quantity, commodity: one.commodity })),
        movements: [
          { day: "2026-09-02", quantity: 100, commodity: line.commodity, from: { kind: "supplier" }, to: { kind: "store", name: teams[0].name }, record: makeId() },
          { day: "2026-10-05", quantity: 40, commodity: line.commodity, from: { kind: "store", name: teams[0].name }, to: { kind: "bag", name: me.colleagues[0].name }, record: makeId() },
        ],
        people: [{ record: makeId(), day: "2026-10-07", client: "7K3QM-2X9TB-R" }, { record: makeId(), day: "2026-10-08", client: null }],
      };
    },
  };
}

const digits = () => Array.from({ length: 8 }, () => String(Math.floor(Math.random() * 10000)).padStart(4, "0")).join(" ");

// What goes over the network: begun, then asked after. As if offline with MOCK_OFFLINE.
function jobCalls(members, teams, Problem) {
  let job = { job: null, state: "idle" };
  let steps = 0;
  let finish = () => ({});
  let waiting = [{ fingerprint: digits(), name: "tablet-7", role: "worker" }];
  const begin = (name, what) => (body) => {
    if (job.state === "running") throw new Problem(409, "busy", "something else goes on over the network");
    job = { job: name, state: "running" };
    steps = kJobSteps;
    finish = () => what(body);
    return {};
  };
  return {
    waiting: begin("waiting", () => ({ waiting })),
    invite: begin("invite", () => ({ invitation: `TACIT-INVITATION.${"7h3kq9".repeat(process.env.MOCK_SHORT ? 20 : 60)}`, expires: "2026-12-13" })),
    admit: begin("admit", ({ digits: wanted }) => {
      const one = waiting.find(({ fingerprint }) => fingerprint === wanted);
      waiting = waiting.filter((other) => other !== one);
      const device = makeId();
      members.push({ device, name: one.name, role: one.role, steward: false, teams: [teams[0].name], team_ids: [teams[0].id], active: true, fingerprint: one.fingerprint, grants: [] });
      return { device, name: one.name };
    }),
    revoke: begin("revoke", ({ device }) => {
      members.find((one) => one.device === device).active = false;
      return { rotated: 2 };
    }),
    change_member: begin("change_member", ({ device, role, teams: ids }) => {
      Object.assign(members.find((one) => one.device === device), { role, team_ids: ids, teams: teams.filter((one) => ids.includes(one.id)).map(({ name }) => name) });
      return {};
    }),
    add_team: begin("add_team", ({ name }) => {
      const id = makeId();
      teams.push({ id, name });
      return { team: id };
    }),
    job: () => {
      if (job.state !== "running" || (steps -= 1) > 0) return job;
      job = process.env.MOCK_OFFLINE ? { ...job, state: "failed", code: "unavailable", detail: "no connection" } : { ...job, state: "done", answer: finish() };
      return job;
    },
    stop_job: () => { if (job.state === "running") job = { ...job, state: "stopped" }; return {}; },
  };
}

function makeAlarms() {
  return [
    {
      id: 1, alarm: "alarm-rollback", what: "the server showed an older state than it had shown before", safe: "all records in this vault, sent ones too",
      todo: "ask the steward whether the server was restored from a backup; if nobody restored it, somebody set it back on purpose",
      since: "2026-11-27", last: "2026-11-29",
    },
    {
      id: 2, alarm: "alarm-entry-withheld", what: "the server keeps a colleague's record back",
      safe: "all records in this vault, and the order of those that were shown",
      todo: "figures may be too low: compare with the colleague who recorded it, and tell the steward", since: "2026-11-02", last: "2026-11-02", leaf: 42,
      settled: { day: "2026-11-03", reason: "the colleague had not sent yet" },
    },
  ];
}

export function makeGoods(pack, { device, colleagues, teams: own, today, Problem }) {
  const teams = [...own, { id: makeId(), name: "Route 2" }];
  const members = [device, ...colleagues].map(({ id, name, role, steward }) => ({
    device: id, name, role, steward: steward === true, teams: [own[0].name], team_ids: [own[0].id], active: true, fingerprint: digits(), grants: [],
  }));
  members.push({ device: makeId(), name: "old phone", role: "worker", steward: false, teams: [own[0].name], team_ids: [own[0].id], active: false, fingerprint: digits(), grants: [] });
  members.push({ device: makeId(), name: "donor", role: "auditor", steward: false, teams: [], team_ids: [], active: true, fingerprint: digits(), grants: [] });
  const alarms = makeAlarms();
  return {
    ...storeCalls(pack, { ...device, colleagues }, teams, today, Problem),
    ...jobCalls(members, teams, Problem),
    members: () => ({
      members,
      teams: teams.map(({ id, name }) => ({ team: id, name, members: members.filter((one) => one.active && one.teams.includes(name)).length })),
    }),
    alarms: ({ all }) => ({ alarms: alarms.filter((one) => all || !one.settled) }),
    settle_alarm: ({ id, reason }) => { alarms.find((one) => one.id === id).settled = { day: today, reason }; return {}; },
  };
}
