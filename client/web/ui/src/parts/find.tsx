import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Person } from "../contract";
import { useSession } from "../use";
import { Icon } from "./icons";
import { callOf, detailOf, useMatches } from "./people";

export interface PickerProps {
  label: string;
  onPick: (person: Person) => void;
  // The last choice: somebody new, called by what was typed.
  onRegister?: (words: string) => void;
  // The second thing that can be done with a row: Ctrl+Enter, or its button.
  onRecord?: (person: Person) => void;
  onAnonymous?: () => void;
  inHeader?: boolean;
}

type Row = { is: "person"; person: Person } | { is: "register" } | { is: "anonymous" };

function rowsOf(people: Person[], words: string, props: PickerProps): Row[] {
  const rows: Row[] = people.map((person) => ({ is: "person", person }));
  if (props.onRegister && words.trim() !== "") rows.push({ is: "register" });
  if (props.onAnonymous && words.trim() !== "") rows.push({ is: "anonymous" });
  return rows;
}

// One field to find somebody, or to register who is not found.
export function Picker(props: PickerProps) {
  const { speech } = useSession();
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const pending = useRef<"pick" | "record" | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { people, asked } = useMatches(words);
  const isFresh = asked === words.trim();
  const rows = rowsOf(isFresh ? people : [], words, props);
  const at = Math.min(active, Math.max(0, rows.length - 1));

  const clear = () => { setWords(""); setActive(0); setOpen(false); pending.current = null; };
  const choose = (row: Row | undefined, record: boolean) => {
    if (!row) return;
    const typed = words.trim();
    clear();
    field.current?.blur();
    if (row.is === "register") props.onRegister?.(typed);
    else if (row.is === "anonymous") props.onAnonymous?.();
    else if (record && props.onRecord) props.onRecord(row.person);
    else props.onPick(row.person);
  };
  // Enter before the answer is there means the best of what will come.
  useEffect(() => {
    if (!isFresh || !pending.current || words.trim() === "") return;
    const record = pending.current === "record";
    pending.current = null;
    choose(rows[0], record);
  }, [isFresh, people]);

  const press = (event: JSX.TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      setActive((at + by + rows.length) % Math.max(1, rows.length));
      setOpen(true);
    } else if (event.key === "Enter" && words.trim() !== "") {
      event.preventDefault();
      event.stopPropagation();
      if (isFresh) choose(rows[at], event.ctrlKey);
      else pending.current = event.ctrlKey ? "record" : "pick";
    } else if (event.key === "Escape" && (words !== "" || open)) {
      event.preventDefault();
      event.stopPropagation();
      clear();
    }
  };

  const shown = open && words.trim() !== "" && isFresh;
  return (
    <div class={props.inHeader ? "find find-header" : "find"} onFocusOut={(event) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOpen(false);
    }}>
      <label class={props.inHeader ? "visually-hidden" : ""} for={id}>{props.label}</label>
      <div class="find-field">
        <Icon name="find" />
        <input
          ref={field}
          id={id}
          {...(props.inHeader ? { "data-find": "" } : {})}
          type="text"
          role="combobox"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(shown && rows.length > 0 ? { "aria-activedescendant": `${id}-${at}` } : {})}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={props.label}
          value={words}
          onInput={(event) => { setWords(event.currentTarget.value); setActive(0); setOpen(true); }}
          onFocus={() => setOpen(true)}
          onKeyDown={press}
        />
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label={props.label} class="matches" hidden={!shown}>
        {rows.map((row, index) => (
          <li
            key={row.is === "person" ? row.person.code : row.is}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            class={`match match-${row.is}`}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(row, false)}
          >
            <MatchText row={row} words={words.trim()} />
            {row.is === "person" && props.onRecord && (
              <button
                type="button"
                class="small primary"
                tabIndex={-1}
                onClick={(event) => { event.stopPropagation(); choose(row, true); }}
              >
                {speech.say("record")}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p class="visually-hidden" role="status">{shown ? speech.count("found", people.length) : ""}</p>
    </div>
  );
}

function MatchText({ row, words }: { row: Row; words: string }) {
  const { speech } = useSession();
  if (row.is === "register") return <span class="match-name">{speech.say("registerWords", { words })}</span>;
  if (row.is === "anonymous") return <span class="match-name">{speech.say("withoutCode")}</span>;
  return (
    <span class="match-name">
      {callOf(row.person)}
      <small>{detailOf(row.person)}</small>
    </span>
  );
}
