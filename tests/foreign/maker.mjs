// Makes logs of which every part is right but what a test asks to be wrong: with keys of its own, so that a forged
// entry is validly signed, chained, logged and proven, and the one broken rule alone can be why it is refused.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

import { crockford, deviceId, sha256 } from './log/strict.mjs';
import { emptyRoot, leafHash, nodeHash } from './log/tree.mjs';

const b64 = (bytes) => Buffer.from(bytes).toString('base64url');
export const randomId = () => crockford(randomBytes(16));
const randomKey = () => b64(randomBytes(32));

export function newDevice() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signPk = publicKey.export({ format: 'jwk' }).x;
  return { id: deviceId(signPk), signPk, boxPk: randomKey(), privateKey, seq: 0, prev: null, counts: {} };
}

export function signJws(device, typ, payload, header = {}) {
  const head = JSON.stringify({ alg: 'Ed25519', kid: device.id, typ, ...header });
  const input = `${b64(head)}.${b64(JSON.stringify(payload))}`;
  return `${input}.${b64(sign(null, Buffer.from(input), device.privateKey))}`;
}
const hashOf = (jws) => b64(sha256(jws));

// The definitions of RFC 6962 §2.1, word for word: slow, and another way than the checker's.
function split(n) {
  return 2 ** Math.floor(Math.log2(n - 1));
}
function rootOf(leaves) {
  if (leaves.length === 0) return emptyRoot();
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}
function subproof(m, leaves, whole) {
  if (m === leaves.length) return whole ? [] : [rootOf(leaves)];
  const k = split(leaves.length);
  if (m <= k) return [...subproof(m, leaves.slice(0, k), whole), rootOf(leaves.slice(k))];
  return [...subproof(m - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))];
}
function pageProof(indexes, leaves, begin = 0) {
  const end = begin + leaves.length;
  const inside = indexes.filter((index) => index >= begin && index < end);
  if (inside.length === 0) return [rootOf(leaves)];
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return [...pageProof(inside, leaves.slice(0, k), begin), ...pageProof(inside, leaves.slice(k), begin + k)];
}

export class Maker {
  founder = newDevice();
  recovery = newDevice();
  logKey = newDevice();
  leaves = [];
  links = []; // { index, hash }
  org = '';

  constructor() {
    this.link(this.founder, [{ op: 'found', device: keys(this.founder), recovery: keys(this.recovery),
      service: { log_pk: this.logKey.signPk, oprf_pk: randomKey(), tls_pins: [randomKey()] }, policy: { history: 'grant' } }]);
    this.org = this.links[0].hash;
    this.founder.prev = this.org;
  }

  // What is given in `changes` stands in the payload instead of what would be right.
  link(signer, ops, changes = {}) {
    const payload = { v: 1, org: this.org, seq: this.links.length, prev: this.links.at(-1)?.hash ?? '', day: '2021-03-04', ops, ...changes };
    const jws = signJws(signer, 'tacit-roster+jwt', payload);
    this.links.push({ index: this.leaves.length, hash: hashOf(jws) });
    this.leaves.push(jws);
  }
  admit(device, role, teams, changes = {}) {
    const op = { op: 'admit', inv: randomId(), sign_pk: device.signPk, box_pk: device.boxPk, role, teams, ...changes };
    this.link(this.founder, [op]);
    device.prev = this.links.at(-1).hash;
    return op;
  }
  epoch(signer, scope, n, devices, changes = {}) {
    const wraps = [...devices.map((device) => device.id), this.recovery.id].sort().map((dev) => ({ dev, ct: randomKey() }));
    this.link(signer, [{ op: 'epoch', scope, n, public: randomKey(), wraps, ...changes }]);
  }
  // `to` is scope -> epoch; `audit` and grants have the audit face, others the team face.
  entry(device, to, changes = {}) {
    const addresses = Object.entries(to).map(([scope, epoch]) => {
      device.counts[scope] = (device.counts[scope] ?? 0) + 1;
      return { scope, epoch, n: device.counts[scope], face: scope.startsWith('audit') ? 'audit' : 'team', ct: randomKey() };
    });
    const faces = new Set(addresses.map((one) => one.face));
    const digests = [...faces].map(() => randomBytes(32)).sort(Buffer.compare).map(b64);
    device.seq += 1;
    const size = this.leaves.length;
    const right = { v: 1, org: this.org, dev: device.id, seq: device.seq, prev: device.prev, roster: this.links.at(-1).hash,
      log: { size, root: b64(this.root(size)) }, to: addresses, _sd_alg: 'sha-256', _sd: digests };
    const jws = signJws(device, 'tacit-entry+sd-jwt', { ...right, ...(typeof changes === 'function' ? changes(right) : changes) });
    device.prev = hashOf(jws);
    this.leaves.push(jws);
  }

  hashes = (size = this.leaves.length) => this.leaves.slice(0, size).map(leafHash);
  root = (size) => rootOf(this.hashes(size));
  checkpoint(size = this.leaves.length, changes = {}, key = this.logKey) {
    const newest = this.links.findLast((link) => link.index < size) ?? this.links[0];
    const said = { org: this.org, generation: 0, size, root: this.root(size), seq: this.links.indexOf(newest), link: newest.hash, ...changes };
    const origin = `tacit/${said.org}/${said.generation}`;
    const text = `${origin}\n${said.size}\n${said.root.toString('base64')}\nroster ${said.seq} ${said.link}\n`;
    const id = sha256(origin, Buffer.from([10, 1]), Buffer.from(key.signPk, 'base64url')).subarray(0, 4);
    const blob = Buffer.concat([id, sign(null, Buffer.from(text), key.privateKey)]);
    return `${text}\n\u2014 ${origin} ${blob.toString('base64')}\n`;
  }
  consistency(from, size = this.leaves.length) {
    return { checkpoint: this.checkpoint(size), since: { size: from, root: b64(this.root(from)) },
      consistency: from === 0 ? [] : subproof(from, this.hashes(size), true).map(b64) };
  }
  page(indexes, size = this.leaves.length) {
    return { checkpoint: this.checkpoint(size), indexes, page: pageProof(indexes, this.hashes(size)).map(b64) };
  }
  // The file as objects, a line each.
  file() {
    return [
      { tacit: 'log', v: 1, org: this.org },
      this.consistency(Math.floor(this.leaves.length / 2)),
      this.page(this.links.map((link) => link.index)),
      ...this.leaves.map((leaf, index) => ({ index, leaf })),
      { checkpoint: this.checkpoint() },
      { leaves: this.leaves.length },
    ];
  }
}
function keys(device) {
  return { sign_pk: device.signPk, box_pk: device.boxPk };
}
export const linesOf = (file) => file.map((said) => `${typeof said === 'string' ? said : JSON.stringify(said)}\n`);
export { pageProof, rootOf, subproof };
