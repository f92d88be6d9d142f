// A rapid test that runs. Only its start is kept, so that a sleeping machine or a slow tick loses nothing.
export const kUsualMinutes = 15;

export interface Run { startedAt: number; minutes: number }

export function leftOf(run: Run, now: number): number {
  return Math.max(0, run.startedAt + run.minutes * 60_000 - now);
}

export function isReady(run: Run, now: number): boolean {
  return leftOf(run, now) === 0;
}

// Rounded up: 0:00 is shown only when the time has come.
export function showLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
