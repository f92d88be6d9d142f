// Days are `2026-11-29` everywhere; a day has no time zone, so it is reckoned in UTC.

const kDay = 86_400_000;

function parseDay(day: string): Date | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

export function formatDay(day: string, language: string): string {
  const at = parseDay(day);
  if (!at) return day;
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(at);
}

export function addDays(day: string, days: number): string {
  const at = parseDay(day);
  return at ? new Date(at.getTime() + days * kDay).toISOString().slice(0, 10) : day;
}

export function daysBetween(from: string, to: string): number {
  const a = parseDay(from);
  const b = parseDay(to);
  return a && b ? Math.round((b.getTime() - a.getTime()) / kDay) : 0;
}
