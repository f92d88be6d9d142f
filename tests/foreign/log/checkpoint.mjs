// Checkpoints: C2SP signed notes, docs/protocol.md §5 and §11.
import { Refused, bytes, demand, sha256, verifies } from './strict.mjs';

const kReason = 'malformed-checkpoint';
const kText = /^(tacit\/([A-Za-z0-9_-]{43})\/(0|[1-9]\d*))\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\nroster (0|[1-9]\d*) ([A-Za-z0-9_-]{43})\n$/;

function strictBase64(text) {
  const out = Buffer.from(text, 'base64');
  demand(out.toString('base64') === text, kReason, 'not strict base64');
  return out;
}

// Taken apart, not yet believed.
export function readCheckpoint(note) {
  demand(typeof note === 'string' && note.length <= 16384, kReason);
  const end = note.lastIndexOf('\n\n');
  demand(end > 0 && note.endsWith('\n'), kReason);
  const text = note.slice(0, end + 1);
  const found = kText.exec(text);
  demand(found, kReason);
  const [, origin, org, generation, size, root, seq, link] = found;
  const signatures = note.slice(end + 2, -1).split('\n').map((line) => {
    const parts = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+=*)$/u.exec(line);
    demand(parts, kReason, 'a signature line');
    const blob = strictBase64(parts[2]);
    demand(blob.length > 4, kReason, 'a signature line');
    return { name: parts[1], id: blob.subarray(0, 4), bytes: blob.subarray(4) };
  });
  const numbers = [generation, size, seq].map(Number);
  if (!numbers.every(Number.isSafeInteger)) throw new Refused(kReason, 'a number out of range');
  bytes(org, 32);
  bytes(link, 32);
  return { text, origin, org, generation: numbers[0], size: numbers[1], root: strictBase64(root), seq: numbers[2], link, signatures };
}

export function signedByLog(checkpoint, logPk) {
  const id = sha256(checkpoint.origin, Buffer.from([0x0a, 0x01]), bytes(logPk, 32)).subarray(0, 4);
  const ours = checkpoint.signatures.filter((line) => line.name === checkpoint.origin && line.id.equals(id));
  demand(ours.length === 1, 'checkpoint-of-another-key');
  demand(verifies(Buffer.from(checkpoint.text), ours[0].bytes, logPk), 'checkpoint-signature');
}
