import { describe, expect, it } from "vitest";
import type { Member } from "../contract_goods";
import { agrees, changeOf, differs, lacksOf, sayStanding, sortMembers, standingOf } from "./member";

const member = (change: Partial<Member>): Member => ({
  device: "d", name: "n", role: "worker", steward: false, teams: [], team_ids: [], active: true, fingerprint: "", grants: [], ...change,
});

describe("digits that are compared", () => {
  const fingerprint = "0123 4567 8901 2345";
  it("agree when all of them were typed, and right", () => {
    expect(agrees("0123456789012345", fingerprint)).toBe(true);
    expect(agrees("0123-4567-8901-2345", fingerprint)).toBe(true);
    expect(agrees("01234567", fingerprint)).toBe(false);
    expect(agrees("0123456789012346", fingerprint)).toBe(false);
    expect(agrees("", "")).toBe(false);
  });
  it("differ from the first wrong one on", () => {
    expect(differs("0123 45", fingerprint)).toBe(false);
    expect(differs("0123 46", fingerprint)).toBe(true);
  });
});

describe("what a device may do", () => {
  it("is teams or grants, never both", () => {
    const both = { teams: ["t"], grants: ["g"], everything: false };
    expect(sayStanding({ role: "worker", ...both })).toEqual({ role: "worker", teams: ["t"], grants: [] });
    expect(sayStanding({ role: "auditor", ...both })).toEqual({ role: "auditor", teams: [], grants: ["g"] });
    expect(changeOf("d", { role: "auditor", ...both, everything: true })).toEqual({
      device: "d", role: "auditor", teams: [], grants: [], all_grants: true,
    });
  });
  it("lacks something until it is said", () => {
    expect(lacksOf({ role: "staff", teams: [], grants: [], everything: true })).toBe("team");
    expect(lacksOf({ role: "auditor", teams: [], grants: [], everything: false })).toBe("grant");
    expect(lacksOf({ role: "auditor", teams: [], grants: [], everything: true })).toBeNull();
  });
  it("begins from what it is, with teams by id", () => {
    expect(standingOf(member({ teams: ["Route 1", "Route 1"], team_ids: ["t1", "t2"] })).teams).toEqual(["t1", "t2"]);
  });
});

describe("members", () => {
  it("come with stewards first and those who were shut out last", () => {
    const list = [member({ name: "a", active: false, steward: true }), member({ name: "b" }), member({ name: "c", role: "staff", steward: true })];
    expect(sortMembers(list).map(({ name }) => name)).toEqual(["c", "b", "a"]);
  });
});
