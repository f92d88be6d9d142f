import type { Member, MemberChange, NewInvitation, Role } from "../contract_goods";

// What a steward says of a device: its role, and with it either teams or grants.
export interface Standing { role: Role; teams: string[]; grants: string[]; everything: boolean }

export function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

// Whether these are the digits, all of them: keys whose digits begin alike are made in no time.
export function agrees(typed: string, fingerprint: string): boolean {
  return digitsOf(typed) !== "" && digitsOf(typed) === digitsOf(fingerprint);
}

export function differs(typed: string, fingerprint: string): boolean {
  return !digitsOf(fingerprint).startsWith(digitsOf(typed));
}

// An auditor belongs to no team; the others read no grants alone.
export function sayStanding({ role, teams, grants, everything }: Standing): Pick<NewInvitation, "role" | "teams" | "grants"> {
  if (role !== "auditor") return { role, teams, grants: [] };
  return { role, teams: [], grants: everything ? [] : grants };
}

export function changeOf(device: string, standing: Standing): MemberChange {
  return { device, ...sayStanding(standing), all_grants: standing.role === "auditor" && standing.everything };
}

export function lacksOf({ role, teams, grants, everything }: Standing): "team" | "grant" | null {
  if (role !== "auditor") return teams.length === 0 ? "team" : null;
  return everything || grants.length > 0 ? null : "grant";
}

export function standingOf(member: Member): Standing {
  return { role: member.role, teams: member.team_ids, grants: member.grants, everything: member.grants.length === 0 };
}

// In the order in which they are looked for: those who are in, stewards first; then those who were.
export function sortMembers(members: Member[]): Member[] {
  const rank = (one: Member) => (one.active ? 0 : 4) + (one.steward ? 0 : { staff: 1, worker: 2, auditor: 3 }[one.role]);
  return [...members].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
