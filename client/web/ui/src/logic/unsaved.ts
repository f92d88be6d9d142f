import type { Draft } from "./draft";
import type { EveningSheet } from "./evening";

// What was begun and is no record yet, as it is kept in the vault between two times that the page is open.
export interface Unsaved { drafts: Draft[]; sheet: EveningSheet | null }

// Another form is another number: what an older page kept is then let go.
const kForm = 1;

export function writeUnsaved({ drafts, sheet }: Unsaved): string {
  if (drafts.length === 0 && sheet === null) return "";
  return JSON.stringify({ form: kForm, drafts, sheet });
}

export function readUnsaved(text: string): Unsaved {
  const nothing = { drafts: [], sheet: null };
  if (text === "") return nothing;
  try {
    const kept = JSON.parse(text) as { form?: unknown } & Unsaved;
    if (kept.form !== kForm || !Array.isArray(kept.drafts)) return nothing;
    return { drafts: kept.drafts, sheet: kept.sheet ?? null };
  } catch {
    return nothing;
  }
}

// The first number that none of them has: of drafts and of their tests.
export function nextIdAfter(drafts: Draft[]): number {
  return Math.max(0, ...drafts.flatMap((draft) => [draft.id, ...draft.tests.map((test) => test.id)])) + 1;
}
