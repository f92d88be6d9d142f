// Serves dist/ and answers the calls of docs/web.md from memory, to try the page without the program.
// Usage: node mock/server.mjs [PACK.json] [PORT]. Any passphrase opens it but "wrong".
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { makeCalls, Problem } from "./calls.mjs";

const here = new URL(".", import.meta.url);
const packFile = process.argv[2] ?? new URL("../../../../schema/packs/msm-outreach.json", here);
const port = Number(process.argv[3] ?? 8123);
const pack = JSON.parse(await readFile(packFile, "utf8"));
const { state, calls } = makeCalls(pack);
const key = "mock-key";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
  "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const headers = {
  "cache-control": "no-store",
  "content-security-policy": policy,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
const files = { "/": ["index.html", "text/html"], "/app.js": ["app.js", "text/javascript"], "/app.css": ["app.css", "text/css"] };

function refuse(response, status, text) {
  response.writeHead(status, { ...headers, "content-type": "text/plain; charset=utf-8" }).end(text);
}

function tell(response, body, status = 200, type = "application/json") {
  response.writeHead(status, { ...headers, "x-tacit-answer": "mock-mark", "content-type": type }).end(JSON.stringify(body));
}

async function readBody(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString("utf8") || "{}");
}

function run(name, body) {
  if (name === "unlock") {
    if (body.passphrase === "wrong") throw new Problem(403, "wrong-passphrase", "");
    state.open = true;
    return {};
  }
  if (name === "lock") {
    state.locked = true;
    return {};
  }
  if (!state.open) throw new Problem(409, "not-ready", "it is locked");
  if (!Object.hasOwn(calls, name)) throw new Problem(404, "not-found", "there is no such call");
  return calls[name](body);
}

async function answerCall(request, response, name) {
  const body = await readBody(request);
  if (state.locked) return refuse(response, 403, "closed");
  if (name === "hello") return tell(response, { key, state: state.open ? "open" : "locked" });
  if (request.headers["x-tacit-key"] !== key) return refuse(response, 403, "this call lacks its key");
  try {
    return tell(response, run(name, body));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const problem = { type: `/problems/${error.code}`, title: error.code, status: error.status, code: error.code, detail: error.message };
    return tell(response, problem, error.status, "application/problem+json");
  }
}

createServer(async (request, response) => {
  const path = (request.url ?? "/").split("?")[0];
  // For tests: as if the program had been started anew.
  if (path === "/mock/restart") { Object.assign(state, { open: false, locked: false }); return tell(response, {}); }
  if (path.startsWith("/api/")) return answerCall(request, response, path.slice(5));
  const file = files[path];
  if (!file) return refuse(response, 404, "there is no such page");
  const content = await readFile(new URL(`../dist/${file[0]}`, here));
  return response.writeHead(200, { ...headers, "content-type": `${file[1]}; charset=utf-8` }).end(content);
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/`));
