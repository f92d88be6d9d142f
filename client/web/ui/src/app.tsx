import { useEffect, useRef } from "preact/hooks";
import { listenToKeys } from "./keys";
import { ClosedPage } from "./pages/closed";
import { UnlockPage } from "./pages/unlock";
import { Header } from "./parts/header";
import { NoticeBar } from "./parts/notice";
import { ShowPlace } from "./places";
import type { Session } from "./session";
import { SessionContext, useSession } from "./use";

const kLookEvery = 15_000;

export function App({ session }: { session: Session }) {
  useEffect(() => listenToKeys(session), [session]);
  useEffect(() => {
    const timer = setInterval(() => void session.look(), kLookEvery);
    return () => clearInterval(timer);
  }, [session]);
  return (
    <SessionContext.Provider value={session}>
      <Phase />
    </SessionContext.Provider>
  );
}

function Phase() {
  const session = useSession();
  const { phase, language } = session.state;
  useEffect(() => { document.documentElement.lang = language; }, [language]);
  if (phase === "closed") return <ClosedPage />;
  if (phase === "locked") return <UnlockPage />;
  if (phase === "starting") return null;
  return <Opened />;
}

function Opened() {
  const session = useSession();
  const { place } = session.state;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    const target = main.current?.querySelector<HTMLElement>("[data-first]") ?? main.current?.querySelector<HTMLElement>("h1");
    target?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [place]);
  return (
    <div class="app">
      <a class="skip no-print" href="#main" onClick={(event) => { event.preventDefault(); main.current?.querySelector("h1")?.focus(); }}>
        {session.speech.say("skip")}
      </a>
      <Header />
      <main id="main" ref={main} class={`page page-${place.at}`}>
        <ShowPlace place={place} />
      </main>
      <NoticeBar />
    </div>
  );
}
