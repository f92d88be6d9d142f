import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../contract";
import { useSession } from "../use";

const kPause = 120;
const kMost = 8;

export function callOf(person: Person): string {
  return person.nickname || person.name || person.code;
}

// What tells one from another with the same nickname.
export function detailOf(person: Person): string {
  const shown = callOf(person);
  return [person.name, person.phone, person.code].filter((part) => part && part !== shown).join(" · ");
}

// People that match, a moment after the last key. An answer that comes after a later question is dropped.
export function useMatches(words: string): { people: Person[]; asked: string } {
  const session = useSession();
  const [found, setFound] = useState<{ people: Person[]; asked: string }>({ people: [], asked: "" });
  const latest = useRef("");
  useEffect(() => {
    const asked = words.trim();
    latest.current = asked;
    if (asked === "") {
      setFound({ people: [], asked });
      return undefined;
    }
    const timer = setTimeout(async () => {
      const answer = await session.attempt(() => session.call("find", { words: asked, limit: kMost }));
      if (answer && latest.current === asked) setFound({ people: answer.people, asked });
    }, kPause);
    return () => clearTimeout(timer);
  }, [words]);
  return found;
}
