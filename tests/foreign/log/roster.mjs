// Who is who: the chain of links, docs/protocol.md §3 and §11. Checks what a reader without keys can check.
import { array, ascending, bytes, count, day, demand, deviceId, hashText, id, members, payloadOf, scope, signedBy } from './strict.mjs';

const kRoles = ['worker', 'staff', 'auditor'];
const kOperations = {
  team: ['team'],
  admit: ['inv', 'sign_pk', 'box_pk', 'role', 'teams'],
  revoke: ['dev'],
  role: ['dev', 'role', 'teams'],
  epoch: ['scope', 'n', 'public', 'wraps'],
  grant: ['scope', 'from', 'to', 'dev', 'wraps'],
  rekey: ['box_pk'],
  secret: ['name', 'scope', 'epoch', 'commit', 'ct'],
  reseal: ['name', 'scope', 'epoch', 'ct'],
  service: ['log_pk', 'oprf_pk', 'tls_pins'],
  pack: ['generation', 'digest'],
  fund: ['grant'],
  restrict: ['dev', 'grants'],
};

function deviceKeys(from) {
  members(from, ['sign_pk', 'box_pk']);
  bytes(from.sign_pk, 32);
  bytes(from.box_pk, 32);
}
function serviceKeys({ log_pk, oprf_pk, tls_pins }) {
  bytes(log_pk, 32);
  bytes(oprf_pk, 32);
  array(tls_pins, 1, 2).forEach(hashText);
}
function rights({ role, teams }) {
  demand(kRoles.includes(role), 'malformed', 'not a role');
  ascending(array(teams, 0, 64)).forEach(id);
  demand(role !== 'auditor' || teams.length === 0, 'malformed', 'an auditor in a team');
}
function secretName(name) {
  const found = typeof name === 'string' && /^(?:(pack)\/([1-9]\d*)|pseudonym\/2[01]\d\d)$/.exec(name);
  demand(found, 'malformed', 'not the name of a secret');
  return { steward: found[1] === 'pack' };
}

export class Roster {
  org = null;
  keys = null; // of the service
  links = []; // their hashes, by seq
  #seqs = new Map();
  #devices = new Map();
  #teams = new Set();
  #grants = new Set();
  #invitations = new Set();
  #boxKeys = new Set();
  #epochs = new Map(); // scope -> newest n
  #secrets = new Set();
  #policy = null;
  #recovery = null;
  #pack = 0;

  knows = (link) => this.#seqs.has(link);
  device = (dev) => this.#devices.get(dev);
  hasEpoch = (of, n) => n >= 1 && n <= (this.#epochs.get(of) ?? 0);

  // A link that stands at leaf `index`.
  add(jws, index) {
    const link = members(payloadOf(jws), ['v', 'org', 'seq', 'prev', 'day', 'ops']);
    demand(link.v === 1, 'update-needed');
    day(link.day);
    array(link.ops, 1, 64);
    const first = this.links.length === 0;
    if (first) this.#found(jws, link);
    demand(first || link.org === this.org, 'wrong-organisation');
    const signer = this.#devices.get(jws.kid);
    demand(signer !== undefined, 'signer-unknown');
    signedBy(jws, signer.signPk);
    demand(signer.revokedAt === undefined, 'signer-revoked');
    demand(link.seq === this.links.length, 'roster-gap');
    demand(first || link.prev === this.links.at(-1), 'roster-prev');
    const place = { signer, index, hash: jws.hash };
    link.ops.forEach((op, number) => this.#apply(op, place, first && number === 0));
    this.#seqs.set(jws.hash, this.links.length);
    this.links.push(jws.hash);
  }

  #found(jws, link) {
    demand(link.org === '' && link.prev === '' && link.seq === 0, 'not-a-genesis');
    const op = members(link.ops[0], ['op', 'device', 'recovery', 'service', 'policy'], 'not-a-genesis');
    demand(op.op === 'found', 'not-a-genesis');
    deviceKeys(op.device);
    deviceKeys(op.recovery);
    serviceKeys(members(op.service, ['log_pk', 'oprf_pk', 'tls_pins']));
    demand(['grant', 'from-now'].includes(members(op.policy, ['history']).history), 'malformed', 'not a policy');
    demand(op.device.sign_pk !== op.recovery.sign_pk && op.device.box_pk !== op.recovery.box_pk, 'not-a-genesis');
    this.org = jws.hash;
    this.keys = op.service;
    this.#policy = op.policy.history;
    this.#recovery = deviceId(op.recovery.sign_pk);
    this.#boxKeys = new Set([op.device.box_pk, op.recovery.box_pk]);
    const dev = deviceId(op.device.sign_pk);
    this.#devices.set(dev, { dev, signPk: op.device.sign_pk, role: 'staff', steward: true, teams: [], grants: [], admittedBy: jws.hash, admittedAt: 0 });
  }

  #members(of) {
    const [kind, which] = of.split('/');
    const audits = ({ role, grants }) =>
      role === 'staff' || (role === 'auditor' && (which === undefined ? grants.length === 0 : grants.includes(which)));
    const inside = {
      org: (device) => device.role !== 'auditor',
      audit: (device) => (which === undefined || this.#grants.has(which)) && audits(device),
      team: (device) => device.teams.includes(which),
    }[kind];
    return [...this.#devices.values()].filter((device) => device.revokedAt === undefined && inside(device));
  }
  #steward({ signer }) {
    demand(signer.steward, 'right', 'not a steward');
  }
  #member({ signer }, of) {
    demand(this.#members(of).includes(signer), 'right', 'not a member of the scope');
  }
  #active(dev) {
    const device = this.#devices.get(id(dev));
    demand(device !== undefined && device.revokedAt === undefined, 'roster-rule', 'no such active device');
    return device;
  }
  #knownTeams(teams) {
    demand(teams.every((team) => this.#teams.has(team)), 'roster-rule', 'no such team');
  }
  #newBoxKey(key) {
    bytes(key, 32);
    demand(!this.#boxKeys.has(key), 'roster-rule', 'a box key used before');
    this.#boxKeys.add(key);
  }
  #newestEpoch(of, n) {
    demand(n >= 1 && n === this.#epochs.get(of), 'roster-rule', 'not the newest epoch');
  }

  #apply(op, place, founding) {
    if (founding) return;
    demand(op !== null && typeof op === 'object' && typeof op.op === 'string', 'malformed', 'an operation');
    demand(op.op !== 'found', 'roster-rule', 'founded twice');
    demand(Object.hasOwn(kOperations, op.op), 'update-needed');
    members(op, ['op', ...kOperations[op.op]]);
    this[op.op](op, place);
  }

  team(op, place) {
    this.#steward(place);
    demand(!this.#teams.has(id(op.team)), 'roster-rule', 'this team exists');
    this.#teams.add(op.team);
  }
  admit(op, place) {
    this.#steward(place);
    rights(op);
    this.#knownTeams(op.teams);
    const dev = deviceId(op.sign_pk);
    demand(!this.#invitations.has(id(op.inv)), 'roster-rule', 'an invitation used before');
    demand(!this.#devices.has(dev) && dev !== this.#recovery, 'roster-rule', 'a device admitted before');
    this.#newBoxKey(op.box_pk);
    this.#invitations.add(op.inv);
    this.#devices.set(dev, { dev, signPk: op.sign_pk, role: op.role, steward: false, teams: op.teams, grants: [], admittedBy: place.hash, admittedAt: place.index });
  }
  revoke(op, place) {
    this.#steward(place);
    const device = this.#active(op.dev);
    demand(!device.steward, 'right', 'a steward cannot be revoked');
    device.revokedAt = place.index;
  }
  role(op, place) {
    this.#steward(place);
    rights(op);
    const device = this.#active(op.dev);
    demand(!device.steward || op.role === 'staff', 'right', 'a steward stays staff');
    this.#knownTeams(op.teams);
    device.role = op.role;
    device.teams = op.teams;
    if (op.role !== 'auditor') device.grants = [];
  }
  fund(op, place) {
    this.#steward(place);
    demand(!this.#grants.has(id(op.grant)), 'roster-rule', 'this grant exists');
    this.#grants.add(op.grant);
  }
  restrict(op, place) {
    this.#steward(place);
    const device = this.#active(op.dev);
    demand(device.role === 'auditor', 'roster-rule', 'no auditor');
    ascending(array(op.grants, 0, 7)).forEach(id);
    demand(op.grants.every((grant) => this.#grants.has(grant)), 'roster-rule', 'no such grant');
    device.grants = op.grants;
  }
  epoch(op, place) {
    this.#member(place, scope(op.scope));
    demand(count(op.n, 1) === (this.#epochs.get(op.scope) ?? 0) + 1, 'roster-rule', 'not the next epoch');
    bytes(op.public, 32);
    array(op.wraps, 1, 1000).forEach((wrap) => hashText(members(wrap, ['dev', 'ct']).ct));
    const recipients = ascending(op.wraps.map((wrap) => id(wrap.dev)));
    const expected = [...this.#members(op.scope).map((device) => device.dev), this.#recovery].sort();
    demand(recipients.join() === expected.join(), 'recipients');
    this.#epochs.set(op.scope, op.n);
  }
  grant(op, place) {
    this.#member(place, scope(op.scope));
    demand(this.#policy === 'grant', 'right', 'newcomers get no earlier epochs');
    demand(this.#members(op.scope).includes(this.#active(op.dev)), 'right', 'given to no member');
    demand(count(op.from, 1) <= count(op.to, 1) && this.hasEpoch(op.scope, op.to), 'roster-rule', 'no such epoch');
    array(op.wraps, op.to - op.from + 1, op.to - op.from + 1).forEach(hashText);
  }
  rekey(op) {
    this.#newBoxKey(op.box_pk);
  }
  secret(op, place) {
    demand(op.scope === 'org', 'roster-rule', 'a secret is first sealed to the organisation');
    this.#member(place, 'org');
    if (secretName(op.name).steward) this.#steward(place);
    demand(!this.#secrets.has(op.name), 'roster-rule', 'this secret exists');
    this.#newestEpoch('org', op.epoch);
    hashText(op.commit);
    hashText(op.ct);
    this.#secrets.add(op.name);
  }
  reseal(op, place) {
    const pack = secretName(op.name).steward;
    demand(op.scope === 'org' || (op.scope.startsWith('audit') && pack), 'roster-rule', 'a secret for another scope');
    this.#member(place, op.scope);
    demand(this.#secrets.has(op.name), 'roster-rule', 'no such secret');
    this.#newestEpoch(op.scope, op.epoch);
    hashText(op.ct);
  }
  service(op, place) {
    this.#steward(place);
    serviceKeys(op);
    this.keys = op;
  }
  pack(op, place) {
    this.#steward(place);
    demand(count(op.generation, 1) === this.#pack + 1, 'roster-rule', 'not the next pack');
    demand(this.#secrets.has(`pack/${op.generation}`), 'roster-rule', 'a pack without its secret');
    hashText(op.digest);
    this.#pack = op.generation;
  }
}
