import { useState } from "preact/hooks";
import { menuOf } from "../logic/menu";
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
        <button
          type="button"
          class="icon-button"
          aria-label={say(session.role === "auditor" ? "activity" : "today")}
          onClick={() => session.go({ at: "today" })}
        >
          <Icon name="home" />
        </button>
        {session.role === "auditor" ? <span class="header-space" /> : <Find />}
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

function Find() {
  const session = useSession();
  return (
    <Picker
      inHeader
      label={session.speech.say("findOrRegister")}
      onPick={(person) => session.go({ at: "person", code: person.code })}
      onRecord={(person) => session.record(person)}
      onRegister={(words) => session.go({ at: "register", words })}
      onAnonymous={() => session.record(null)}
    />
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
      {!session.isHome && (
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
  const groups = menuOf(session.role);
  const go = (place: Place) => { onClose(); session.go(place); };
  return (
    <Dialog title={say("menu")} onClose={onClose}>
      {groups.map((group, at) => (
        <nav key={group.key} class="menu-group" aria-label={say(groups.length > 1 ? group.key : "menu")}>
          {groups.length > 1 && <h3>{say(group.key)}</h3>}
          <div class="menu">
            {at === 0 && session.role !== "auditor" && <Begin onClose={onClose} />}
            {group.entries.map(({ place, key }, nth) => (
              <button
                type="button"
                key={key}
                {...(session.role === "auditor" && at === 0 && nth === 0 ? { "data-first": "" } : {})}
                {...(place.at === session.state.place.at ? { "aria-current": "page" as const } : {})}
                onClick={() => go(place)}
              >
                {say(key)}
              </button>
            ))}
          </div>
        </nav>
      ))}
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

// What those who meet people begin most often.
function Begin({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const { say } = session.speech;
  return (
    <>
      <button type="button" data-first="" onClick={() => { onClose(); session.go({ at: "today" }); }}>{say("today")}</button>
      <button type="button" onClick={() => { onClose(); session.record(null); }}>{say("withoutCode")}</button>
      <button type="button" onClick={() => { onClose(); session.go({ at: "register", words: "" }); }}>{say("register")}</button>
    </>
  );
}
