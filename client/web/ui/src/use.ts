import { createContext } from "preact";
import { useContext, useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { Session } from "./session";

export const SessionContext = createContext<Session>(null as unknown as Session);

// The session, and a new look at it whenever it changes.
export function useSession(): Session {
  const session = useContext(SessionContext);
  const [, look] = useReducer((n: number) => n + 1, 0);
  useEffect(() => session.watch(() => look(undefined)), [session]);
  return session;
}

// The time, for what runs down on the screen.
export function useNow(every: number, runs: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!runs) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every, runs]);
  return now;
}

// What `load` answers, and a way to ask again. An answer that comes too late is dropped.
export function useLoaded<T>(load: () => Promise<T | undefined>, over: unknown[]): [T | undefined, () => void] {
  const [value, setValue] = useState<T | undefined>(undefined);
  const [turn, again] = useReducer((n: number) => n + 1, 0);
  const current = useRef(0);
  useEffect(() => {
    const mine = ++current.current;
    void load().then((answer) => {
      if (mine === current.current && answer !== undefined) setValue(answer);
    });
    return () => { current.current += 1; };
  }, [...over, turn]);
  return [value, () => again(undefined)];
}

// Runs one thing at a time: a second tap while it goes on does nothing.
export function useOnce(): [boolean, (what: () => Promise<unknown>) => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = async (what: () => Promise<unknown>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await what();
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return [busy, run];
}

// For a page that loads: when it is there, its first button takes the focus that its heading kept for it.
export function useFocusFirst(): void {
  useEffect(() => {
    const active = document.activeElement;
    if (active && active !== document.body && active.tagName !== "H1") return;
    const first = document.querySelector<HTMLElement>("main [data-first]") ?? document.querySelector<HTMLElement>("main h1");
    first?.focus({ preventScroll: true });
  }, []);
}
