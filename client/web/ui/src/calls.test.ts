import { describe, expect, it } from "vitest";
import { Closed, makeCalls, Problem } from "./calls";

const kHello = '{"key":"k","state":"open"}';

function answer(status: number, body: string, type = "application/json", mark = "ours") {
  return new Response(body, { status, headers: { "content-type": type, ...(mark === "" ? {} : { "x-tacit-answer": mark }) } });
}

function serve(...answers: Response[]) {
  const asked: { path: string; key: string | null }[] = [];
  let closed = 0;
  const post = ((path: string, init: RequestInit) => {
    asked.push({ path, key: new Headers(init.headers).get("x-tacit-key") });
    const next = answers.shift();
    return next ? Promise.resolve(next) : Promise.reject(new TypeError("refused"));
  }) as unknown as typeof fetch;
  const call = makeCalls(() => { closed += 1; }, post);
  return { call, asked, closed: () => closed };
}

describe("calls", () => {
  it("carry the key that hello told", async () => {
    const { call, asked } = serve(answer(200, '{"key":"k","state":"open"}'), answer(200, "{}"));
    await call("hello", {});
    await call("stay", {});
    expect(asked).toEqual([{ path: "/api/hello", key: null }, { path: "/api/stay", key: "k" }]);
  });
  it("tell a problem by its code", async () => {
    const problem = answer(403, '{"code":"wrong-passphrase","detail":"no"}', "application/problem+json");
    const { call, closed } = serve(answer(200, kHello), problem);
    await call("hello", {});
    await expect(call("unlock", { passphrase: "x" })).rejects.toMatchObject({ code: "wrong-passphrase", detail: "no" });
    expect(closed()).toBe(0);
  });
  it("close the page when the gate refuses", async () => {
    const { call, closed } = serve(answer(403, "closed", "text/plain"));
    await expect(call("today", {})).rejects.toBeInstanceOf(Closed);
    expect(closed()).toBe(1);
  });
  it("close the page when nobody answers", async () => {
    const { call, closed } = serve();
    await expect(call("today", {})).rejects.toBeInstanceOf(Closed);
    expect(closed()).toBe(1);
  });
  it("close the page when somebody else answers", async () => {
    for (const stranger of [answer(200, '{"state":"idle"}', "application/json", ""), answer(200, '{"state":"idle"}', "application/json", "theirs")]) {
      const { call, closed } = serve(answer(200, kHello), stranger);
      await call("hello", {});
      await expect(call("sending", {})).rejects.toBeInstanceOf(Closed);
      expect(closed()).toBe(1);
    }
  });
  it("take another failure for a problem", async () => {
    const { call, closed } = serve(answer(500, "", "text/plain"));
    await expect(call("today", {})).rejects.toBeInstanceOf(Problem);
    expect(closed()).toBe(0);
  });
});
