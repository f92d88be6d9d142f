// Reading by the strict rules of docs/protocol.md §1.
import { createHash, createPublicKey, verify } from 'node:crypto';

// A refusal: the reason is a word that tests and people can tell apart.
export class Refused extends Error {
  constructor(reason, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`);
    this.reason = reason;
  }
}
export function demand(holds, reason, detail) {
  if (!holds) throw new Refused(reason, detail);
}

export const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const kMaxDepth = 8;
const kToken = /[\x20\t\r\n]*(?:([{}[\],:])|("(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(0|[1-9][0-9]*)(?![0-9.eE])|(true|false|null))/y;

// JSON without duplicate members and with plain integers from 0 to 2^53-1 alone. Objects come without a prototype.
export function parseJson(text) {
  let at = 0;
  const next = () => {
    kToken.lastIndex = at;
    const found = kToken.exec(text);
    demand(found, 'malformed-json');
    at = kToken.lastIndex;
    return found;
  };
  const value = (depth, token = next()) => {
    demand(depth <= kMaxDepth, 'malformed-json', 'too deep');
    const [, mark, string, number, word] = token;
    if (string !== undefined) return JSON.parse(string);
    if (number !== undefined) {
      const n = Number(number);
      demand(Number.isSafeInteger(n), 'malformed-json', 'an integer out of range');
      return n;
    }
    if (word !== undefined) return JSON.parse(word);
    if (mark === '[') return list(depth);
    demand(mark === '{', 'malformed-json');
    return object(depth);
  };
  const list = (depth) => {
    const out = [];
    let token = next();
    if (token[1] === ']') return out;
    for (;;) {
      out.push(value(depth + 1, token));
      const after = next()[1];
      if (after === ']') return out;
      demand(after === ',', 'malformed-json');
      token = next();
    }
  };
  const object = (depth) => {
    const out = Object.create(null);
    let token = next();
    if (token[1] === '}') return out;
    for (;;) {
      demand(token[2] !== undefined, 'malformed-json');
      const key = JSON.parse(token[2]);
      demand(!(key in out), 'malformed-json', 'a member occurs twice');
      demand(next()[1] === ':', 'malformed-json');
      out[key] = value(depth + 1);
      const after = next()[1];
      if (after === '}') return out;
      demand(after === ',', 'malformed-json');
      token = next();
    }
  };
  const out = value(1);
  demand(/^[\x20\t\r\n]*$/.test(text.slice(at)), 'malformed-json', 'something follows');
  return out;
}

// Exactly these members.
export function members(object, names, reason = 'malformed') {
  demand(object !== null && typeof object === 'object' && !Array.isArray(object), reason, 'not an object');
  const present = Object.keys(object);
  demand(present.length === names.length && names.every((name) => name in object), reason, 'other members');
  return object;
}
export function count(value, least = 0) {
  demand(Number.isSafeInteger(value) && value >= least, 'malformed', 'not a count');
  return value;
}
export function array(value, least = 0, most = Infinity) {
  demand(Array.isArray(value) && value.length >= least && value.length <= most, 'malformed', 'not such a list');
  return value;
}
export function ascending(list) {
  for (let i = 1; i < list.length; ++i) demand(list[i - 1] < list[i], 'malformed', 'not ascending');
  return list;
}
export function bytes(text, size) {
  demand(typeof text === 'string', 'malformed', 'not a text');
  const out = Buffer.from(text, 'base64url');
  demand(out.toString('base64url') === text, 'malformed', 'not strict base64url');
  demand(size === undefined || out.length === size, 'malformed', 'not of its size');
  return out;
}
export const hashText = (text) => (bytes(text, 32), text);
export function day(text) {
  demand(typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text), 'malformed', 'not a day');
  const date = new Date(`${text}T00:00:00Z`);
  demand(!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text), 'malformed', 'not a day');
  return text;
}

const kDigits = '0123456789abcdefghjkmnpqrstvwxyz';
// 16 bytes as 26 Crockford characters, padded with two zero bits.
export function crockford(sixteen) {
  let out = '';
  let bits = 0n;
  for (const byte of sixteen) bits = (bits << 8n) | BigInt(byte);
  bits <<= 2n;
  for (let i = 25n; i >= 0n; --i) out += kDigits[Number((bits >> (5n * i)) & 31n)];
  return out;
}
// The last character carries three bits and the padding.
export function id(text) {
  demand(typeof text === 'string' && /^[0-9a-hjkmnp-tv-z]{25}[048cgmrw]$/.test(text), 'malformed', 'not an id');
  return text;
}
export function idBytes(text) {
  let bits = 0n;
  for (const digit of id(text)) bits = (bits << 5n) | BigInt(kDigits.indexOf(digit));
  return Buffer.from((bits >> 2n).toString(16).padStart(32, '0'), 'hex');
}
// Whether a record's id is bound to that device: eight random bytes, and the beginning of a hash over all three.
export function isRecordIdOf(rid, org, dev) {
  const random = idBytes(rid).subarray(0, 8);
  const hash = sha256(Buffer.from('tacit/v1/rid'), lp(bytes(org, 32)), lp(idBytes(dev)), random);
  return hash.subarray(0, 8).equals(idBytes(rid).subarray(8));
}
function lp(of) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(of.length);
  return Buffer.concat([length, of]);
}
export function scope(text) {
  if (text === 'org' || text === 'audit') return text;
  const found = typeof text === 'string' && /^(?:team|audit)\/(.*)$/.exec(text);
  demand(found, 'malformed', 'not a scope');
  id(found[1]);
  return text;
}
export const deviceId = (signPk) => crockford(sha256(bytes(signPk, 32)).subarray(0, 16));

const kKeys = new Map();
function keyObject(pk) {
  if (!kKeys.has(pk)) kKeys.set(pk, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: pk }, format: 'jwk' }));
  return kKeys.get(pk);
}
export function verifies(message, signature, pk) {
  try {
    return verify(null, message, keyObject(pk), signature);
  } catch {
    return false;
  }
}

const kHeader = /^\{"alg":"([^"]*)","kid":"([^"]*)","typ":"([^"]*)"\}$/;
const kTyps = ['tacit-roster+jwt', 'tacit-entry+sd-jwt', 'tacit-shred+jwt', 'tacit-join+jwt'];

// A signed object taken apart; nothing is believed before `signedBy`.
export function readJws(text) {
  demand(typeof text === 'string' && text.length <= 512 * 1024, 'not-a-jws');
  const parts = text.split('.');
  demand(parts.length === 3, 'not-a-jws');
  let header, payload, signature;
  try {
    header = bytes(parts[0]).toString('latin1');
    payload = bytes(parts[1]);
    signature = bytes(parts[2], 64);
  } catch {
    throw new Refused('not-a-jws');
  }
  const found = kHeader.exec(header);
  demand(found, 'not-a-jws', 'another header');
  const [, alg, kid, typ] = found;
  demand(alg === 'Ed25519', 'wrong-alg');
  demand(kTyps.includes(typ), 'wrong-typ');
  id(kid);
  return { kid, typ, payload, signature, input: Buffer.from(`${parts[0]}.${parts[1]}`), hash: sha256(text).toString('base64url') };
}
// `pk` is the key that the roster has under jws.kid.
export function signedBy(jws, pk) {
  demand(verifies(jws.input, jws.signature, pk), 'bad-signature');
}
export function payloadOf(jws) {
  const text = new TextDecoder('utf-8', { fatal: true });
  let out;
  try {
    out = text.decode(jws.payload);
  } catch {
    throw new Refused('malformed-json');
  }
  return parseJson(out);
}
