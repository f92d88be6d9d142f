import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { readWho, showWho, type Spot, type Who } from "../logic/grid";
import { useSession } from "../use";
import { callOf, detailOf, useMatches } from "./people";

interface WhoProps {
  who: Who;
  spot: Spot;
  problem?: string;
  onChange: (who: Who) => void;
  onMove: (key: string) => boolean;
}

// Who was met: type-ahead over the people of this device, a number for people without a code, or somebody new.
export function WhoCell({ who, spot, problem, onChange, onMove }: WhoProps) {
  const { speech } = useSession();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const words = who.is === "words" ? who.words : "";
  const { people, asked } = useMatches(open ? words : "");
  const isFresh = asked === words.trim();
  const choices: Who[] = words.trim() === "" ? [] : [
    ...(isFresh ? people.map((person): Who => ({ is: "person", code: person.code, shown: callOf(person) })) : []),
    { is: "new", nickname: words.trim() },
  ];
  const at = Math.min(active, Math.max(0, choices.length - 1));
  const shown = open && choices.length > 0;
  const choose = (choice: Who | undefined) => {
    setOpen(false);
    setActive(0);
    if (choice) onChange(choice);
  };
  const press = (event: JSX.TargetedKeyboardEvent<HTMLInputElement>) => {
    if (shown && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      setActive((at + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % choices.length);
    } else if (event.key === "Enter" && !event.ctrlKey) {
      // Before the answer has come the words stand; the check says if they match nobody.
      if (shown && isFresh) choose(choices[at]);
      setOpen(false);
      onMove("Enter");
    } else if (event.key === "Escape" && shown) {
      setOpen(false);
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown" || isAtEdge(event)) {
      if (!onMove(event.key)) return;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="who" onFocusOut={(event) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOpen(false);
    }}>
      <input
        type="text"
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-label={`${spot.row + 1}, ${speech.say("who")}`}
        {...(shown ? { "aria-activedescendant": `${id}-${at}` } : {})}
        {...(problem ? { "aria-invalid": true, "aria-describedby": `${id}-problem` } : {})}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        data-spot={`${spot.row}/${spot.column}`}
        value={showWho(who)}
        onInput={(event) => { setOpen(true); setActive(0); onChange(readWho(event.currentTarget.value)); }}
        onKeyDown={press}
      />
      <WhoMark who={who} />
      <ul id={`${id}-list`} role="listbox" class="matches" hidden={!shown} aria-label={speech.say("who")}>
        {choices.map((choice, index) => (
          <li
            key={choice.is === "person" ? choice.code : "new"}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            class="match"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => { choose(choice); onMove("Enter"); }}
          >
            {choice.is === "person"
              ? <span class="match-name">{choice.shown}<small>{detailOf(people[index] ?? { code: choice.code, attributes: {} })}</small></span>
              : <span class="match-name">{speech.say("registerWords", { words: words.trim() })}</span>}
          </li>
        ))}
      </ul>
      {problem && <p class="wrong" id={`${id}-problem`}>{problem}</p>}
    </div>
  );
}

// The caret is where an arrow leads out of the field.
function isAtEdge(event: JSX.TargetedKeyboardEvent<HTMLInputElement>): boolean {
  const { selectionStart, selectionEnd, value } = event.currentTarget;
  if (selectionStart !== selectionEnd) return false;
  return event.key === "ArrowRight" && selectionEnd === value.length;
}

function WhoMark({ who }: { who: Who }) {
  const { say, count } = useSession().speech;
  switch (who.is) {
    case "new": return <span class="mark">{say("markNew")}</span>;
    case "anonymous": return <span class="mark">{count("anonymousPeople", who.people)}</span>;
    case "words": return <span class="mark mark-notSent">{say("markUnclear")}</span>;
    default: return null;
  }
}
