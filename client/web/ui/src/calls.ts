import type { CallName, Contract } from "./contract";

// A call that was refused, with the stable code of docs/web.md.
export class Problem extends Error {
  constructor(readonly code: string, readonly detail: string) {
    super(code);
  }
}

// The session is over: locked, ended, or never ours.
export class Closed extends Error {}

export type Calls = <K extends CallName>(name: K, body: Contract[K][0]) => Promise<Contract[K][1]>;

async function readProblem(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as { code?: unknown; detail?: unknown };
  return new Problem(typeof body.code === "string" ? body.code : "", typeof body.detail === "string" ? body.detail : "");
}

// What the gate refuses is plain text; what a verb refuses is a problem. So a 403 of a verb does not end the session.
function isProblem(answer: Response): boolean {
  return (answer.headers.get("content-type") ?? "").startsWith("application/problem+json");
}

// The key lives in this closure alone, and the mark by which answers are known: after the program has ended, its port may
// be somebody else's.
export function makeCalls(onClosed: () => void, post: typeof fetch = (...args) => fetch(...args)): Calls {
  let key = "";
  let mark: string | null = null;
  return async (name, body) => {
    let answer: Response;
    try {
      answer = await post(`/api/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(key === "" ? {} : { "x-tacit-key": key }) },
        body: JSON.stringify(body),
        cache: "no-store",
        redirect: "error",
      });
    } catch {
      onClosed();
      throw new Closed();
    }
    const marked = answer.headers.get("x-tacit-answer");
    if (mark === null && name === "hello") mark = marked;
    if ((answer.ok || isProblem(answer)) && (marked === null || marked !== mark)) {
      onClosed();
      throw new Closed();
    }
    if (!answer.ok) {
      if (isProblem(answer)) throw await readProblem(answer);
      if (answer.status === 403 || answer.status === 421) {
        onClosed();
        throw new Closed();
      }
      throw new Problem("", answer.statusText);
    }
    const said = await answer.json();
    if (name === "hello") key = (said as { key: string }).key;
    return said;
  };
}
