import type { Problem } from "../calls";
import type { Speech, TextKey } from "./words";

// Codes that mean one thing wherever they come from. Of the others the program's own text says more.
const texts: Record<string, TextKey> = {
  "wrong-passphrase": "problemWrongPassphrase",
  busy: "problemBusy",
  "storage-damaged": "problemStorageDamaged",
  unavailable: "problemUnavailable",
  "timed-out": "problemTimedOut",
  "not-found": "problemNotFound",
  "already-done": "problemAlreadyDone",
  "too-large": "problemTooLarge",
  "update-needed": "problemUpdateNeeded",
  "decryption-failed": "problemNotForUs",
  expired: "problemExpired",
  "out-of-stock": "problemOutOfStock",
  "not-admitted": "problemNotAdmitted",
};

// Where the program's text is there it may say more precisely what to do, but it is in English only.
export function sayProblem(problem: Pick<Problem, "code" | "detail">, speech: Speech): string {
  const key = texts[problem.code];
  if (key && (speech.language !== "en" || problem.detail === "")) return speech.say(key);
  if (problem.detail !== "") return problem.detail.charAt(0).toUpperCase() + problem.detail.slice(1);
  return key ? speech.say(key) : speech.say("problemOther");
}
