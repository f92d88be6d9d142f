// An organisation on this machine: a server, a steward's desk, a worker's tablet with goods in the bag.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';

import { Programs } from './programs.mjs';

export async function found(pack = 'street-rounds', goods = ['hygiene-kit']) {
  const programs = new Programs(process.env.TACIT, process.env.TACITD);
  // Memory-backed, as a login session's is.
  programs.memory = mkdtempSync('/dev/shm/tacit-browser-');
  const stop = programs.stop;
  programs.stop = () => {
    stop.call(programs);
    rmSync(programs.memory, { recursive: true, force: true });
  };
  try {
    await fill(programs, pack, goods);
  } catch (error) {
    programs.stop();
    throw error;
  }
  return programs;
}

async function fill(programs, pack, goods) {
  const founding = await programs.serve();
  await programs.told('desk', ['found', '--name', 'Street Help', '--device-name', 'desk', '--pack', pack], [founding]);
  await programs.told('desk', ['team', 'add', 'Northern route', '--join']);
  for (const name of ['tab', 'col']) {
    const { invitation } = await programs.told('desk', ['invite', '--name', name, '--role', 'worker', '--team', 'Northern route']);
    const { fingerprint } = await programs.told(name, 'join', [invitation]);
    await programs.told('desk', ['member', 'admit', fingerprint]);
    await programs.told(name, 'sync');
  }
  const { device } = await programs.told('tab', 'status');
  for (const commodity of goods) {
    await programs.told('desk', ['stock', 'receive', '--commodity', commodity, '--quantity', '100', '--expiry', '2099-01-01']);
    await programs.told('desk', ['stock', 'issue', '--commodity', commodity, '--quantity', '20', '--to', device]);
  }
  await programs.told('desk', 'sync');
  await programs.told('tab', 'sync');
}
