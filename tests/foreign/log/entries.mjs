// Entries and the chains they stand in: docs/protocol.md §4 and §11.
import { array, ascending, count, demand, hashText, id, members, payloadOf, scope, signedBy } from './strict.mjs';

const kAddress = ['scope', 'epoch', 'n', 'face', 'ct'];

function read(jws) {
  const entry = members(payloadOf(jws), ['v', 'org', 'dev', 'seq', 'prev', 'roster', 'log', 'to', '_sd_alg', '_sd']);
  demand(entry.v === 1, 'update-needed');
  demand(entry._sd_alg === 'sha-256', 'malformed', 'another digest');
  demand(id(entry.dev) === jws.kid, 'malformed', 'another device than its signer');
  count(entry.seq, 1);
  [entry.org, entry.prev, entry.roster].forEach(hashText);
  count(members(entry.log, ['size', 'root']).size);
  hashText(entry.log.root);
  for (const to of array(entry.to, 1, 16)) {
    scope(members(to, kAddress).scope);
    count(to.epoch, 1);
    count(to.n, 1);
    demand(to.face === 'team' || to.face === 'audit', 'malformed', 'not a face');
    hashText(to.ct);
  }
  demand(new Set(entry.to.map((to) => to.scope)).size === entry.to.length, 'malformed', 'a scope twice');
  const faces = ['team', 'audit'].map((face) => entry.to.filter((to) => to.face === face).length);
  demand(Math.max(...faces) <= 8, 'malformed', 'too many addresses');
  // By their bytes, not by their text.
  const digests = array(entry._sd, 1, 2).map((text) => Buffer.from(hashText(text), 'base64url').toString('hex'));
  demand(ascending(digests).length === faces.filter((many) => many > 0).length, 'malformed', 'digests and faces');
  return entry;
}

export class Chains {
  #chains = new Map(); // device -> { seq, head, counts }

  get devices() {
    return this.#chains.size;
  }
  // An entry that stands at leaf `index`, of which the roster and the tree hold what stands before.
  add(jws, index, roster, tree) {
    const entry = read(jws);
    demand(entry.org === roster.org, 'wrong-organisation');
    const signer = roster.device(entry.dev);
    demand(signer !== undefined, 'signer-unknown');
    signedBy(jws, signer.signPk);
    demand(signer.admittedAt < index && signer.revokedAt === undefined, 'signer-revoked');
    const chain = this.#chains.get(entry.dev) ?? { seq: 0, head: signer.admittedBy, counts: new Map() };
    demand(entry.seq === chain.seq + 1, 'entry-seq');
    demand(entry.prev === chain.head, 'entry-prev');
    for (const to of entry.to) {
      demand(roster.hasEpoch(to.scope, to.epoch), 'unknown-epoch');
      demand(to.n === (chain.counts.get(to.scope) ?? 0) + 1, 'entry-n');
      chain.counts.set(to.scope, to.n);
    }
    demand(roster.knows(entry.roster), 'unknown-link');
    demand(entry.log.size <= index, 'cites-the-future');
    demand(tree.rootAt(entry.log.size).toString('base64url') === entry.log.root, 'cites-another-log');
    chain.seq = entry.seq;
    chain.head = jws.hash;
    this.#chains.set(entry.dev, chain);
  }
}
