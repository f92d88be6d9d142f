// What staff and an auditor do in the page, by the names a person reads; then what the command line says of it.
//
//   TACIT=… TACITD=… CHROMIUM=… node --test staff_test.mjs
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Desk } from './desk.mjs';
import { found } from './organisation.mjs';
import { Reader } from './reader.mjs';

const kPack = 'msm-outreach';
let programs;

// A contact of this year, with goods in it, and an auditor.
before(async () => {
  programs = await found(kPack, ['condom', 'lubricant']);
  const contact = ['contact', 'add', '--kind', 'street', '--site', 'street-route-1', '--anonymous', '3', '--service', 'prevention-counselling:3',
    '--given', 'condom:6'];
  await programs.told('tab', contact);
  await programs.told('tab', 'sync');
  const { invitation } = await programs.told('desk', ['invite', '--name', 'aud', '--role', 'auditor']);
  const { fingerprint } = await programs.told('aud', 'join', [invitation]);
  await programs.told('desk', ['member', 'admit', fingerprint]);
  for (const name of ['aud', 'desk', 'aud']) await programs.told(name, 'sync');
});
after(() => programs?.stop());

describe('staff', () => {
  let desk, reader, page;
  before(async () => {
    desk = await Desk.open(programs, 'desk');
    page = desk.page;
    reader = new Reader(page);
    page.setDefaultTimeout(10_000);
    await page.setViewportSize({ width: 1280, height: 900 });
    await desk.unlock();
    await reader.heading('Today');
  });
  after(() => desk?.stop());

  test('figures are told, apart, and each has its reasons', async () => {
    await reader.menu('Figures');
    await reader.heading('Figures');
    await page.getByRole('radio', { name: 'Year' }).check();
    const contacts = page.locator('li, article, section, div').filter({ has: page.getByRole('button', { name: 'Why? Contacts', exact: true }) }).last();
    await contacts.getByText('3', { exact: true }).first().waitFor();
    await reader.looked('figures');
    await page.getByRole('button', { name: 'Why? Contacts', exact: true }).click();
    await reader.said('The records behind this figure');
    await reader.looked('why');
    await reader.button('Back').click();
    await reader.heading('Figures');
  });

  test('a delivery is taken in and issued', async () => {
    await reader.menu('Store');
    await reader.heading('Store');
    await reader.button('Delivery').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What', { exact: true }).selectOption({ label: 'Disinfectant' });
    await dialog.getByLabel('How much').fill('40');
    await dialog.getByLabel('Batch').fill('D-77');
    await dialog.getByRole('button', { name: 'Take into the store' }).click();
    await reader.said('Batch D-77');
    await reader.looked('store');
    await page.getByText('40', { exact: true }).first().waitFor();
  });

  test('a device is invited, its digits are compared, it is let in', async () => {
    await reader.menu('Team');
    await reader.heading('Team');
    await reader.looked('team');
    await reader.button('Invite a device').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name of the device').fill('newcomer');
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    const text = await page.getByLabel('Text of the invitation').inputValue();
    await reader.looked('invitation');
    await reader.button('It was handed over').click();
    const { fingerprint } = await programs.told('new', 'join', [text]);
    await reader.button('Look who waits').click();
    await reader.button('Compare and admit').click();
    const admit = page.getByRole('dialog').getByRole('button', { name: 'Admit', exact: true });
    await page.getByLabel('Or type all digits').fill(fingerprint.replace(/\D/g, '').slice(0, 8));
    assert.equal(await admit.isDisabled(), true, 'eight digits are soon forged');
    await page.getByLabel('Or type all digits').fill(fingerprint);
    await reader.looked('admit');
    await admit.click();
    await reader.said('Admitted.');
    await programs.told('new', 'sync');
  });

  test('a lost device is shut out, once its name was written', async () => {
    const row = page.getByRole('listitem').filter({ hasText: 'newcomer' });
    await row.getByRole('button', { name: /Shut out/ }).click();
    const dialog = page.getByRole('dialog');
    const shut = dialog.getByRole('button', { name: 'Shut out', exact: true });
    assert.equal(await shut.isDisabled(), true);
    await dialog.getByLabel('To be sure').fill('newcomer');
    await shut.click();
    await reader.said('Shut out.');
    await assert.rejects(programs.told('new', 'sync'));
  });

  test('the record is checked, beside everything else', async () => {
    await reader.menu('Proof');
    await reader.button('Check the whole record').click();
    await reader.said('Everything fits');
    await reader.said('It does not prove that the server shows its newest state');
    await reader.looked('proof');
  });

  test('alarms teach when there is none', async () => {
    await reader.menu('Alarms');
    await reader.said('No alarm stands.');
    await reader.looked('alarms');
  });

  test('each page in each language, as wide as a phone', async () => {
    await page.setViewportSize({ width: 380, height: 800 });
    for (const language of ['Українська', 'Русский', 'English']) {
      await reader.speak(language);
      await reader.everyPage((name) => reader.looked(`staff-${language}-${name}`));
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('nothing was complained about', () => assert.deepEqual(desk.complaints, []));
});

describe('an auditor', () => {
  let desk, reader, page;
  before(async () => {
    desk = await Desk.open(programs, 'aud');
    page = desk.page;
    reader = new Reader(page);
    page.setDefaultTimeout(10_000);
    await page.setViewportSize({ width: 1280, height: 900 });
    await desk.unlock();
    await reader.heading('Activity');
  });
  after(() => desk?.stop());

  test('begins with what can be checked, and finds nobody', async () => {
    await page.getByRole('radio', { name: 'Year' }).check();
    await reader.said('You count this yourself');
    assert.equal(await page.getByRole('combobox', { name: /Find/ }).count(), 0);
    assert.equal(await page.getByRole('searchbox').count(), 0);
    await reader.looked('activity');
  });

  test('follows goods from delivery to hand-out', async () => {
    await reader.menu('Goods');
    await reader.heading('Goods');
    await reader.said('Altogether');
    await reader.looked('goods');
  });

  test('takes figures away as a table', async () => {
    await reader.menu('Take away');
    await reader.said('The file is clear text');
    await reader.looked('export');
    await page.getByRole('radio', { name: /CSV/ }).check();
    const file = page.waitForEvent('download');
    await reader.button('Take the file').click();
    assert.match((await file).suggestedFilename(), /^report-.*\.csv$/);
  });

  test('checks the record alone', async () => {
    await reader.menu('Proof');
    await reader.button('Check the whole record').click();
    await reader.said('Everything fits');
  });

  test('each page in each language, as wide as a phone', async () => {
    await page.setViewportSize({ width: 380, height: 800 });
    for (const language of ['Українська', 'Русский', 'English']) {
      await reader.speak(language);
      await reader.everyPage((name) => reader.looked(`auditor-${language}-${name}`));
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('nothing was complained about', () => assert.deepEqual(desk.complaints, []));
});
