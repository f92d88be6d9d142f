import type { Entry, Version } from "../contract";
import type { Speech, TextKey } from "../i18n/words";
import { nameOf, type Pack, type Table } from "../pack";
import { formatDay } from "../i18n/days";

// A line for a record, in the words of the page's language; what it does not know is said as the program says it.

type Body = Record<string, unknown>;

export function versionThatCounts(entry: Entry): Version | undefined {
  // Of what was voided, as it was recorded.
  return entry.versions.find((version) => version.state.startsWith("counts")) ?? entry.versions[0];
}

// What counts of a record, whether it was said first or by a correction.
export function whatCounts(entry: Entry): { kind: string; body: Body } {
  const version = versionThatCounts(entry);
  const body = version?.body ?? {};
  if (version?.kind !== "correct") return { kind: version?.kind ?? entry.kind ?? "", body };
  return { kind: text(body, "kind"), body: (body["replacement"] ?? {}) as Body };
}

export type Mark = "voided" | "notSent" | "corrected" | "sent" | "competing";

export function marksOf(entry: Entry): Mark[] {
  const marks: Mark[] = [];
  if (entry.competing) marks.push("competing");
  if (entry.voided) marks.push("voided");
  else if (entry.versions.length > 1) marks.push("corrected");
  const waits = versionThatCounts(entry)?.state === "counts, not sent";
  marks.push(entry.sent === false || waits ? "notSent" : "sent");
  return marks;
}

export const results: Record<string, TextKey> = {
  reactive: "resultReactive",
  "non-reactive": "resultNonReactive",
  invalid: "resultInvalid",
};
export const outcomes: Record<string, TextKey> = {
  seen: "outcomeSeen",
  result: "outcomeResult",
  linked: "outcomeLinked",
  "no-show": "outcomeNoShow",
  declined: "outcomeDeclined",
  refused: "outcomeRefused",
};

function text(body: Body, key: string): string {
  const value = body[key];
  return typeof value === "string" ? value : "";
}

function list(body: Body, key: string): Body[] {
  const value = body[key];
  return Array.isArray(value) ? (value as Body[]) : [];
}

function describeContact(body: Body, name: (table: Table, code: string) => string, speech: Speech): string {
  const counted = (one: Body, table: Table) => {
    const label = name(table, text(one, "code"));
    return one["count"] === 1 ? label : `${String(one["count"])} × ${label}`;
  };
  const parts = [
    ...list(body, "services").map((one) => counted(one, "services")),
    ...list(body, "tests").map((one) => {
      const result = results[text(one, "result")];
      return `${name("tests", text(one, "test"))}: ${result ? speech.say(result) : ""}`;
    }),
    ...list(body, "given").map((one) => counted(one, "commodities")),
  ];
  const where = `${name("outings", text(body, "kind"))}, ${name("sites", text(body, "site"))}`;
  const note = text(body, "note");
  const people = typeof body["anonymous"] === "number" ? [speech.count("anonymousPeople", body["anonymous"])] : [];
  return [...people, where, ...parts, ...(note === "" ? [] : [`“${note}”`])].join(" · ");
}

export function describeEntry(entry: Entry, pack: Pack | null, speech: Speech): string {
  const { kind, body } = whatCounts(entry);
  const said = entry.text ?? "";
  const name = (table: Table, code: string) => nameOf(pack, table, code, speech.language);
  switch (kind) {
    case "contact":
      return describeContact(body, name, speech);
    case "outing":
      return speech.say("lineOuting", { where: `${name("outings", text(body, "kind"))}, ${name("sites", text(body, "site"))}` });
    case "group":
      return speech.count("lineGroup", Number(body["participants"] ?? 0), { kind: name("sessions", text(body, "kind")) });
    case "referral":
      return speech.say("lineReferral", { to: name("destinations", text(body, "destination")), number: text(body, "voucher") });
    case "followup": {
      const what = outcomes[text(body, "outcome")];
      return what ? speech.say("lineOutcome", { what: speech.say(what) }) : said;
    }
    case "client":
      return text(body, "op") === "register" ? speech.say("lineRegistered") : said;
    case "consent":
      return speech.say(body["given"] === false ? "lineConsentWithdrawn" : "lineConsent");
    case "appointment":
      return speech.say("lineAppointment", {
        service: name("services", text(body, "service")),
        day: formatDay(text(body, "on"), speech.language),
      });
    default:
      return said;
  }
}
