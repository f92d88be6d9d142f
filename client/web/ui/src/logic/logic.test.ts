import { describe, expect, it } from "vitest";
import { correctBody } from "./correction";
import { fromBase64, toBase64 } from "./file";
import { drawRows } from "./sheet";
import { isReady, leftOf, showLeft } from "./timer";

describe("a test that runs", () => {
  const run = { startedAt: 1000, minutes: 15 };
  it("counts down from its start, whatever happened between", () => {
    expect(leftOf(run, 1000)).toBe(900_000);
    expect(leftOf(run, 10_000_000)).toBe(0);
    expect(isReady(run, 900_999)).toBe(false);
    expect(isReady(run, 901_000)).toBe(true);
  });
  it("shows nothing left only when nothing is", () => {
    expect(showLeft(900_000)).toBe("15:00");
    expect(showLeft(61_001)).toBe("1:02");
    expect(showLeft(1)).toBe("0:01");
    expect(showLeft(0)).toBe("0:00");
  });
});

describe("a corrected body", () => {
  const body = { day: "2026-11-29", client: "c", kind: "club", time: "night", site: "club-1", given: [{ code: "kit", count: 2 }], about: { sex: "m" } };
  it("keeps what was not changed, in the order of records", () => {
    const changed = correctBody(body, { information: 1 }, { kit: 3 }, "");
    expect(Object.keys(changed)).toEqual(["day", "client", "kind", "time", "site", "services", "given", "about"]);
    expect(changed["given"]).toEqual([{ code: "kit", count: 3 }]);
  });
  it("writes nothing empty", () => {
    expect(correctBody(body, {}, {}, " ")).not.toHaveProperty("given");
  });
});

describe("a QR code", () => {
  it("is one path of runs", () => expect(drawRows(["0110", "1000"])).toBe("M1 0h2v1h-2zM0 1h1v1h-1z"));
});

describe("a file", () => {
  it("comes back as it went", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  });
});
