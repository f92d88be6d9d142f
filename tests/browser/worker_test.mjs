// A worker's evening in the page, by the names a person reads; then what the command line says of it.
//
//   TACIT=… TACITD=… CHROMIUM=… node --test worker_test.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { Desk } from './desk.mjs';
import { found } from './organisation.mjs';
import { Reader } from './reader.mjs';

let programs, desk, page, reader;
const button = (name) => reader.button(name);
const heading = (name) => reader.heading(name);
const said = (text) => reader.said(text);
const menu = (name) => reader.menu(name);
const field = (label, value) => reader.field(label, value);
const looked = (name) => reader.looked(name);

before(async () => {
  programs = await found('msm-outreach', ['condom', 'lubricant']);
  desk = await Desk.open(programs, 'tab');
  page = desk.page;
  reader = new Reader(page);
  await page.setViewportSize({ width: 800, height: 1280 });
});
after(async () => {
  await desk?.stop();
  programs?.stop();
});

test('the page before it is unlocked looks like nothing in particular', async () => {
  assert.doesNotMatch(await page.content(), /tacit|outreach|hiv/i);
  await looked('unlock');
});

test('Today teaches when there is nothing yet', async (t) => {
  const began = performance.now();
  await desk.unlock();
  await heading('Today');
  t.diagnostic(`from the passphrase to the day: ${Math.round(performance.now() - began)} ms, most of it the passphrase's own cost`);
  await said('Nobody is due.');
  await said('Everything has been sent.');
  await looked('today');
});

test('an outing is started', async () => {
  await menu('Outing');
  await looked('outing');
  await page.getByRole('radio', { name: 'Street outreach' }).check();
  await page.getByLabel('Site').selectOption({ index: 1 });
  await button('Start').click();
  await said('Outing started.');
});

test('somebody new is registered by what they are called', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('Nika');
  await page.getByRole('option', { name: /Register/ }).waitFor();
  await page.keyboard.press('Enter');
  await heading('Register a person');
  await looked('register');
  await button('Only register').click();
  await said('Registered.');
});

test('a contact in four taps', async (t) => {
  await page.getByRole('combobox').first().fill('Nik');
  const began = performance.now();
  await page.getByRole('option', { name: /Nika/ }).getByRole('button', { name: 'Record', includeHidden: true }).click();
  await page.getByRole('button', { name: 'Counselling on prevention' }).click();
  await page.getByRole('button', { name: /^Condom/ }).click();
  await button('Done').click();
  await page.getByText('Saved', { exact: false }).first().waitFor();
  t.diagnostic(`four taps: ${Math.round(performance.now() - began)} ms of the machine`);
  await button('Undo').click();
  await said('Undone.');
  await button('Discard').click();
});

test('a contact by keyboard alone: person, service, thing, done', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('Nik');
  await page.getByRole('option', { name: /Nika/ }).waitFor();
  await page.keyboard.press('Control+Enter');
  await said('What was done');
  await looked('contact');
  // To the first service, to the first thing, and Space on each, as the help page says.
  const reach = async (section) => {
    for (let tries = 0; tries < 200; ++tries) {
      await page.keyboard.press('Tab');
      const there = await page.evaluate((name) => {
        const at = document.activeElement;
        return at.tagName === 'BUTTON' && at.closest('section')?.querySelector('h2')?.textContent === name;
      }, section);
      if (there) return;
    }
    assert.fail(`${section} is not reached by Tab`);
  };
  await reach('What was done');
  await page.keyboard.press('Space');
  await reach('What was given');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Saved', { exact: false }).first().waitFor();
});

test('what is tapped without a pause is not lost', async () => {
  await button('Undo').click();
  await said('Undone.');
  // In one turn of the page's own loop, as no finger can: two more of a thing, and saved.
  await page.evaluate(() => {
    const goods = [...document.querySelectorAll('section')].find((one) => one.querySelector('h2')?.textContent === 'What was given');
    const first = goods.querySelector('button');
    first.click();
    first.click();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));
  });
  await page.getByText('Saved', { exact: false }).first().waitFor();
});

test('Undo within ten seconds leaves nothing', async () => {
  await button('Undo').click();
  await said('Undone.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Saved', { exact: false }).first().waitFor();
});

test('the person shows what was recorded', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('Nik');
  await page.getByRole('option', { name: /Nika/ }).waitFor();
  await page.keyboard.press('Enter');
  await heading('Nika');
  await said('not sent');
  await said('3 × Personal protection kit');
  await looked('person');
});

test('every page stands the look of a machine that reads it aloud', async () => {
  for (const [entry, name] of [['Due', 'due'], ['Outing from paper', 'evening'], ['Group session', 'group'], ['Bag', 'bag'],
    ['Send', 'send'], ['Hand over', 'hand-over'], ['Help', 'help']]) {
    await menu(entry);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await looked(name);
  }
});

test('offline is normal, and sending loses nothing', async () => {
  await menu('Send');
  await button('Send now').click();
  await said('Done.');
  await said('Everything has been sent.');
  await looked('sent');
});

test('each language, light and dark, from a phone to a wall', async () => {
  for (const language of ['Українська', 'Русский', 'English']) {
    await page.getByRole('banner').getByRole('button').nth(1).click();
    await page.getByRole('dialog').getByRole('button', { name: language }).click();
    await page.keyboard.press('Escape');
    for (const [width, height, colorScheme] of [[320, 640, 'light'], [800, 1280, 'dark'], [1440, 900, 'light'], [3840, 2160, 'dark']]) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.getByRole('banner').getByRole('button').first().click();
      await looked(`today-${language}-${width}-${colorScheme}`);
    }
  }
});

test('what was begun, a running test too, is there after a lock', async () => {
  await page.setViewportSize({ width: 800, height: 1280 });
  await page.keyboard.press('/');
  await page.keyboard.type('Nik');
  await page.getByRole('option', { name: /Nika/ }).waitFor();
  await page.keyboard.press('Control+Enter');
  await said('What was done');
  await button('+ Rapid HIV test').click();
  await page.getByRole('button', { name: /Start the timer/ }).click();
  await looked('test');
  assert.deepEqual(desk.complaints, []);
  await desk.lock();
  assert.equal(await desk.gone(), 0);
  desk = await Desk.open(programs, 'tab');
  page = desk.page;
  reader = new Reader(page);
  await desk.unlock();
  await said('Not saved yet');
  await page.getByRole('button', { name: /Nika \d+:\d\d/ }).click();
  await said('Rapid HIV test');
  await button('Discard').click();
});

test('the page is small', async (t) => {
  const sizes = await Promise.all(['app.js', 'app.css'].map((name) => page.evaluate(async (path) => (await (await fetch(path)).text()), `/${name}`)));
  const packed = sizes.reduce((sum, text) => sum + gzipSync(text).length, 0);
  t.diagnostic(`script and style, compressed: ${(packed / 1024).toFixed(1)} KiB`);
  assert.ok(packed < 150 * 1024);
});

test('the page has complained about nothing', () => assert.deepEqual(desk.complaints, []));

test('the command line tells the same', async () => {
  await desk.lock();
  assert.equal(await desk.gone(), 0);
  const { records } = await programs.told('tab', 'history');
  const mine = records.map((one) => one.versions[0]).filter((one) => !['label', 'stock'].includes(one.kind));
  assert.deepEqual(mine.map((one) => one.kind).sort(), ['client', 'contact', 'outing']);
  const contact = mine.find((one) => one.kind === 'contact').body;
  assert.equal(contact.services.length, 1);
  assert.equal(contact.given[0].count, 3);
  assert.ok(contact.outing);
});
