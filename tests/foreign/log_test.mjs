// The second checker must refuse: logs that are right but for one rule, each with a reason of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checkLog } from './log/check.mjs';
import { Tree, consistent, leafHash, pageRoot } from './log/tree.mjs';
import { Maker, linesOf, newDevice, pageProof, randomId, rootOf, signJws, subproof } from './maker.mjs';

// An organisation with a team, a worker who has written, and one who is gone.
function organisation() {
  const log = new Maker();
  const team = randomId();
  const scope = `team/${team}`;
  const [worker, auditor, gone] = [newDevice(), newDevice(), newDevice()];
  log.link(log.founder, [{ op: 'team', team }]);
  log.admit(worker, 'worker', [team]);
  log.admit(auditor, 'auditor', []);
  const admission = log.admit(gone, 'worker', [team]);
  log.epoch(log.founder, 'org', 1, [log.founder, worker, gone]);
  log.epoch(log.founder, 'audit', 1, [log.founder, auditor]);
  log.epoch(worker, scope, 1, [worker, gone]);
  log.entry(worker, { [scope]: 1, audit: 1 });
  log.entry(gone, { [scope]: 1 });
  log.link(log.founder, [{ op: 'revoke', dev: gone.id }]);
  log.entry(worker, { [scope]: 1, audit: 1 });
  log.entry(worker, { org: 1 });
  return { log, team, scope, worker, auditor, gone, admission };
}

const check = (file) => checkLog(linesOf(file));

test('a right log holds', async () => {
  const { log } = organisation();
  const found = await check(log.file());
  assert.deepEqual(found, { holds: true, leaves: 13, links: 9, entries: 4, devices: 2, checkpoints: 3, proofs: 2,
    root: log.root(13).toString('base64url') });
});

// The same, with an auditor who reads one grant alone from then on.
function withGrant(org = organisation()) {
  const { log, worker, auditor, scope } = org;
  const grant = randomId();
  log.link(log.founder, [{ op: 'fund', grant }, { op: 'restrict', dev: auditor.id, grants: [grant] }]);
  log.epoch(log.founder, `audit/${grant}`, 1, [log.founder, auditor]);
  log.epoch(log.founder, 'audit', 2, [log.founder]);
  log.entry(worker, { [scope]: 1, audit: 2, [`audit/${grant}`]: 1 });
  return { ...org, grant };
}

test('a right log with a grant holds', async () => {
  const { log, auditor, grant } = withGrant();
  log.link(log.founder, [{ op: 'restrict', dev: auditor.id, grants: [] }]);
  log.epoch(auditor, 'audit', 3, [log.founder, auditor]);
  log.epoch(log.founder, `audit/${grant}`, 2, [log.founder]);
  const found = await check(log.file());
  assert.equal(found.holds, true, JSON.stringify(found));
});

for (const [what, reason, forge] of [
  ['is opened twice', 'roster-rule', ({ log, grant }) => log.link(log.founder, [{ op: 'fund', grant }])],
  ['is opened by a worker', 'right', ({ log, worker }) => log.link(worker, [{ op: 'fund', grant: randomId() }])],
  ['restricts a worker', 'roster-rule', ({ log, worker, grant }) => log.link(log.founder, [{ op: 'restrict', dev: worker.id, grants: [grant] }])],
  ['is none', 'roster-rule', ({ log, auditor }) => log.link(log.founder, [{ op: 'restrict', dev: auditor.id, grants: [randomId()] }])],
  ['keeps nobody out of audit', 'recipients', ({ log, auditor }) => log.epoch(log.founder, 'audit', 3, [log.founder, auditor])],
  ['keeps its auditor out', 'recipients', ({ log, grant }) => log.epoch(log.founder, `audit/${grant}`, 2, [log.founder])],
  ['that is none has a key', 'right', ({ log }) => log.epoch(log.founder, `audit/${randomId()}`, 1, [log.founder])],
])
  test(`a grant that ${what} is found`, async () => {
    const org = withGrant();
    forge(org);
    const found = await check(org.log.file());
    assert.equal(found.reason, reason, JSON.stringify(found));
  });

test('proofs of every size, and none with a changed, missing or surplus hash', () => {
  const hashes = Array.from({ length: 33 }, (_, i) => leafHash(`leaf ${i}`));
  const tree = new Tree();
  hashes.forEach((hash) => tree.append(hash));
  let refused = 0;
  const spoilt = (proof) => [...proof.map((_, i) => proof.with(i, leafHash('other'))), proof.slice(1), [...proof, leafHash('other')]]
    .filter((one) => one.length !== proof.length || proof.length > 0);
  for (let size = 1; size <= hashes.length; ++size) {
    const leaves = hashes.slice(0, size);
    const root = rootOf(leaves);
    assert.deepEqual(tree.rootAt(size), root);
    for (let from = 1; from <= size; ++from) {
      const proof = subproof(from, leaves, true);
      assert(consistent(from, rootOf(leaves.slice(0, from)), size, root, proof), `${from} to ${size}`);
      for (const bad of spoilt(proof)) {
        if (bad.length === proof.length && proof.length === 0) continue;
        assert(!consistent(from, rootOf(leaves.slice(0, from)), size, root, bad), `${from} to ${size}`);
        ++refused;
      }
    }
    for (const indexes of [[0], [size - 1], leaves.map((_, i) => i).filter((i) => i % 3 === 0), leaves.map((_, i) => i)]) {
      const unique = [...new Set(indexes)];
      const proof = pageProof(unique, leaves);
      const page = unique.map((index) => [index, leaves[index]]);
      assert.deepEqual(pageRoot(page, size, proof), root);
      for (const bad of spoilt(proof)) {
        if (bad.length === proof.length && proof.length === 0) continue;
        const other = pageRoot(page, size, bad);
        assert(other === null || !other.equals(root));
        ++refused;
      }
    }
  }
  assert(refused > 2000, `${refused}`);
});

test('a file without its last newline is cut', async () => {
  const lines = linesOf(organisation().log.file());
  assert.equal((await checkLog(lines.with(-1, lines.at(-1).trimEnd()))).reason, 'truncated');
});

// Changes to the file of a right log.
const kFiles = {
  'leaf-order': [
    ['a leaf left out', (file) => file.filter((said) => said.index !== 6)],
    ['a leaf twice', (file) => file.flatMap((said) => (said.index === 6 ? [said, said] : [said]))],
    ['a leaf moved', (file) => swap(file, 6, 7, (a, b) => [b, a])],
  ],
  'leaf-count': [['another number of leaves', (file) => file.with(-1, { leaves: 12 })]],
  truncated: [['the last line missing', (file) => file.slice(0, -1)]],
  'no-last-checkpoint': [
    ['no checkpoint of the end', (file) => file.toSpliced(-2, 1).filter((said) => !said.checkpoint)],
    ['the last leaf left out', (file) => file.toSpliced(-3, 1).with(-1, { leaves: 12 })],
  ],
  'not-a-log-file': [
    ['another format', (file) => file.with(0, { tacit: 'record', v: 1, org: file[0].org })],
    ['a line that is no object', (file) => file.with(3, '7')],
    ['lines behind the end', (file) => [...file, file.at(-1)]],
  ],
  'not-a-genesis': [['no leaf at all', (file) => [file[0], { leaves: 0 }]]],
  'update-needed': [['a later version', (file) => file.with(0, { ...file[0], v: 2 })]],
  'wrong-organisation': [['the name of another organisation', (file) => file.with(0, { ...file[0], org: newDevice().signPk })]],
  'malformed-json': [
    ['a member twice', (file) => file.with(-1, '{"leaves":13,"leaves":13}')],
    ['an integer with a fraction', (file) => file.with(-1, '{"leaves":13.0}')],
  ],
  malformed: [['an unknown member', (file) => file.with(5, { ...file[5], more: 1 })]],
  'wrong-alg': ['none', 'EdDSA', 'HS256'].map((alg) => [`alg ${alg}`, (file) => leaf(file, 10, (parts) => header(parts, { alg }))]),
  'wrong-typ': [
    ['typ of a join', (file) => leaf(file, 10, (parts) => header(parts, { typ: 'tacit-join+jwt' }))],
    ['a typ of nobody', (file) => leaf(file, 10, (parts) => header(parts, { typ: 'jwt' }))],
  ],
  'not-a-jws': [
    ['a member more in the header', (file) => leaf(file, 10, (parts) => header(parts, { crit: [] }))],
    ['a signature cut', (file) => leaf(file, 10, ([h, p, s]) => [h, p, s.slice(0, -4)])],
    ['stray bits in the signature', (file) => leaf(file, 10, ([h, p, s]) => [h, p, s.slice(0, -1) + (s.endsWith('A') ? 'B' : String.fromCharCode(s.charCodeAt(85) + 1))])],
  ],
  'bad-signature': [
    ['a bit of an entry\u2019s signature', (file) => leaf(file, 10, flipped)],
    ['a bit of a link\u2019s signature', (file) => leaf(file, 4, flipped)],
    ['a bit of the genesis\u2019s signature', (file) => leaf(file, 0, flipped)],
  ],
};
function swap(file, i, j, order) {
  const [a, b] = [file.findIndex((said) => said.index === i), file.findIndex((said) => said.index === j)];
  const [first, second] = order(file[a], file[b]);
  return file.with(a, first).with(b, second);
}
function leaf(file, index, change) {
  return file.map((said) => (said.index === index ? { index, leaf: change(said.leaf.split('.')).join('.') } : said));
}
function header([head, payload, signature], change) {
  const changed = { ...JSON.parse(Buffer.from(head, 'base64url')), ...change };
  return [Buffer.from(JSON.stringify(changed)).toString('base64url'), payload, signature];
}
function flipped([head, payload, signature]) {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[7] ^= 4;
  return [head, payload, bytes.toString('base64url')];
}

for (const [reason, cases] of Object.entries(kFiles))
  for (const [name, change] of cases)
    test(`file: ${name}: ${reason}`, async () => {
      const found = await check(change(organisation().log.file()));
      assert.equal(found.reason, reason, JSON.stringify(found));
    });

// What the server shows beside the leaves.
const kShown = {
  'checkpoint-signature': [['a root changed', ({ log }, file) => file.with(-2, { checkpoint: file.at(-2).checkpoint.replace(log.root(13).toString('base64'), log.root(12).toString('base64')) })]],
  'checkpoint-of-another-key': [['another log key', ({ log }, file) => file.with(-2, { checkpoint: log.checkpoint(13, {}, newDevice()) })]],
  'checkpoint-of-another-log': [
    ['another organisation', (_, file) => file.with(1, { checkpoint: organisation().log.checkpoint() })],
    ['another generation', ({ log }, file) => file.with(2, { checkpoint: log.checkpoint(13, { generation: 1 }) })],
  ],
  root: [
    ['a signed root of other leaves', ({ log }, file) => file.with(-2, { checkpoint: log.checkpoint(13, { root: log.root(12) }) })],
    ['an earlier root that never was', ({ log }, file) => file.with(2, { checkpoint: log.checkpoint(8, { root: log.root(7) }) })],
  ],
  'checkpoint-size': [['more leaves than there are', ({ log }, file) => file.with(2, { checkpoint: log.checkpoint(13, { size: 14 }) })]],
  'checkpoint-roster': [
    ['an older link named', ({ log }, file) => file.with(2, { checkpoint: log.checkpoint(13, { seq: 7, link: log.links[7].hash }) })],
    ['a link that is not there', ({ log }, file) => file.with(2, { checkpoint: log.checkpoint(13, { link: log.links[7].hash }) })],
    ['a link behind the last', ({ log }, file) => file.with(2, { checkpoint: log.checkpoint(13, { seq: 9 }) })],
    ['a link of the future', ({ log }, file) => file.with(2, { checkpoint: log.checkpoint(8, { seq: 8, link: log.links[8].hash }) })],
  ],
  'malformed-checkpoint': [
    ['a size with a leading zero', (_, file) => file.with(2, { checkpoint: file[2].checkpoint.replace('\n13\n', '\n013\n') })],
    ['stray bits in the root', (_, file) => file.with(2, { checkpoint: file[2].checkpoint.replace(/(.)=\nroster/, (_all, c) => `${String.fromCharCode(c.charCodeAt(0) + 1)}=\nroster`) })],
    ['a surplus line', (_, file) => file.with(2, { checkpoint: file[2].checkpoint.replace('\n\n', '\nmore\n\n') })],
    ['no signature', (_, file) => file.with(2, { checkpoint: file[2].checkpoint.split('\u2014')[0] })],
  ],
  'consistency-proof': [
    ['a hash changed', (_, file) => file.with(1, { ...file[1], consistency: file[1].consistency.with(0, newDevice().signPk) })],
    ['a hash missing', (_, file) => file.with(1, { ...file[1], consistency: file[1].consistency.slice(1) })],
    ['a hash more', (_, file) => file.with(1, { ...file[1], consistency: [...file[1].consistency, newDevice().signPk] })],
  ],
  'since-root': [['a root it never had', ({ log }, file) => file.with(1, { ...file[1], since: { size: 6, root: log.root(5).toString('base64url') } })]],
  malformed: [['indexes out of order', (_, file) => file.with(2, { ...file[2], indexes: [...file[2].indexes].reverse() })]],
  'page-proof': [
    ['a hash changed', (_, file) => file.with(2, { ...file[2], page: file[2].page.with(0, newDevice().signPk) })],
    ['a hash missing', (_, file) => file.with(2, { ...file[2], page: file[2].page.slice(1) })],
    ['other indexes', (_, file) => file.with(2, { ...file[2], indexes: [...file[2].indexes.slice(0, -1), 11] })],
    ['an index of the future', (_, file) => file.with(2, { ...file[2], indexes: [...file[2].indexes, 13] })],
  ],
};
for (const [reason, cases] of Object.entries(kShown))
  for (const [name, change] of cases)
    test(`shown: ${name}: ${reason}`, async () => {
      const org = organisation();
      const found = await check(change(org, org.log.file()));
      assert.equal(found.reason, reason, JSON.stringify(found));
    });

// Logs with valid signatures, chains, roots and proofs of something that must not be.
const kForged = {
  'signer-revoked': [
    ['an entry after the revocation', ({ log, gone, scope }) => log.entry(gone, { [scope]: 1 })],
    ['a link after the revocation', ({ log, gone }) => log.link(gone, [{ op: 'rekey', box_pk: newDevice().boxPk }])],
  ],
  'signer-unknown': [
    ['an entry of a device never admitted', ({ log, scope }) => log.entry(Object.assign(newDevice(), { prev: log.org }), { [scope]: 1 })],
    ['a link of a device never admitted', ({ log }) => log.link(newDevice(), [{ op: 'rekey', box_pk: newDevice().boxPk }])],
  ],
  'bad-signature': [['an entry under another\u2019s name', ({ log, worker, scope }) => log.entry(Object.assign(newDevice(), { ...worker, privateKey: newDevice().privateKey }), { [scope]: 1 })]],
  'entry-seq': [
    ['a gap in the chain', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ seq }) => ({ seq: seq + 1 }))],
    ['a number again', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ seq }) => ({ seq: seq - 1 }))],
    ['an entry twice', ({ log }) => log.leaves.push(log.leaves.at(-1))],
  ],
  'entry-prev': [
    ['another predecessor', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, { prev: log.org })],
    ['a first entry on another link', ({ log, auditor }) => log.entry(auditor, { audit: 1 }, { prev: log.org })],
  ],
  'entry-n': [
    ['a gap in a scope', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ to }) => ({ to: [{ ...to[0], n: to[0].n + 1 }] }))],
    ['a number of a scope again', ({ log, worker }) => log.entry(worker, { org: 1 }, ({ to }) => ({ to: [{ ...to[0], n: 1 }] }))],
  ],
  'unknown-epoch': [['an epoch that is not there yet', ({ log, worker, scope }) => log.entry(worker, { [scope]: 2 })]],
  'unknown-link': [['a link that was never shown', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, { roster: newDevice().signPk })]],
  'cites-the-future': [['a log larger than its place', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ log: cited }) => ({ log: { ...cited, size: 14 } }))]],
  'cites-another-log': [['a log that never was', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ log: cited }) => ({ log: { ...cited, size: 12 } }))]],
  'wrong-organisation': [
    ['an entry for another organisation', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, { org: newDevice().signPk })],
    ['a link of another organisation', ({ log }) => log.link(log.founder, [{ op: 'team', team: randomId() }], { org: newDevice().signPk })],
  ],
  malformed: [
    ['another device than the signer', ({ log, worker, auditor, scope }) => log.entry(worker, { [scope]: 1 }, { dev: auditor.id })],
    ['digests out of order', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1, audit: 1 }, ({ _sd }) => ({ _sd: [..._sd].reverse() }))],
    ['a digest twice', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ _sd }) => ({ _sd: [_sd[0], _sd[0]] }))],
    ['a digest more than faces', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ _sd }) => ({ _sd: ['A'.repeat(43), ..._sd] }))],
    ['digests by another function', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, { _sd_alg: 'sha-512' })],
    ['a face of another name', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1, audit: 1 }, ({ to }) => ({ to: [to[0], { ...to[1], face: 'public' }], _sd: ['A'.repeat(43)] }))],
    ['more addresses than a face may have', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ to }) => ({ to: [to[0], ...Array.from({ length: 8 }, () => ({ ...to[0], scope: `team/${randomId()}`, n: 1 }))] }))],
    ['an unknown member', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, { more: 1 })],
    ['a scope twice', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, ({ to }) => ({ to: [to[0], { ...to[0], n: to[0].n + 1 }] }))],
    ['an auditor in a team', ({ log, team }) => log.admit(newDevice(), 'auditor', [team])],
    ['a day that is none', ({ log }) => log.link(log.founder, [{ op: 'team', team: randomId() }], { day: '2021-02-30' })],
  ],
  'update-needed': [
    ['an entry of a later version', ({ log, worker, scope }) => log.entry(worker, { [scope]: 1 }, { v: 2 })],
    ['an operation of a later version', ({ log }) => log.link(log.founder, [{ op: 'partition' }])],
  ],
  'roster-gap': [['a link with the next but one number', ({ log }) => log.link(log.founder, [{ op: 'team', team: randomId() }], { seq: 10 })]],
  'roster-prev': [['a link on an older one', ({ log }) => log.link(log.founder, [{ op: 'team', team: randomId() }], { prev: log.links[7].hash })]],
  right: [
    ['a worker adds a team', ({ log, worker }) => log.link(worker, [{ op: 'team', team: randomId() }])],
    ['a worker admits', ({ log, worker }) => log.link(worker, [{ op: 'admit', inv: randomId(), sign_pk: newDevice().signPk, box_pk: newDevice().boxPk, role: 'worker', teams: [] }])],
    ['a worker revokes', ({ log, worker, auditor }) => log.link(worker, [{ op: 'revoke', dev: auditor.id }])],
    ['a worker becomes staff', ({ log, worker, team }) => log.link(worker, [{ op: 'role', dev: worker.id, role: 'staff', teams: [team] }])],
    ['a worker changes the server\u2019s keys', ({ log, worker }) => log.link(worker, [{ op: 'service', log_pk: newDevice().signPk, oprf_pk: newDevice().boxPk, tls_pins: [newDevice().boxPk] }])],
    ['a steward is revoked', ({ log }) => log.link(log.founder, [{ op: 'revoke', dev: log.founder.id }])],
    ['a steward leaves staff', ({ log }) => log.link(log.founder, [{ op: 'role', dev: log.founder.id, role: 'worker', teams: [] }])],
    ['keys for a scope by an outsider', ({ log, auditor, worker, scope }) => log.epoch(auditor, scope, 2, [worker])],
    ['old keys for somebody outside', ({ log, worker, auditor, scope }) => log.link(worker, [{ op: 'grant', scope, from: 1, to: 1, dev: auditor.id, wraps: [newDevice().signPk] }])],
  ],
  recipients: [
    ['keys that leave a member out', ({ log }) => log.epoch(log.founder, 'org', 2, [log.founder])],
    ['keys for a device that is gone', ({ log, worker, gone }) => log.epoch(log.founder, 'org', 2, [log.founder, worker, gone])],
    ['keys without the recovery key', ({ log, auditor }) => log.epoch(log.founder, 'audit', 2, [], { wraps: [log.founder, auditor].map(({ id }) => ({ dev: id, ct: newDevice().signPk })).sort((a, b) => (a.dev < b.dev ? -1 : 1)) })],
  ],
  'roster-rule': [
    ['an invitation twice', ({ log, admission }) => log.admit(newDevice(), 'worker', [], { inv: admission.inv })],
    ['a device twice', ({ log, gone }) => log.admit(gone, 'worker', [], { box_pk: newDevice().boxPk })],
    ['a box key twice', ({ log, worker }) => log.admit(newDevice(), 'worker', [], { box_pk: worker.boxPk })],
    ['a team that is not there', ({ log }) => log.admit(newDevice(), 'worker', [randomId()])],
    ['an epoch left out', ({ log, worker }) => log.epoch(log.founder, 'org', 3, [log.founder, worker])],
    ['a revocation twice', ({ log, gone }) => log.link(log.founder, [{ op: 'revoke', dev: gone.id }])],
    ['a founding twice', ({ log }) => log.link(log.founder, [{ op: 'found' }])],
    ['a pack without its secret', ({ log }) => log.link(log.founder, [{ op: 'pack', generation: 1, digest: newDevice().signPk }])],
    ['a secret under an old epoch', ({ log }) => log.link(log.founder, [{ op: 'secret', name: 'pseudonym/2021', scope: 'org', epoch: 2, commit: newDevice().signPk, ct: newDevice().signPk }])],
  ],
  'wrong-typ': [['a leaf of another kind', ({ log, worker }) => log.leaves.push(signJws(worker, 'tacit-shred+jwt', { v: 1 }))]],
};
for (const [reason, cases] of Object.entries(kForged))
  for (const [name, forge] of cases)
    test(`forged: ${name}: ${reason}`, async () => {
      const org = organisation();
      forge(org);
      const found = await check(org.log.file());
      assert.equal(found.reason, reason, JSON.stringify(found));
    });
