// The tree of RFC 6962 §2.1 and its proofs, as docs/protocol.md §5 and §11 use them.
import { demand, sha256 } from './strict.mjs';

const kLeaf = Buffer.from([0]);
const kNode = Buffer.from([1]);
export const leafHash = (bytes) => sha256(kLeaf, bytes);
export const nodeHash = (left, right) => sha256(kNode, left, right);
export const emptyRoot = () => sha256();

// The largest power of two below n, for n > 1. (Not by shifting: n may be above 2^31.)
function split(n) {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

// Keeps the roots of all complete subtrees, in one growing buffer a level.
export class Tree {
  #levels = [];
  size = 0;

  append(hash) {
    ++this.size;
    for (let level = 0, node = hash; ; ++level) {
      const count = this.#push(level, node);
      if (count % 2 !== 0) return;
      node = nodeHash(this.#at(level, count - 2), node);
    }
  }
  rootAt(size) {
    demand(size <= this.size, 'cites-the-future');
    if (size === 0) return emptyRoot();
    let root;
    let level = 0;
    for (let left = size; left > 0; left = Math.floor(left / 2), ++level) {
      if (left % 2 === 0) continue;
      const peak = this.#at(level, left - 1);
      root = root === undefined ? peak : nodeHash(peak, root);
    }
    return root;
  }
  leaf(index) {
    return this.#at(0, index);
  }
  #push(level, node) {
    if (this.#levels.length === level) this.#levels.push({ bytes: Buffer.alloc(1024), count: 0 });
    const here = this.#levels[level];
    if (here.bytes.length === here.count * 32) here.bytes = Buffer.concat([here.bytes], here.bytes.length * 2);
    node.copy(here.bytes, here.count * 32);
    return ++here.count;
  }
  #at(level, index) {
    return this.#levels[level].bytes.subarray(index * 32, index * 32 + 32);
  }
}

// RFC 9162 §2.1.4.2, which verifies the proofs of RFC 6962 §2.1.2.
export function consistent(from, fromRoot, to, toRoot, proof) {
  if (from > to) return false;
  if (from === 0) return proof.length === 0 && fromRoot.equals(emptyRoot());
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  const rest = [...proof];
  if (Number.isInteger(Math.log2(from))) rest.unshift(fromRoot);
  if (rest.length === 0) return false;
  let fn = from - 1;
  let sn = to - 1;
  for (; fn % 2 === 1; fn = (fn - 1) / 2) sn = Math.floor(sn / 2);
  let fr = rest.shift();
  let sr = fr;
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(hash, fr);
      sr = nodeHash(hash, sr);
      for (; fn % 2 === 0 && fn !== 0; fn /= 2) sn = Math.floor(sn / 2);
    } else {
      sr = nodeHash(sr, hash);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && fr.equals(fromRoot) && sr.equals(toRoot);
}

// The root that the page proof gives for these leaves (ascending [index, hash]); null if it does not fit.
export function pageRoot(leaves, size, proof) {
  if (size === 0) return leaves.length === 0 && proof.length === 0 ? emptyRoot() : null;
  let used = 0;
  let next = 0;
  const range = (begin, end) => {
    if (next === leaves.length || leaves[next][0] >= end) return proof[used++] ?? null;
    if (end - begin === 1) return leaves[next++][1];
    const middle = begin + split(end - begin);
    const left = range(begin, middle);
    const right = range(middle, end);
    return left === null || right === null ? null : nodeHash(left, right);
  };
  const root = range(0, size);
  return used === proof.length && next === leaves.length ? root : null;
}
