// Checks a log as `tacit log download` writes it. Every rule stands in docs/protocol.md; it uses nothing but node:crypto:
// what it accepts and refuses is what that document says, not what our programs do.
//
//   node check.mjs FILE        prints one JSON object; exit code 0 if everything holds, 1 if not
import { createReadStream } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { readCheckpoint, signedByLog } from './checkpoint.mjs';
import { Chains } from './entries.mjs';
import { Roster } from './roster.mjs';
import { Refused, array, bytes, count, demand, hashText, members, parseJson, readJws } from './strict.mjs';
import { Tree, consistent, leafHash, pageRoot } from './tree.mjs';

class LogCheck {
  #tree = new Tree();
  #roster = new Roster();
  #chains = new Chains();
  #linksAt = []; // leaf index of each link
  #services = []; // log key in force at each link
  #shown = []; // checkpoints, with the proofs that came along
  #entries = 0;
  #lines = 0;
  #ended = false;

  line(text) {
    demand(!this.#ended, 'not-a-log-file', 'something follows the end');
    const said = parseJson(text);
    demand(said !== null && typeof said === 'object', 'not-a-log-file');
    if (this.#lines++ === 0) return this.#begin(said);
    if ('leaf' in said) return this.#leaf(said);
    if ('checkpoint' in said) return this.#checkpoint(said);
    this.#end(said);
  }
  done() {
    demand(this.#ended, 'truncated');
    return { leaves: this.#tree.size, links: this.#linksAt.length, entries: this.#entries, devices: this.#chains.devices,
      checkpoints: this.#shown.length, proofs: this.#shown.filter((one) => one.proof).length,
      root: this.#tree.rootAt(this.#tree.size).toString('base64url') };
  }

  #begin(said) {
    members(said, ['tacit', 'v', 'org'], 'not-a-log-file');
    demand(said.tacit === 'log', 'not-a-log-file');
    demand(said.v === 1, 'update-needed');
    this.org = hashText(said.org);
  }
  #leaf(said) {
    const index = this.#tree.size;
    demand(members(said, ['index', 'leaf']).index === index, 'leaf-order');
    const jws = readJws(said.leaf);
    if (jws.typ === 'tacit-roster+jwt') {
      this.#roster.add(jws, index);
      demand(this.#roster.org === this.org, 'wrong-organisation');
      this.#linksAt.push(index);
      this.#services.push(this.#roster.keys.log_pk);
    } else {
      demand(jws.typ === 'tacit-entry+sd-jwt', 'wrong-typ');
      demand(said.leaf.length <= 16384, 'malformed', 'an entry over its limit');
      this.#chains.add(jws, index, this.#roster, this.#tree);
      ++this.#entries;
    }
    this.#tree.append(leafHash(said.leaf));
  }
  #checkpoint(said) {
    const checkpoint = readCheckpoint(said.checkpoint);
    const hashes = (list) => array(list).map((text) => bytes(text, 32));
    let proof = null;
    if ('consistency' in said) {
      members(said, ['checkpoint', 'since', 'consistency']);
      count(members(said.since, ['size', 'root']).size);
      proof = { since: said.since.size, root: bytes(said.since.root, 32), hashes: hashes(said.consistency) };
    } else if ('page' in said) {
      members(said, ['checkpoint', 'indexes', 'page']);
      array(said.indexes).forEach((index, i, all) => demand(count(index) > (i === 0 ? -1 : all[i - 1]), 'malformed', 'indexes'));
      proof = { indexes: said.indexes, hashes: hashes(said.page) };
    } else {
      members(said, ['checkpoint']);
    }
    this.#shown.push({ checkpoint, proof });
  }

  // What could be judged only once all leaves are here.
  #end(said) {
    members(said, ['leaves'], 'not-a-log-file');
    demand(said.leaves === this.#tree.size, 'leaf-count');
    demand(this.#linksAt.length > 0, 'not-a-genesis');
    demand(this.#shown.at(-1)?.checkpoint.size === this.#tree.size, 'no-last-checkpoint');
    for (const { checkpoint, proof } of this.#shown) {
      this.#judge(checkpoint);
      if (proof?.indexes) this.#judgePage(checkpoint, proof);
      else if (proof) this.#judgeConsistency(checkpoint, proof);
    }
    this.#ended = true;
  }
  #judge(checkpoint) {
    demand(checkpoint.org === this.org, 'checkpoint-of-another-log');
    demand(checkpoint.generation === this.#shown[0].checkpoint.generation, 'checkpoint-of-another-log');
    demand(checkpoint.seq < this.#services.length, 'checkpoint-roster');
    signedByLog(checkpoint, this.#services[checkpoint.seq]);
    demand(checkpoint.size <= this.#tree.size, 'checkpoint-size');
    demand(this.#tree.rootAt(checkpoint.size).equals(checkpoint.root), 'root');
    const newest = this.#linksAt.filter((index) => index < checkpoint.size).length - 1;
    demand(checkpoint.seq === newest && checkpoint.link === this.#roster.links[newest], 'checkpoint-roster');
  }
  #judgePage(checkpoint, proof) {
    demand(proof.indexes.every((index) => index < checkpoint.size), 'page-proof');
    const root = pageRoot(proof.indexes.map((index) => [index, this.#tree.leaf(index)]), checkpoint.size, proof.hashes);
    demand(root !== null && root.equals(checkpoint.root), 'page-proof');
  }
  #judgeConsistency(checkpoint, proof) {
    demand(proof.since <= checkpoint.size, 'consistency-proof');
    demand(this.#tree.rootAt(proof.since).equals(proof.root), 'since-root');
    demand(consistent(proof.since, proof.root, checkpoint.size, checkpoint.root, proof.hashes), 'consistency-proof');
  }
}

function textOf(decoder, chunk) {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    throw new Refused('not-a-log-file', 'not UTF-8');
  }
}

// Lines of text, with their newlines; the rest may be without one.
async function* linesOf(stream) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + textOf(decoder, chunk)).split('\n');
    rest = parts.pop();
    for (const part of parts) yield `${part}\n`;
  }
  if (rest !== '') yield rest;
}

// `lines` is any iterable of lines with their newlines. Answers { holds, … } and never throws for what it read.
export async function checkLog(lines) {
  const check = new LogCheck();
  let number = 0;
  try {
    for await (const line of lines) {
      ++number;
      demand(line.endsWith('\n'), 'truncated');
      check.line(line.slice(0, -1));
    }
    return { holds: true, ...check.done() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { holds: false, reason: error.reason, detail: error.message, line: number };
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const result = await checkLog(linesOf(createReadStream(process.argv[2])));
  console.log(JSON.stringify(result));
  process.exitCode = result.holds ? 0 : 1;
}
