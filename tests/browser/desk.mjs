// One device with its page open: `tacit open` with a real browser of its own, driven from outside.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { chromium } from 'playwright-core';

export const kPassphrase = 'correct horse battery staple';

// What `tacit open` starts instead of the browser: the browser without a screen, and with a door for the test. Its own
// sandbox needs a user of its own, which a test machine may not have.
function writeWrapper(programs) {
  const path = programs.at('browser');
  const line = `#!/bin/sh\nexec ${process.env.CHROMIUM} --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --remote-debugging-port=0 "$@"\n`;
  writeFileSync(path, line, { mode: 0o700 });
  return path;
}

async function waitFor(what, look) {
  for (let tries = 0; tries < 600; ++tries) {
    const found = await look();
    if (found) return found;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

export class Desk {
  // `more`: further words for `tacit open`.
  static async open(programs, vault, more = []) {
    const desk = new Desk();
    const args = ['--vault', programs.at(vault), '--json', 'open', '--browser', writeWrapper(programs), ...more];
    desk.process = spawn(process.env.TACIT, args, {
      env: { ...programs.environment, XDG_RUNTIME_DIR: programs.memory }, stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '', errors = '';
    desk.process.stdout.setEncoding('utf8').on('data', (chunk) => (told += chunk));
    desk.process.stderr.setEncoding('utf8').on('data', (chunk) => (errors += chunk));
    desk.errors = () => errors;
    desk.ended = new Promise((done) => desk.process.once('close', done));
    await waitFor('tacit open', () => told.includes('\n') || desk.process.exitCode !== null);
    if (!told) throw new Error(`tacit open: ${errors}`);
    desk.entry = JSON.parse(told.split('\n')[0]).page;
    desk.room = dirname(desk.entry);
    await desk.connect();
    return desk;
  }
  async connect() {
    const door = join(this.room, 'browser', 'profile', 'DevToolsActivePort');
    await waitFor('the browser', () => existsSync(door) && readFileSync(door, 'utf8').includes('\n'));
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(door, 'utf8').split('\n')[0]}`);
    this.page = await waitFor('the page', () =>
      this.browser.contexts().flatMap((one) => one.pages()).find((one) => one.url().startsWith('http://127.0.0.1:')));
    this.complaints = [];
    this.page.on('console', (message) => message.type() === 'error' && this.complaints.push(message.text()));
    this.page.on('pageerror', (error) => this.complaints.push(String(error)));
    await this.page.waitForSelector('input[type=password]');
    this.home = new URL(this.page.url()).origin;
  }
  async unlock(passphrase = kPassphrase) {
    await this.page.fill('input[type=password]', passphrase);
    await this.page.keyboard.press('Enter');
  }
  // By the key. The page may be gone before the press of it is over.
  async lock() {
    await this.page.keyboard.press('Control+l').catch(() => {});
  }
  // The command has ended by itself.
  async gone() {
    await this.browser?.close().catch(() => {});
    return this.ended;
  }
  async stop() {
    this.process.kill('SIGTERM');
    await this.gone();
  }
}
