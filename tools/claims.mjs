// Compares SECURITY.md with the last run of the suite: each claim's tests exist, ran, and tried as many cases as it says.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = `Usage: tools/claims [--check | --update] [LOG]

  (none)    prints how many tests and cases stand behind each row of SECURITY.md
  --check   also refuses a row whose test is not there or that claims more than was tried
  --update  writes the numbers of this run into SECURITY.md

LOG is what ctest wrote, build/release/Testing/Temporary/LastTest.log if not given; it must be of the whole suite.
A test that tries many cases prints them as "cases: 255 flipped bits" (tests/support/cases.hpp); any other counts as one.`;

// How many points a crash test finds depends a little on the version of SQLite.
const enough = 0.9;
const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(top, 'SECURITY.md');

function parseArguments(given) {
  const mode = given[0]?.startsWith('-') ? given.shift() : '';
  if (mode === '--help' || mode === '-h') {
    console.log(usage);
    process.exit(0);
  }
  if (!['', '--check', '--update'].includes(mode) || given.length > 1) {
    console.error(usage);
    process.exit(2);
  }
  return { mode, log: given[0] ?? join(top, 'build/release/Testing/Temporary/LastTest.log') };
}

// Name of a test -> how many cases it tried.
function readRun(text) {
  const run = new Map();
  for (const block of text.split(/^\d+\/\d+ Testing: /m).slice(1)) {
    const name = block.slice(0, block.indexOf('\n'));
    const said = [...block.matchAll(/^(?:cases: (\d+) |ℹ pass (\d+)$)/gm)].map((match) => Number(match[1] ?? match[2]));
    run.set(name, said.length === 0 ? 1 : said.reduce((sum, each) => sum + each, 0));
  }
  return run;
}

// As ctest -R would take it, but whole words: "Suite.*", "Suite.Test", with or without what a parameter adds.
function matcher(pattern) {
  const text = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\*', '.*');
  return new RegExp(`(^|/)${text}(/|$)`);
}

function judgeRow(cells, run) {
  const names = [...cells[1].matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  const found = new Set();
  const missing = [];
  for (const name of names) {
    const test = matcher(name);
    const matching = [...run.keys()].filter((each) => test.test(each));
    if (matching.length === 0) missing.push(name);
    for (const each of matching) found.add(each);
  }
  const cases = [...found].reduce((sum, each) => sum + run.get(each), 0);
  return { missing, tests: found.size, cases };
}

function isRow(line) {
  return line.startsWith('| ') && !/^\| (guarantee|what it does) \|/.test(line);
}

function splitRow(line) {
  return line.split(' | ').map((cell) => cell.replace(/^\| /, '').replace(/ \|$/, '').trim());
}

function main() {
  const { mode, log } = parseArguments(process.argv.slice(2));
  const run = readRun(readFileSync(log, 'utf8'));
  const lines = readFileSync(page, 'utf8').split('\n');
  const from = lines.indexOf('## What holds, and its test');
  const until = lines.findIndex((line, at) => at > from && line.startsWith('## '));
  let refused = 0;
  let tests = 0;
  for (let at = from; at < until; ++at) {
    if (!isRow(lines[at])) continue;
    const cells = splitRow(lines[at]);
    const judged = judgeRow(cells, run);
    const claimed = Number((cells[2] ?? '').replaceAll(',', ''));
    const short = !(claimed >= 1) || judged.cases < claimed * enough;
    tests += judged.tests;
    if (mode === '') console.log(`${judged.tests} tests, ${judged.cases} cases: ${cells[0]}`);
    for (const name of judged.missing) console.error(`claims: no test ran as ${name}: ${cells[0]}`);
    if (mode === '--check' && short) console.error(`claims: ${claimed} cases claimed, ${judged.cases} tried: ${cells[0]}`);
    if (judged.missing.length > 0 || (mode === '--check' && short)) ++refused;
    lines[at] = `| ${cells[0]} | ${cells[1]} | ${judged.cases.toLocaleString('en')} |`;
  }
  if (mode === '--update' && refused === 0) writeFileSync(page, lines.join('\n'));
  console.log(`claims: ${tests} tests behind the rows of SECURITY.md, ${refused} rows refused`);
  process.exit(refused === 0 ? 0 : 1);
}

main();
