import { useState } from "preact/hooks";
import { leftOf, isReady, showLeft } from "../logic/timer";
import { nameOf } from "../pack";
import { languages, ownNames } from "../i18n/words";
import { useNow, useSession } from "../use";
import { Dialog } from "./dialog";
import { Picker } from "./find";
import { Icon } from "./icons";
import { callOf } from "./people";
import type { Place } from "../session";

export function Header() {
  const session = useSession();
  const { say } = session.speech;
  const [menu, setMenu] = useState(false);
  return (
    <header class="header no-print">
      <div class="header-row">
        <button type="button" class="icon-button" aria-label={say("today")} onClick={() => session.go({ at: "today" })}>
          <Icon name="home" />
        </button>
        <Picker
          inHeader
          label={say("findOrRegister")}
          onPick={(person) => session.go({ at: "person", code: person.code })}
          onRecord={(person) => session.record(person)}
          onRegister={(words) => session.go({ at: "register", words })}
          onAnonymous={() => session.record(null)}
        />
        <button type="button" class="icon-button" aria-label={say("menu")} aria-haspopup="dialog" onClick={() => setMenu(true)}>
          <Icon name="menu" />
        </button>
        <button type="button" class="icon-button lock" aria-label={say("lock")} title={`${say("lock")} (Ctrl+L)`} onClick={() => session.lock()}>
          <Icon name="lock" />
          <span>{say("lock")}</span>
        </button>
      </div>
      <Strip />
      {menu && <Menu onClose={() => setMenu(false)} />}
    </header>
  );
}

// What goes on beside the page one is at: the outing, tests that run, what was not sent.
function Strip() {
  const session = useSession();
  const { say, count, language } = session.speech;
  const { today, sheet } = session.state;
  const outing = today?.outing;
  const sheetRows = (sheet?.rows.length ?? 1) - 1;
  return (
    <div class="strip">
      {session.state.place.at !== "today" && (
        <button type="button" class="chip" onClick={() => session.back()}><Icon name="back" />{say("back")}</button>
      )}
      {outing && (
        <button type="button" class="chip chip-on" onClick={() => session.go({ at: "outing" })}>
          {nameOf(session.pack, "outings", outing.kind, language)} · {nameOf(session.pack, "sites", outing.site, language)}
        </button>
      )}
      <Running />
      {sheetRows > 0 && session.state.place.at !== "evening" && (
        <button type="button" class="chip" onClick={() => session.go({ at: "evening" })}>{count("sheetRows", sheetRows)}</button>
      )}
      {today !== null && today.unsent > 0 && (
        <button type="button" class="chip" onClick={() => session.go({ at: "send" })}>{count("unsent", today.unsent)}</button>
      )}
    </div>
  );
}

function Running() {
  const session = useSession();
  const { say } = session.speech;
  const running = session.state.drafts.flatMap((draft) =>
    draft.tests.flatMap((test) => (test.run && test.result === null ? [{ draft, test, run: test.run }] : [])),
  );
  const now = useNow(1000, running.length > 0);
  const ready = running.filter(({ run }) => isReady(run, now)).length;
  return (
    <>
      {running.map(({ draft, test, run }) => {
        const who = draft.person ? callOf(draft.person) : say("withoutCode");
        const isOver = isReady(run, now);
        return (
          <button
            type="button"
            key={test.id}
            class={isOver ? "chip chip-ready" : "chip chip-timer"}
            onClick={() => session.go({ at: "contact", draft: draft.id })}
          >
            <Icon name="clock" />{who} <b>{isOver ? say("readIt") : showLeft(leftOf(run, now))}</b>
          </button>
        );
      })}
      <span class="visually-hidden" role="status">{ready > 0 ? say("testReady") : ""}</span>
    </>
  );
}

function Menu({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const { say } = session.speech;
  const go = (place: Place) => { onClose(); session.go(place); };
  return (
    <Dialog title={say("menu")} onClose={onClose}>
      <nav class="menu">
        <button type="button" data-first="" onClick={() => go({ at: "today" })}>{say("today")}</button>
        <button type="button" onClick={() => { onClose(); session.record(null); }}>{say("withoutCode")}</button>
        <button type="button" onClick={() => go({ at: "register", words: "" })}>{say("register")}</button>
        <button type="button" onClick={() => go({ at: "due" })}>{say("due")}</button>
        <button type="button" onClick={() => go({ at: "recent" })}>{say("recent")}</button>
        <button type="button" onClick={() => go({ at: "outing" })}>{say("outing")}</button>
        <button type="button" onClick={() => go({ at: "evening" })}>{say("evening")}</button>
        <button type="button" onClick={() => go({ at: "group" })}>{say("group")}</button>
        <button type="button" onClick={() => go({ at: "bag" })}>{say("bag")}</button>
        <button type="button" onClick={() => go({ at: "send" })}>{say("send")}</button>
        <button type="button" onClick={() => go({ at: "handOver" })}>{say("handOver")}</button>
        <button type="button" onClick={() => go({ at: "help" })}>{say("help")}</button>
      </nav>
      <div class="menu-languages" role="group" aria-label={say("language")}>
        {languages.map((language) => (
          <button
            type="button"
            key={language}
            lang={language}
            aria-pressed={language === session.state.language}
            onClick={() => void session.speakIn(language)}
          >
            {ownNames[language]}
          </button>
        ))}
      </div>
      <div class="buttons">
        <button type="button" onClick={onClose}>{say("close")}</button>
        <button type="button" onClick={() => session.lock()}>{say("lock")}</button>
      </div>
    </Dialog>
  );
}
