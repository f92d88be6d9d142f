// Software of others on what the shipped programs write and accept: SD-JWT and JOSE readers on an exported record, an
// RFC 9421 signer on tacitd, and the second checker (log/check.mjs) on a downloaded log.
//
//   TACIT=… TACITD=… node --test readers_test.mjs
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { SDJwtInstance } from '@sd-jwt/core';
import { compactVerify, importJWK } from 'jose';
import xlsx from 'xlsx';

import { ForeignDevice, contentDigest } from './device.mjs';
import { checkLog } from './log/check.mjs';
import { crockford, deviceId, idBytes, isRecordIdOf } from './log/strict.mjs';
import { Programs } from './programs.mjs';

const programs = new Programs(process.env.TACIT, process.env.TACITD);
after(() => programs.stop());

let device; // admitted by the steward, made by no code of ours
let contact; // the record that was corrected
let founder;

async function admitted(vault, name, role, team, grant) {
  const args = ['invite', '--name', name, '--role', role, ...(team ? ['--team', team] : []), ...(grant ? ['--grant', grant] : [])];
  const { invitation } = await programs.told('desk', args);
  if (vault === null) {
    device = new ForeignDevice(invitation);
    await device.learnBoot();
    const joined = await device.send(await device.signed(device.request('POST', '/v1/enrolments', device.join())));
    assert.equal(joined.status, 200, joined.body);
    await programs.told('desk', ['member', 'admit', device.digits()]);
  } else {
    const { fingerprint } = await programs.told(vault, 'join', [invitation]);
    await programs.told('desk', ['member', 'admit', fingerprint]);
    await programs.told(vault, 'sync');
  }
}

before(async () => {
  const founding = await programs.serve();
  const found = ['found', '--name', 'Street Help', '--device-name', 'desk', '--pack', 'street-rounds'];
  founder = (await programs.told('desk', found, [founding])).device;
  await programs.told('desk', ['team', 'add', 'Northern route']);
  await programs.told('desk', ['grant', 'add', 'gf-2021', '--label', 'Global Fund']);
  await admitted('tab', 'tablet', 'worker', 'Northern route');
  await admitted('aud', 'auditor', 'auditor');
  await admitted('donor', 'donor', 'auditor', null, 'gf-2021');
  await admitted(null, 'other', 'worker', 'Northern route');
  const person = ['person', 'add', '--attribute', 'sex=m', '--attribute', 'age-band=45-59', '--consent'];
  const { code } = await programs.told('tab', person, ['kolya', '', '', '']);
  const { record: outing } = await programs.told('tab', 'outing add --kind street-round --site moscow-station-north --time night --grant gf-2021');
  const line = `contact add --outing ${outing} --service wound-care:2 --test rapid-hiv=non-reactive,told,before,after --given hygiene-kit`;
  contact = (await programs.told('tab', line, [code])).record;
  await programs.told('tab', 'sync');
  const { output: body } = await programs.tacit('tab', ['history', contact, '--body']);
  await programs.told('tab', ['correct', contact], [body.replace('"n":2', '"n":3')]);
  await programs.told('tab', 'sync');
});

describe('record', () => {
  let exported;
  const file = () => programs.at('record.json');
  const instance = (jwk) => new SDJwtInstance({
    hasher: (data, alg) => createHash(alg.replace('-', '')).update(typeof data === 'string' ? data : Buffer.from(data)).digest(),
    hashAlg: 'sha-256',
    verifier: (data, signature) => verify(null, Buffer.from(data), createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(signature, 'base64url')),
  });
  const jose = async (sdJwt, jwk) => compactVerify(sdJwt.split('~')[0], await importJWK(jwk, 'Ed25519'), { algorithms: ['Ed25519'] });
  const withSignature = (sdJwt, change) => {
    const [jws, ...rest] = sdJwt.split('~');
    const [head, payload, signature] = jws.split('.');
    return [change(head, payload, Buffer.from(signature, 'base64url')).join('.'), ...rest].join('~');
  };

  before(async () => {
    const told = await programs.told('tab', ['history', contact, '--export', file()]);
    assert.equal(told.entries, 2);
    exported = JSON.parse(readFileSync(file(), 'utf8'));
  });

  test('the file is of the documented form, for its owner alone, and not written over', async () => {
    assert.deepEqual(Object.keys(exported).sort(), ['org', 'record', 'tacit', 'v', 'versions']);
    assert.deepEqual([exported.tacit, exported.v, exported.record], ['record', 1, contact]);
    assert.deepEqual(exported.versions.map((one) => one.state), ['replaced', 'counts']);
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    const again = await programs.tacit('tab', ['history', contact, '--export', file()]);
    assert.equal(again.code, 1);
    assert.deepEqual(JSON.parse(readFileSync(file(), 'utf8')), exported);
  });
  test('jose verifies every entry with the exported key', async () => {
    for (const { sd_jwt, signer } of exported.versions) {
      const { payload, protectedHeader } = await jose(sd_jwt, signer);
      assert.deepEqual(protectedHeader, { alg: 'Ed25519', kid: signer.kid, typ: 'tacit-entry+sd-jwt' });
      assert.equal(deviceId(signer.x), signer.kid);
      assert.equal(JSON.parse(Buffer.from(payload)).org, exported.org);
    }
  });
  test('@sd-jwt/core verifies every entry and shows the opened face', async () => {
    for (const { sd_jwt, signer } of exported.versions) {
      const { payload } = await instance(signer).verify(sd_jwt);
      assert.equal(payload.dev, signer.kid);
      assert.equal(payload.team.dev, signer.kid);
      assert.equal(payload.team.seq, payload.seq);
    }
    const [first, second] = await Promise.all(exported.versions.map(({ sd_jwt, signer }) => instance(signer).getClaims(sd_jwt)));
    assert.deepEqual([first.team.kind, second.team.kind], ['contact', 'correct']);
    assert.equal(first.team.rid, contact);
  });
  test('the id of every entry is bound to its signer, and to no other device or organisation', async () => {
    const stranger = crockford(createHash('sha256').update('stranger').digest().subarray(0, 16));
    const elsewhere = createHash('sha256').update('elsewhere').digest('base64url');
    for (const { sd_jwt, signer } of exported.versions) {
      const { rid } = (await instance(signer).getClaims(sd_jwt)).team;
      assert.equal(crockford(idBytes(rid)), rid);
      assert.ok(isRecordIdOf(rid, exported.org, signer.kid));
      assert.ok(!isRecordIdOf(rid, exported.org, stranger));
      assert.ok(!isRecordIdOf(rid, elsewhere, signer.kid));
      for (const at of [0, 7, 8, 15]) {
        const changed = idBytes(rid);
        changed[at] ^= 1;
        assert.ok(!isRecordIdOf(crockford(changed), exported.org, signer.kid));
      }
    }
  });
  test('both refuse a changed signature, another key and another payload', async () => {
    const { sd_jwt, signer } = exported.versions[0];
    const stranger = { ...signer, x: device.signPk };
    const swapped = exported.versions[1].sd_jwt.split('.')[1];
    const bad = [
      [withSignature(sd_jwt, (h, p, s) => { s[9] ^= 1; return [h, p, s.toString('base64url')]; }), signer],
      [sd_jwt, stranger],
      [withSignature(sd_jwt, (h, _, s) => [h, swapped, s.toString('base64url')]), signer],
    ];
    for (const [text, key] of bad) {
      await assert.rejects(jose(text, key));
      await assert.rejects(instance(key).verify(text));
    }
  });
  test('jose refuses another algorithm, though the key would do', async () => {
    const { sd_jwt, signer } = exported.versions[0];
    const head = Buffer.from(JSON.stringify({ alg: 'none', kid: signer.kid, typ: 'tacit-entry+sd-jwt' })).toString('base64url');
    await assert.rejects(jose(withSignature(sd_jwt, (_, p) => [head, p, '']), signer));
  });
  test('a changed or foreign disclosure shows nothing: its digest is not in the signed entry', async () => {
    const { sd_jwt, signer } = exported.versions[0];
    const [jws, disclosure] = sd_jwt.split('~');
    const [salt, name, face] = JSON.parse(Buffer.from(disclosure, 'base64url'));
    const changed = Buffer.from(JSON.stringify([salt, name, { ...face, rid: device.id }])).toString('base64url');
    for (const other of [changed, exported.versions[1].sd_jwt.split('~')[1]]) {
      const shown = await instance(signer).verify(`${jws}~${other}~`).then(({ payload }) => payload, () => ({}));
      assert.equal(shown.team, undefined);
    }
    assert.notEqual((await instance(signer).verify(sd_jwt)).payload.team, undefined);
  });
});

describe('requests', () => {
  const target = '/v1/roster?from=0';
  const get = () => device.request('GET', target);
  const problem = ({ body }) => JSON.parse(body).type?.replace('/problems/', '');
  const touched = async (message, change) => { change(message); return message; };
  const input = (message, change) => { message.headers['Signature-Input'] = change(message.headers['Signature-Input']); };
  const seconds = (n) => new Date(Date.now() + n * 1000);

  before(async () => { await device.learnBoot(); });

  test('a signed request of another implementation is answered', async () => {
    const answer = await device.send(await device.signed(get()));
    assert.equal(answer.status, 200, answer.body);
    assert.equal(JSON.parse(answer.body).links[0].index, 0);
    const checkpoint = await device.send(await device.signed(device.request('GET', '/v1/log/checkpoint?from=0')));
    assert.equal(checkpoint.status, 200, checkpoint.body);
  });

  const kVariants = {
    malformed: {
      'no signature': async () => get(),
      'no digest': async () => touched(await device.signed(get()), ({ headers }) => delete headers['Content-Digest']),
      'no Signature field': async () => touched(await device.signed(get()), ({ headers }) => delete headers.Signature),
      'components in another order': () => device.signed(get(), { fields: ['@authority', '@method', '@path', '@query', 'content-digest'] }),
      'a component left out': () => device.signed(get(), { fields: ['@method', '@authority', '@path', '@query'] }),
      'a component more': () => device.signed(get(), { fields: ['@method', '@authority', '@path', '@query', 'content-digest', 'host'] }),
      '@target-uri for path and query': () => device.signed(get(), { fields: ['@method', '@target-uri', 'content-digest'] }),
      'no tag': () => device.signed(get(), { params: ['created', 'keyid', 'nonce'] }),
      'another tag': () => device.signed(get(), { values: { tag: 'tacit2' } }),
      'no created': () => device.signed(get(), { params: ['keyid', 'nonce', 'tag'] }),
      'no nonce': () => device.signed(get(), { params: ['created', 'keyid', 'tag'] }),
      'a short nonce': () => device.signed(get(), { values: { nonce: device.boot.toString('base64url') } }),
      'an algorithm named': () => device.signed(get(), { alg: 'ed25519', params: ['created', 'keyid', 'nonce', 'tag', 'alg'] }),
      'an expiry': () => device.signed(get(), { params: ['created', 'keyid', 'nonce', 'tag', 'expires'], values: { expires: seconds(60) } }),
      'parameters in another order': () => device.signed(get(), { params: ['keyid', 'created', 'nonce', 'tag'] }),
      'another label': () => device.signed(get(), { name: 'sig2' }),
      'a second label': async () => touched(await device.signed(get()), (message) => {
        input(message, (text) => `${text}, ${text.replace('sig1=', 'sig2=')}`);
        message.headers.Signature += `, ${message.headers.Signature.replace('sig1=', 'sig2=')}`;
      }),
      'a second Signature field': async () => touched(await device.signed(get()), ({ headers }) => { headers.Signature = [headers.Signature, headers.Signature]; }),
      'a digest by SHA-512': () => device.signed({ ...get(), headers: { Host: device.url.host, 'Content-Digest': contentDigest('', 'sha-512') } }),
    },
    'bad-signature': {
      'another device\u2019s name': () => device.signed(get(), { values: { keyid: founder } }),
      'the digest of another body': () => device.signed({ ...get(), headers: { Host: device.url.host, 'Content-Digest': contentDigest('x') } }),
      'a digest changed afterwards': async () => touched(await device.signed(get()), ({ headers }) => { headers['Content-Digest'] = contentDigest('x'); }),
      'another query': async () => ({ ...(await device.signed(get())), target: '/v1/roster?from=1' }),
      'another path': async () => ({ ...(await device.signed(get())), target: '/v1/wraps?from=0' }),
      'another method': async () => ({ ...(await device.signed(device.request('POST', '/v1/log/leaves?from=0'))), method: 'GET' }),
      'another authority': async () => touched(await device.signed(get()), ({ headers }) => { headers.Host = '127.0.0.1:1'; }),
      'another time': async () => touched(await device.signed(get(), { values: { created: seconds(-10) } }), (message) => input(message, (text) => text.replace(/created=\d+/, `created=${Math.floor(Date.now() / 1000)}`))),
      'a bit of the signature': async () => touched(await device.signed(get()), ({ headers }) => {
        const bytes = Buffer.from(/:(.*):/.exec(headers.Signature)[1], 'base64');
        bytes[3] ^= 1;
        headers.Signature = `sig1=:${bytes.toString('base64')}:`;
      }),
      'another key under this name': () => device.signed(get(), { key: { id: device.id, privateKey: new ForeignDevice(`tacit-invite-1.${Buffer.from(JSON.stringify(device.invitation)).toString('base64url')}`).privateKey } }),
    },
    expired: {
      'ten minutes old': () => device.signed(get(), { values: { created: seconds(-600) } }),
      'ten minutes early': () => device.signed(get(), { values: { created: seconds(600) } }),
      'of another run of the server': () => device.signed(get(), { values: { nonce: device.nonce(Buffer.alloc(16, 7)) } }),
      'sent a second time': async () => {
        const message = await device.signed(get());
        assert.equal((await device.send(message)).status, 200);
        return message;
      },
      'a nonce used before': async () => {
        const values = { nonce: device.nonce() };
        assert.equal((await device.send(await device.signed(get(), { values }))).status, 200);
        return device.signed(device.request('GET', '/v1/roster?from=1'), { values });
      },
    },
    'not-admitted': {
      'a key that nobody admitted': () => {
        const stranger = new ForeignDevice(`tacit-invite-1.${Buffer.from(JSON.stringify(device.invitation)).toString('base64url')}`);
        return device.signed(get(), { key: stranger });
      },
    },
    'not-allowed': {
      'a steward\u2019s request': () => device.signed(device.request('GET', '/v1/enrolments')),
    },
  };
  for (const [type, variants] of Object.entries(kVariants))
    for (const [name, make] of Object.entries(variants))
      test(`refused: ${name}: ${type}`, async () => {
        const answer = await device.send(await make());
        assert.equal(problem(answer), type, `${answer.status} ${answer.body}`);
        assert(answer.status >= 400 && answer.status < 500);
      });

  test('and after all that, the right one is answered still', async () => {
    assert.equal((await device.send(await device.signed(get()))).status, 200);
  });
  test('revoked, it is refused', async () => {
    await programs.told('desk', ['member', 'revoke', device.id]);
    const answer = await device.send(await device.signed(get()));
    assert.equal(problem(answer), 'not-admitted');
  });
});

describe('log', () => {
  const file = () => programs.at('log.jsonl');
  let lines;
  const check = (changed) => checkLog(changed.map((line) => `${line}\n`));
  const objects = () => lines.map((line) => JSON.parse(line));
  const texts = (said) => said.map((one) => JSON.stringify(one));

  before(async () => {
    await programs.told('aud', 'sync');
    await programs.told('tab', 'outing add --kind foot-round --site moscow-underpass --time day');
    await programs.told('tab', 'sync'); // seen by the auditor only now: the log it knew has grown
    const ran = await programs.tacit('aud', ['log', 'download', file()]);
    assert.equal(ran.code, 0, ran.output + ran.errors);
    assert.match(ran.errors, /\d+ of \d+ leaves/);
    lines = readFileSync(file(), 'utf8').split('\n').slice(0, -1);
  });

  test('the second checker agrees with the program, on leaves, root and every proof', async () => {
    const ours = await programs.told('aud', 'audit verify');
    const theirs = await checkLog(lines.map((line) => `${line}\n`));
    assert.deepEqual(
      [theirs.holds, theirs.leaves, theirs.links, theirs.entries, theirs.devices, theirs.root],
      [true, ours.leaves, ours.links, ours.entries, ours.devices, ours.root], JSON.stringify(theirs));
    assert(theirs.proofs >= 2 && theirs.checkpoints >= 3);
    assert(objects()[1].since.size > 0 && objects()[1].consistency.length > 0, 'the log grew');
    assert(theirs.entries >= 6 && theirs.links >= 8);
  });
  test('nothing that was recorded stands in it', () => {
    const text = lines.join('\n') + lines.flatMap((line) => [...line.matchAll(/[A-Za-z0-9_-]{40,}/g)].map(([one]) => Buffer.from(one, 'base64url').toString('latin1'))).join('\n');
    for (const word of ['kolya', 'wound-care', 'hygiene', 'rapid-hiv', 'moscow', 'Northern']) assert(!text.includes(word), word);
  });
  test('it is for its owner alone, and never written over', async () => {
    assert.equal(statSync(file()).mode & 0o777, 0o600);
    const again = await programs.tacit('aud', ['log', 'download', file()]);
    assert.equal(again.code, 1);
    assert.equal(readFileSync(file(), 'utf8').split('\n').length, lines.length + 1);
  });

  // A real log spoilt; forged ones are in log_test.mjs.
  const entryAt = (said) => said.findLastIndex((one) => one.leaf !== undefined && JSON.parse(Buffer.from(one.leaf.split('.')[1], 'base64url'))._sd);
  const renumbered = (said) => {
    let index = 0;
    const out = said.map((one) => ('leaf' in one ? { ...one, index: index++ } : one));
    return out.with(-1, { leaves: index });
  };
  const reworded = (said, at, change) => {
    const [head, payload, signature] = said[at].leaf.split('.');
    const changed = JSON.stringify(change(JSON.parse(Buffer.from(payload, 'base64url'))));
    return said.with(at, { ...said[at], leaf: [head, Buffer.from(changed).toString('base64url'), signature].join('.') });
  };
  const hash = (text) => createHash('sha256').update(text).digest('base64url');
  const kSpoilt = {
    'an entry\u2019s ct changed': ['bad-signature', (said) => reworded(said, entryAt(said), (entry) => ({ ...entry, to: [{ ...entry.to[0], ct: hash('x') }, ...entry.to.slice(1)] }))],
    'a link\u2019s day changed': ['bad-signature', (said) => reworded(said, said.findIndex((one) => one.index === 1), (link) => ({ ...link, day: '2021-03-05' }))],
    'an entry dropped': ['entry-seq', (said) => renumbered(said.toSpliced(said.findIndex((one) => one.leaf !== undefined && JSON.parse(Buffer.from(one.leaf.split('.')[1], 'base64url')).seq === 1 && JSON.parse(Buffer.from(one.leaf.split('.')[1], 'base64url'))._sd), 1))],
    'the newest link dropped': ['unknown-epoch', (said) => renumbered(said.toSpliced(said.findLastIndex((one) => one.leaf !== undefined && JSON.parse(Buffer.from(one.leaf.split('.')[1], 'base64url')).ops), 1))],
    'the last leaf dropped': ['no-last-checkpoint', (said) => renumbered(said.toSpliced(said.findLastIndex((one) => 'leaf' in one), 1))],
    'an entry doubled': ['entry-seq', (said) => renumbered(said.toSpliced(entryAt(said), 0, said[entryAt(said)]))],
    'an entry moved to the front': ['signer-unknown', (said) => {
      const at = entryAt(said);
      const genesis = said.findIndex((one) => one.index === 0);
      return renumbered(said.toSpliced(at, 1).toSpliced(genesis + 1, 0, said[at]));
    }],
    'two leaves exchanged by number': ['leaf-order', (said) => said.map((one) => ({ ...one, ...(one.index === 3 && { index: 4 }), ...(one.index === 4 && { index: 3 }) }))],
    'the genesis missing': ['not-a-genesis', (said) => renumbered(said.toSpliced(said.findIndex((one) => one.index === 0), 1))],
    'cut': ['truncated', (said) => said.slice(0, -3)],
    'the consistency proof changed': ['consistency-proof', (said) => said.with(1, { ...said[1], consistency: said[1].consistency.with(0, hash('x')) })],
    'the known root changed': ['since-root', (said) => said.with(1, { ...said[1], since: { ...said[1].since, root: hash('x') } })],
    'the page proof changed': ['page-proof', (said) => said.with(2, { ...said[2], page: said[2].page.with(-1, hash('x')) })],
    'the page proof of fewer links': ['page-proof', (said) => said.with(2, { ...said[2], indexes: said[2].indexes.slice(0, -1) })],
    'a checkpoint\u2019s size changed': ['checkpoint-signature', (said) => said.with(2, { ...said[2], checkpoint: said[2].checkpoint.replace(/\n(\d+)\n/, (_, n) => `\n${Number(n) - 1}\n`) })],
    'a checkpoint\u2019s signature changed': ['checkpoint-signature', (said) => said.with(-2, { checkpoint: said.at(-2).checkpoint.replace(/(.)(.{20}=*\n)$/, (_, c, end) => `${c === 'C' ? 'D' : 'C'}${end}`) })],
    'the organisation\u2019s name changed': ['wrong-organisation', (said) => said.with(0, { ...said[0], org: hash('x') })],
  };
  for (const [name, [reason, spoil]] of Object.entries(kSpoilt))
    test(`refused: ${name}: ${reason}`, async () => {
      const found = await check(texts(spoil(objects())));
      assert.equal(found.reason, reason, JSON.stringify(found));
    });
  test('refused: any one bit of any leaf', async () => {
    let refused = 0;
    for (let at = 0; at < lines.length; ++at) {
      if (!lines[at].includes('"leaf"')) continue;
      const place = 60 + ((at * 7919) % (lines[at].length - 62));
      const bytes = Buffer.from(lines[at]);
      bytes[place] ^= 1;
      const found = await check(lines.with(at, bytes.toString('latin1')));
      assert.equal(found.holds, false, `line ${at} at ${place}`);
      ++refused;
    }
    assert(refused > 15);
  });
});

describe('workbook', () => {
  test('a spreadsheet reader finds numbers as numbers, and what the report says', async () => {
    const file = programs.at('report.xlsx');
    const year = new Date().getUTCFullYear();
    const report = await programs.told('tab', ['report', String(year), '--by', 'sex', '--xlsx', file]);
    const workbook = xlsx.read(readFileSync(file));
    assert.deepEqual(workbook.SheetNames, ['Report']);
    const [head, ...rows] = xlsx.utils.sheet_to_json(workbook.Sheets.Report, { header: 1 });
    assert.deepEqual(head, ['id', 'indicator', 'part', String(year), 'of', 'target', 'checked by', 'stated']);
    const expected = report.indicators.flatMap((one) => [[one.id, '', one.value],
      ...(one.parts ?? []).map((part) => [one.id, part.key || '(not said)', part.value])]);
    assert.deepEqual(rows.map((row) => [row[0], row[2] ?? '', row[3]]), expected);
    assert.ok(rows.some((row) => row[3] > 0) && rows.every((row) => typeof row[3] === 'number'));
    for (const cell of Object.values(workbook.Sheets.Report)) assert.equal(cell.f, undefined, 'no formula');
  });
});
