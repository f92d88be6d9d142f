// The programs as they are shipped: a tacitd that serves, and tacit run command by command, in a folder of their own.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kPassphrase = 'correct horse battery staple\n';

function text(stream) {
  let all = '';
  stream.setEncoding('utf8').on('data', (chunk) => (all += chunk));
  return () => all;
}

export class Programs {
  #tacit;
  #tacitd;
  #server;
  #port; // of the running server; its address has to be known before it has one
  #forwarder;

  constructor(tacit, tacitd) {
    this.#tacit = tacit;
    this.#tacitd = tacitd;
    this.folder = mkdtempSync(join(tmpdir(), 'tacit-foreign-'));
    for (const name of ['home', 'tmp']) mkdirSync(this.at(name));
    this.environment = { PATH: process.env.PATH, HOME: this.at('home'), TMPDIR: this.at('tmp') };
  }
  at = (name) => join(this.folder, name);

  // Serves; answers the founding invitation.
  async serve() {
    this.#forwarder = createServer((client) => {
      const server = connect(this.#port, '127.0.0.1');
      client.pipe(server).pipe(client);
      for (const end of [client, server]) end.on('error', () => { client.destroy(); server.destroy(); });
    });
    await new Promise((done) => this.#forwarder.listen(0, '127.0.0.1', done));
    const url = `https://127.0.0.1:${this.#forwarder.address().port}`;
    const made = await this.#run(this.#tacitd, ['init', '--data', this.at('server'), '--url', url, '--passphrase-fd', '3']);
    if (made.code !== 0) throw new Error(`tacitd init: ${made.errors}`);
    const serving = ['serve', '--data', this.at('server'), '--listen', '127.0.0.1:0', '--passphrase-fd', '3'];
    this.#server = this.#start(this.#tacitd, serving);
    this.#server.stderr.resume();
    const line = await new Promise((done, failed) => {
      this.#server.stdout.setEncoding('utf8').once('data', done);
      this.#server.once('exit', () => failed(new Error('tacitd serve ended')));
    });
    this.#port = Number(/:(\d+)\s*$/.exec(line)[1]);
    return made.output.trim();
  }
  // Runs tacit on a vault; answers { code, output, errors }.
  tacit = (vault, line, answers = []) =>
    this.#run(this.#tacit, ['--vault', this.at(vault), '--passphrase-fd', '3', ...(Array.isArray(line) ? line : line.split(' '))],
      answers.map((answer) => `${answer}\n`).join(''));
  // The same, when it has to succeed; what it told as JSON.
  async told(vault, line, answers) {
    const ran = await this.tacit(vault, ['--json', ...(Array.isArray(line) ? line : line.split(' '))], answers);
    if (ran.code !== 0) throw new Error(`tacit ${line}: ${ran.output}${ran.errors}`);
    return JSON.parse(ran.output.split('\n')[0]);
  }
  stop() {
    this.#server?.kill('SIGKILL');
    this.#forwarder?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #start(program, args) {
    const child = spawn(program, args, { env: this.environment, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    child.stdio[3].on('error', () => {}).end(kPassphrase);
    return child;
  }
  async #run(program, args, input = '') {
    const child = this.#start(program, args);
    const [output, errors] = [text(child.stdout), text(child.stderr)];
    child.stdin.on('error', () => {}).end(input);
    const code = await new Promise((done, failed) => child.once('close', done).once('error', failed));
    return { code, output: output(), errors: errors() };
  }
}
