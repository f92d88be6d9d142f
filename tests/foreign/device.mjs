// A device that is none of ours: it joins and asks by docs/protocol.md (§3, §8, §11), with a key that never leaves
// this process, and signs its requests with the package http-message-signatures.
import { X509Certificate, createHash, createHmac, generateKeyPairSync, hkdfSync, randomBytes, sign } from 'node:crypto';
import { connect } from 'node:tls';

import { httpbis } from 'http-message-signatures';

import { deviceId, sha256 } from './log/strict.mjs';

const rawKey = (key) => key.export({ format: 'jwk' }).x;
const kFields = ['@method', '@authority', '@path', '@query', 'content-digest'];
const kParams = ['created', 'keyid', 'nonce', 'tag'];
export const contentDigest = (body, name = 'sha-256') =>
  `${name}=:${createHash(name.replace('-', '')).update(body).digest('base64')}:`;

export class ForeignDevice {
  constructor(invitation) {
    const [, text] = /^tacit-invite-1\.(.*)$/.exec(invitation);
    this.invitation = JSON.parse(Buffer.from(text, 'base64url'));
    this.url = new URL(this.invitation.url);
    const signing = generateKeyPairSync('ed25519');
    this.privateKey = signing.privateKey;
    this.signPk = rawKey(signing.publicKey);
    this.boxPk = rawKey(generateKeyPairSync('x25519').publicKey);
    this.id = deviceId(this.signPk);
  }
  join() {
    const header = { alg: 'Ed25519', kid: this.id, typ: 'tacit-join+jwt' };
    const payload = { v: 1, inv: this.invitation.inv, sign_pk: this.signPk, box_pk: this.boxPk };
    const input = [header, payload].map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')).join('.');
    const jws = `${input}.${sign(null, Buffer.from(input), this.privateKey).toString('base64url')}`;
    const secret = Buffer.from(this.invitation.secret, 'base64url');
    const key = Buffer.from(hkdfSync('sha512', secret, '', 'tacit/v1/join', 32));
    return JSON.stringify({ join: { jws, mac: createHmac('sha256', key).update(jws).digest('base64url') } });
  }
  digits() {
    const hash = sha256(Buffer.from(this.signPk, 'base64url'), Buffer.from(this.boxPk, 'base64url'));
    return Array.from({ length: 8 }, (_, i) => String(hash.readUInt32BE(4 * i) % 10000).padStart(4, '0')).join(' ');
  }
  async learnBoot() {
    const { headers, body } = await this.send(this.request('GET', '/v1/health'));
    this.boot = Buffer.from(headers['tacit-boot'], 'base64url');
    return JSON.parse(body);
  }
  nonce = (boot = this.boot) => Buffer.concat([boot, randomBytes(16)]).toString('base64url');

  request(method, target, body = '') {
    const headers = { Host: this.url.host, 'Content-Digest': contentDigest(body) };
    if (body !== '') Object.assign(headers, { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) });
    return { method, target, body, headers };
  }
  // Signed as the protocol has it, but for what `changes` says; the message then says what `request` says.
  async signed(request, changes = {}) {
    const key = changes.key ?? this;
    const signer = { id: key.id, sign: async (data) => sign(null, data, key.privateKey), ...(changes.alg && { alg: changes.alg }) };
    const { headers } = await httpbis.signMessage({
      key: signer,
      name: changes.name ?? 'sig1',
      fields: changes.fields ?? kFields,
      params: changes.params ?? kParams,
      paramValues: { created: new Date(), nonce: this.nonce(), tag: 'tacit', ...changes.values },
    }, { method: request.method, url: new URL(request.target, `https://${request.headers.Host}`), headers: request.headers });
    return { ...request, headers };
  }

  // One request on a connection of its own, to the pinned key and no other.
  async send({ method, target, body = '', headers }) {
    const socket = connect({ host: this.url.hostname, port: Number(this.url.port), minVersion: 'TLSv1.3', rejectUnauthorized: false });
    try {
      await new Promise((done, failed) => socket.once('secureConnect', done).once('error', failed));
      const spki = new X509Certificate(socket.getPeerCertificate(true).raw).publicKey.export({ type: 'spki', format: 'der' });
      if (sha256(spki).toString('base64url') !== this.invitation.tls_pin) throw new Error('another key than the pinned one');
      const fields = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`));
      socket.write(`${method} ${target} HTTP/1.1\r\n${fields.join('')}\r\n${body}`);
      return await answerFrom(socket);
    } finally {
      socket.destroy();
    }
  }
}

function answerFrom(socket) {
  return new Promise((done, failed) => {
    let bytes = Buffer.alloc(0);
    const look = () => {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return false;
      const [first, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
      const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
      const length = Number(headers['content-length'] ?? 0);
      if (bytes.length < end + 4 + length) return false;
      const body = bytes.subarray(end + 4, end + 4 + length).toString();
      done({ status: Number(first.split(' ')[1]), headers, body });
      return true;
    };
    socket.on('data', (chunk) => ((bytes = Buffer.concat([bytes, chunk])), look()));
    socket.on('end', () => look() || failed(new Error('cut'))).on('error', failed);
  });
}
