import { useEffect, useState } from "preact/hooks";
import { Closed, Problem } from "../calls";
import type { SavedContact } from "../contract";
import { lackOf, toContact, type Draft } from "../logic/draft";
import { nameOf } from "../pack";
import { sayProblem } from "../i18n/problems";
import { formatDay } from "../i18n/days";
import { Field, Section, Stepper, Title } from "../parts/basics";
import { Dialog } from "../parts/dialog";
import { Goods } from "../parts/goods";
import { callOf } from "../parts/people";
import { Referrals } from "../parts/referrals";
import { Services } from "../parts/services";
import { WhereFields } from "../parts/setting";
import { Tests } from "../parts/tests";
import type { Session } from "../session";
import { useOnce, useSession } from "../use";

export function ContactPage({ id }: { id: number }) {
  const session = useSession();
  const draft = session.state.drafts.find((one) => one.id === id);
  if (!draft) return <Title>{session.speech.say("recordContact")}</Title>;
  return <ContactForm draft={draft} />;
}

function hintsOf(session: Session, saved: SavedContact): string[] {
  const { say, language } = session.speech;
  const over = saved.overdrawn.map((code) => nameOf(session.pack, "commodities", code, language));
  return [
    ...(over.length > 0 ? [say("hintOverdrawn", { what: over.join(", ") })] : []),
    ...(saved.note_looks_personal ? [say("hintPersonal")] : []),
  ];
}

async function finish(session: Session, draft: Draft, saved: SavedContact): Promise<void> {
  session.drop(draft.id);
  session.remember(draft);
  if (saved.vouchers.length > 0 || saved.offer.length > 0) session.replace({ at: "saved", saved, draft });
  else session.go({ at: "today" });
  const hints = hintsOf(session, saved);
  const records = [saved.record, ...saved.vouchers.map((voucher) => voucher.record)];
  const text = [session.speech.say("saved") + ".", ...hints].join(" ");
  session.tell({ tone: hints.length > 0 ? "hint" : "good", text, undo: { records, draft } });
  await session.refresh();
}

function ContactForm({ draft }: { draft: Draft }) {
  const session = useSession();
  const { id } = draft;
  const { say } = session.speech;
  const [asksAgain, setAsksAgain] = useState(false);
  const [showsWhere, setShowsWhere] = useState(lackOf(draft) === "setting");
  const [busy, once] = useOnce();
  const change = (what: Partial<Draft>) => session.change(draft.id, what);

  const save = async (again: boolean) => {
    // As it is now: what was tapped a moment ago may not have been drawn yet.
    const draft = session.state.drafts.find((one) => one.id === id);
    if (!draft) return;
    const lack = lackOf(draft);
    if (lack === "setting") setShowsWhere(true);
    if (lack) return session.say("hint", lack === "setting" ? "lackSetting" : "lackResult");
    try {
      await finish(session, draft, await session.call("contact", toContact(draft, again)));
    } catch (error) {
      if (error instanceof Closed) return;
      if (!(error instanceof Problem)) throw error;
      if (error.code === "already-done") setAsksAgain(true);
      else session.tell({ tone: "bad", text: sayProblem(error, session.speech) });
    }
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !event.ctrlKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      void once(() => save(false));
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
  return (
    <>
      <ContactHead draft={draft} onWhere={() => setShowsWhere(!showsWhere)} showsWhere={showsWhere} />
      {showsWhere && (
        <div class="box">
          <WhereFields value={draft} onChange={(where) => change({ ...where, outing: where.kind || where.day ? null : draft.outing })} />
        </div>
      )}
      {!draft.person && (
        <Stepper label={say("howMany")} value={draft.anonymous} least={1} less={say("less")} more={say("more")} onChange={(anonymous) => change({ anonymous })} />
      )}
      <div class="columns columns-even">
        <Section title={say("services")}><Services draft={draft} onChange={change} /></Section>
        <div>
          <Section title={say("given")}><Goods draft={draft} onChange={change} /></Section>
          <Tests draft={draft} onChange={change} />
          <Section title={say("alsoSay")}>
            {draft.person && <Referrals draft={draft} onChange={change} />}
            <Field label={say("teamNote")} value={draft.note} onChange={(note) => change({ note })} lines={2} hint={say("teamNoteHint")} />
          </Section>
        </div>
      </div>
      <SaveBar draft={draft} busy={busy} onSave={() => void once(() => save(false))} />
      {asksAgain && (
        <Dialog title={say("sameAgain")} onClose={() => setAsksAgain(false)}>
          <p>{say("sameAgainHint")}</p>
          <div class="buttons">
            <button type="button" data-first="" onClick={() => setAsksAgain(false)}>{say("no")}</button>
            <button type="button" class="primary" onClick={() => { setAsksAgain(false); void once(() => save(true)); }}>{say("yesAgain")}</button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function ContactHead({ draft, onWhere, showsWhere }: { draft: Draft; onWhere: () => void; showsWhere: boolean }) {
  const session = useSession();
  const { say, language } = session.speech;
  const where = [
    nameOf(session.pack, "outings", draft.kind, language),
    nameOf(session.pack, "sites", draft.site, language),
    draft.time === "day" ? say("byDay") : say("byNight"),
    draft.day === session.state.today?.day ? "" : formatDay(draft.day, language),
  ].filter((part) => part !== "");
  const person = draft.person;
  return (
    <div class="contact-head">
      <Title sub={person?.note}>{person ? callOf(person) : say("withoutCode")}</Title>
      <button type="button" class="chip" aria-expanded={showsWhere} onClick={onWhere}>{where.join(" · ")}</button>
      {person && <button type="button" class="chip" onClick={() => session.go({ at: "person", code: person.code })}>{say("showPerson")}</button>}
    </div>
  );
}

function SaveBar({ draft, busy, onSave }: { draft: Draft; busy: boolean; onSave: () => void }) {
  const session = useSession();
  const { say, count } = session.speech;
  const given = Object.values(draft.given).reduce((sum, n) => sum + n, 0);
  const parts = [
    count("servicesChosen", Object.keys(draft.services).length),
    count("thingsGiven", given),
    ...(draft.tests.length > 0 ? [count("testsDone", draft.tests.length)] : []),
  ];
  return (
    <div class="save-bar">
      <p>{parts.join(" · ")}</p>
      <button type="button" class="quiet" onClick={() => { session.back(); session.discard(draft); }}>{say("discard")}</button>
      <button type="button" class="primary big" disabled={busy} onClick={onSave} title="Ctrl+Enter">{say("done")}</button>
    </div>
  );
}
