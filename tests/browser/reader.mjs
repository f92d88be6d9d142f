// The page as a person reads it: by the names of things, in any language it speaks; and by one who cannot see it well.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const kAxe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kPictures = process.env.PICTURES; // a folder to keep a picture of each page in

export class Reader {
  constructor(page) {
    this.page = page;
  }
  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }
  heading(name) {
    return this.page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
  }
  said(text) {
    return this.page.getByText(text, { exact: false }).first().waitFor();
  }
  async menu(name) {
    await this.button('Menu').click();
    await this.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  }
  async speak(language) {
    await this.page.getByRole('banner').getByRole('button', { name: /^(Menu|Меню)$/ }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: language }).click();
    await this.page.keyboard.press('Escape');
  }
  // What the menu leads to, one after the other.
  async everyPage(look) {
    const open = () => this.page.getByRole('banner').getByRole('button', { name: /^(Menu|Меню)$/ }).click();
    const entries = this.page.getByRole('dialog').locator('nav').getByRole('button');
    await open();
    await entries.first().waitFor();
    const count = await entries.count();
    await this.page.keyboard.press('Escape');
    assert.ok(count > 6);
    for (let at = 0; at < count; ++at) {
      await open();
      await entries.nth(at).click();
      await this.page.getByRole('dialog').waitFor({ state: 'detached' });
      await this.page.getByRole('heading', { level: 1 }).waitFor();
      await this.page.waitForLoadState('networkidle');
      await look(at);
    }
  }
  async field(label, value) {
    await this.page.getByLabel(label, { exact: false }).first().fill(value);
  }

  // Nothing keeps somebody from using this page who cannot see it, or cannot see it well.
  async looked(name) {
    const { page } = this;
    await page.evaluate(kAxe);
    const found = await page.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ['violations'] })).violations
      .filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' | ')}`));
    assert.deepEqual(found, [], name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.equal(wide, false, `${name} has to be scrolled sideways`);
    if (!kPictures) return;
    mkdirSync(kPictures, { recursive: true });
    await page.screenshot({ path: join(kPictures, `${name}.png`) });
  }
}
