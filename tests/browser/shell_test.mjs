// The shell of docs/web.md: what it refuses, and what is left of a working day after it was locked.
//
//   TACIT=… TACITD=… CHROMIUM=… node --test shell_test.mjs
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Desk, kPassphrase } from './desk.mjs';
import { found } from './organisation.mjs';

let programs;
before(async () => (programs = await found()));
after(() => programs?.stop());

// Raw, since a browser and fetch would not let us lie.
function ask(desk, { method = 'POST', path = '/api/hello', headers = {}, body = '{}' }) {
  const { hostname, port } = new URL(desk.home);
  const length = method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((done, failed) => {
    const asked = request({ hostname, port, method, path, headers: { host: `${hostname}:${port}`, ...length, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('end', () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.once('error', failed);
    asked.end(method === 'GET' ? undefined : body);
  });
}
// What our own page would send.
async function right(desk) {
  const session = await desk.page.context().newCDPSession(desk.page);
  const { cookies: [{ name, value }] } = await session.send('Network.getCookies', { urls: [desk.home] });
  return { origin: desk.home, cookie: `${name}=${value}`, 'content-type': 'application/json' };
}

describe('what the gate refuses', () => {
  let desk, headers;
  before(async () => {
    desk = await Desk.open(programs, 'tab');
    headers = await right(desk);
    await desk.unlock();
    await desk.page.waitForSelector('header');
  });
  after(() => desk.stop());

  test('a foreign host, as after DNS rebinding', async () => {
    for (const host of ['localhost', 'evil.example', `localhost:${new URL(desk.home).port}`]) {
      assert.equal((await ask(desk, { headers: { ...headers, host } })).status, 421);
      assert.equal((await ask(desk, { method: 'GET', path: '/', headers: { cookie: headers.cookie, host } })).status, 421);
    }
  });
  test('a foreign origin, and none at all', async () => {
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1'])
      assert.equal((await ask(desk, { headers: { ...headers, origin } })).status, 403);
    const { origin, ...without } = headers;
    assert.equal((await ask(desk, { headers: without })).status, 403);
  });
  test('a call without the cookie, the key or the form', async () => {
    const { cookie, ...without } = headers;
    assert.equal((await ask(desk, { headers: without })).status, 403);
    assert.equal((await ask(desk, { path: '/api/today', headers })).status, 403);
    assert.equal((await ask(desk, { path: '/api/today', headers: { ...headers, 'x-tacit-key': 'A'.repeat(43) } })).status, 403);
    const { key } = JSON.parse((await ask(desk, { headers })).text);
    assert.equal((await ask(desk, { path: '/api/today', headers: { ...headers, 'x-tacit-key': key } })).status, 200);
    assert.equal((await ask(desk, { path: '/api/today', headers: { ...headers, 'x-tacit-key': key, 'content-type': 'text/plain' } })).status, 415);
    assert.equal((await ask(desk, { method: 'GET', path: '/api/today', headers: { ...headers, 'x-tacit-key': key } })).status, 405);
  });
  test('the entry a second time', async () => {
    const token = /value="([^"]+)"/.exec(readFileSync(desk.entry, 'utf8'))[1];
    const again = { path: '/enter', body: `entry=${token}`, headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' } };
    assert.equal((await ask(desk, again)).status, 403);
  });
  test('a page of another site that posts a form, asks by script or shows it in a frame', async () => {
    const evil = createServer((asked, answer) => {
      answer.setHeader('content-type', 'text/html');
      answer.end(`<form method=post action="${desk.home}/api/lock" enctype="text/plain"><input name=x></form>
        <iframe src="${desk.home}/"></iframe>
        <script>const tries = [];
          for (const mode of ['cors', 'no-cors']) tries.push(fetch('${desk.home}/api/lock', { method: 'POST', mode, credentials: 'include', body: '{}' })
            .then((a) => mode + a.status, () => mode + ' failed'));
          Promise.all(tries).then((all) => { document.title = all.join(); if (!location.hash) { location.hash = 'x'; document.forms[0].submit(); } });
        </script>`);
    });
    await new Promise((done) => evil.listen(0, '127.0.0.1', done));
    const page = await desk.page.context().newPage();
    try {
      await page.goto(`http://127.0.0.1:${evil.address().port}/`);
      await page.waitForURL(`${desk.home}/api/lock`);
      assert.match(await page.content(), /another site/);
      assert.equal((await desk.page.content()).includes('<header'), true);
      const { key } = JSON.parse((await ask(desk, { headers })).text);
      assert.equal((await ask(desk, { path: '/api/today', headers: { ...headers, 'x-tacit-key': key } })).status, 200, 'it is still open');
    } finally {
      await page.close();
      evil.close();
    }
  });
  test('nothing about the page is in the command line or in an address', () => {
    const token = /value="([^"]+)"/.exec(readFileSync(desk.entry, 'utf8'))[1];
    for (const number of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      let line = '';
      try { line = readFileSync(`/proc/${number}/cmdline`, 'utf8'); } catch { continue; }
      assert.equal(line.includes(token), false);
    }
    assert.equal(desk.page.url(), `${desk.home}/`);
    assert.equal(statSync(desk.entry).mode & 0o777, 0o600);
    assert.equal(statSync(desk.room).mode & 0o777, 0o700);
  });
  test('a second tacit beside it', async () => {
    const ran = await programs.tacit('tab', 'status');
    assert.equal(ran.code, 5);
  });
});

describe('locking', () => {
  const ways = {
    'by key': (desk) => desk.lock(),
    'by ending the command': (desk) => desk.process.kill('SIGTERM'),
    'by hanging up': (desk) => desk.process.kill('SIGHUP'),
    'by closing the window': async (desk) => { const all = await desk.browser.newBrowserCDPSession(); await all.send('Browser.close').catch(() => {}); },
  };
  for (const [name, lock] of Object.entries(ways))
    test(`${name} ends the browser and deletes all it kept`, async () => {
      const desk = await Desk.open(programs, 'tab');
      await desk.unlock();
      await desk.page.waitForSelector('header');
      await lock(desk);
      assert.equal(await desk.gone(), 0, desk.errors());
      assert.equal(existsSync(desk.room), false);
      assert.deepEqual(readdirSync(programs.memory).filter((name) => name.startsWith('desk-')), []);
      assert.equal((await programs.tacit('tab', 'status')).code, 0, 'the vault is free again');
    });
  test('killed without warning, the browser ends and the next one clears away', async () => {
    const desk = await Desk.open(programs, 'tab');
    await desk.unlock();
    await desk.page.waitForSelector('header');
    desk.process.kill('SIGKILL');
    await desk.gone();
    assert.equal(existsSync(desk.room), true);
    const next = await Desk.open(programs, 'tab');
    assert.equal(existsSync(desk.room), false);
    await next.stop();
  });
  test('a wrong passphrase opens nothing and says so', async () => {
    const desk = await Desk.open(programs, 'tab');
    await desk.unlock('wrong');
    await desk.page.getByText('opens nothing here').waitFor();
    assert.equal(await desk.page.locator('header').count(), 0);
    await desk.unlock(kPassphrase);
    await desk.page.waitForSelector('header');
    await desk.stop();
  });
});

// Every file below a folder, and what it says.
function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    let bytes;
    try { bytes = readFileSync(path); } catch { continue; }
    yield { path, bytes };
  }
}
// What the processes of this browser hold open that has no name any more: on a disk its blocks would stay.
function unnamedFiles(room) {
  const found = [];
  for (const number of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${number}/cmdline`, 'utf8').includes(room)) continue;
      for (const one of readdirSync(`/proc/${number}/fd`)) {
        const target = readlinkSync(`/proc/${number}/fd/${one}`);
        if (target.endsWith(' (deleted)')) found.push(target.slice(0, -' (deleted)'.length));
      }
    } catch { continue; } // it has ended meanwhile
  }
  return found;
}
function holds(bytes, marker) {
  return bytes.includes(marker) || bytes.includes(Buffer.from(marker, 'utf16le'));
}

describe('after a working day and a lock', () => {
  // What people are called is text, whatever it looks like.
  const markers = ['Zorkavina <img src=x onerror="document.title=1"> \u202Evil', 'Quibblenook', '+79120009933', 'Vexlorum-note'];
  test('what was typed and shown is nowhere in the browser\'s files, before or after', async () => {
    const desk = await Desk.open(programs, 'tab');
    await desk.unlock();
    await desk.page.waitForSelector('header');
    const call = (name, body) => desk.page.evaluate(async ([path, said]) => {
      const hello = await (await fetch('/api/hello', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).json();
      const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-tacit-key': hello.key }, body: JSON.stringify(said) });
      return answer.json();
    }, [`/api/${name}`, body]);
    const { code } = await call('register', { nickname: markers[0], name: markers[1], phone: markers[2], note: markers[3], attributes: {} });
    assert.match(code, /^[0-9A-Z-]{13}$/);
    await desk.page.keyboard.press('/');
    await desk.page.keyboard.type(markers[0].slice(0, 6));
    await desk.page.getByText(markers[0]).first().waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText(code).first().waitFor();
    assert.equal(await desk.page.locator('img').count(), 0);
    assert.deepEqual(desk.complaints, []);
    for (const { path, bytes } of files(join(desk.room, 'browser')))
      for (const marker of [...markers, code, kPassphrase]) assert.equal(holds(bytes, marker), false, path.slice(desk.room.length));
    for (const path of unnamedFiles(desk.room)) assert.ok(path.startsWith(desk.room) || /^\/(memfd:|dev\/shm\/)/.test(path), path);
    await desk.lock();
    assert.equal(await desk.gone(), 0);
    assert.equal(existsSync(desk.room), false);
    for (const folder of [programs.at('home'), programs.at('tmp'), programs.memory])
      for (const { path, bytes } of files(folder))
        for (const marker of [...markers, code, kPassphrase]) assert.equal(holds(bytes, marker), false, path);
    for (const { bytes } of files(programs.at('tab')))
      for (const marker of markers) assert.equal(holds(bytes, marker), false);
  });
});
