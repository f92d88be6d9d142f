import { Empty, Section, Title } from "../parts/basics";
import { DueRow } from "../parts/due";
import { callOf } from "../parts/people";
import { formatDay } from "../i18n/days";
import { nameOf, offered } from "../pack";
import type { InBag } from "../contract";
import { useSession } from "../use";

const kDueShown = 8;
const kBackupAfter = 14;

export function TodayPage() {
  const session = useSession();
  const { say, language } = session.speech;
  const { today } = session.state;
  if (!today) return <Title>{say("today")}</Title>;
  return (
    <>
      <Title sub={formatDay(today.day, language)}>{say("today")}</Title>
      <Alarms />
      {session.pack === null && <NoProgramme />}
      <Starts />
      <Drafts />
      <div class="columns">
        <DueToday />
        <div>
          <Bag lines={today.bag} />
          <Unsent unsent={today.unsent} />
          <Backup days={today.backup_days} />
        </div>
      </div>
    </>
  );
}

function NoProgramme() {
  const session = useSession();
  const { say } = session.speech;
  return (
    <div class="box">
      <p>{say("noProgramme")}</p>
      <button type="button" class="primary" onClick={() => session.go({ at: "send" })}>{say("send")}</button>
    </div>
  );
}

function Alarms() {
  const session = useSession();
  const alarms = session.state.today?.alarms ?? [];
  const { say, language } = session.speech;
  if (alarms.length === 0) return null;
  return (
    <Section title={say("alarms")} action={<button type="button" class="quiet" onClick={() => session.go({ at: "alarms" })}>{say("open")}</button>}>
      {alarms.map((alarm) => (
        <div key={alarm.id} class="alarm" role="alert">
          <p><b lang="en">{alarm.what}</b> {formatDay(alarm.since, language)}</p>
          <p>{say("alarmSafe")}: <span lang="en">{alarm.safe}</span></p>
          <p>{say("alarmDo")}: <span lang="en">{alarm.todo}</span></p>
        </div>
      ))}
    </Section>
  );
}

// What is begun here most often, as big buttons.
function Starts() {
  const session = useSession();
  const { say, language } = session.speech;
  const outing = session.state.today?.outing;
  const findPerson = () => document.querySelector<HTMLInputElement>("[data-find]")?.focus();
  return (
    <div class="starts">
      <button type="button" class="start primary" onClick={findPerson}><b>{say("findPerson")}</b><small>{say("findPersonHint")}</small></button>
      <button type="button" class="start" onClick={() => session.record(null)}><b>{say("withoutCode")}</b><small>{say("withoutCodeHint")}</small></button>
      <button type="button" class="start" onClick={() => session.go({ at: "outing" })}>
        <b>{outing ? say("outingGoesOn") : say("startOuting")}</b>
        <small>{outing ? nameOf(session.pack, "sites", outing.site, language) : say("startOutingHint")}</small>
      </button>
      <button type="button" class="start" onClick={() => session.go({ at: "evening" })}><b>{say("evening")}</b><small>{say("eveningHint")}</small></button>
    </div>
  );
}

function Drafts() {
  const session = useSession();
  const { say } = session.speech;
  const { drafts } = session.state;
  if (drafts.length === 0) return null;
  return (
    <Section title={say("notSaved")}>
      <ul class="rows">
        {drafts.map((draft) => (
          <li key={draft.id} class="row">
            <div class="row-text"><b>{draft.person ? callOf(draft.person) : say("withoutCode")}</b><span>{say("notSavedHint")}</span></div>
            <div class="row-buttons">
              <button type="button" class="quiet" onClick={() => session.discard(draft)}>{say("discard")}</button>
              <button type="button" onClick={() => session.go({ at: "contact", draft: draft.id })}>{say("goOn")}</button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DueToday() {
  const session = useSession();
  const { say, count } = session.speech;
  const due = session.state.today?.due ?? [];
  return (
    <Section title={say("due")} action={<button type="button" class="quiet" onClick={() => session.go({ at: "due" })}>{say("showAhead")}</button>}>
      {due.length === 0 && <Empty>{say("dueEmpty")}</Empty>}
      <ul class="rows">
        {due.slice(0, kDueShown).map((one) => (
          <DueRow key={`${one.code ?? ""}/${one.follow_up}/${one.started}`} due={one} withName onChanged={() => void session.refresh()} />
        ))}
      </ul>
      {due.length > kDueShown && (
        <button type="button" class="wide" onClick={() => session.go({ at: "due" })}>{count("moreDue", due.length - kDueShown)}</button>
      )}
    </Section>
  );
}

function Bag({ lines }: { lines: InBag[] }) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const order = offered(session.pack?.commodities).map((row) => row.code);
  const sorted = [...lines].sort((a, b) => order.indexOf(a.commodity) - order.indexOf(b.commodity));
  return (
    <Section title={say("bag")} action={<button type="button" class="quiet" onClick={() => session.go({ at: "bag" })}>{say("openBag")}</button>}>
      {lines.length === 0 && <Empty>{say("bagEmpty")}</Empty>}
      <ul class="amounts">
        {sorted.map((line) => (
          <li key={line.commodity} class={line.quantity < 0 ? "below" : ""}>
            <span>{nameOf(session.pack, "commodities", line.commodity, language)}</span>
            <b>{number(line.quantity)}</b>
          </li>
        ))}
      </ul>
      {lines.some((line) => line.quantity < 0) && <p class="hint">{say("bagBelow")}</p>}
    </Section>
  );
}

// Of an auditor there is nothing to keep: names are on the devices of those who meet people.
function Backup({ days }: { days: number | null }) {
  const session = useSession();
  const { say, count } = session.speech;
  if (session.state.programme?.device.role === "auditor" || (days !== null && days < kBackupAfter)) return null;
  return <p class="reminder">{days === null ? say("noBackup") : count("backupDays", days)}</p>;
}

function Unsent({ unsent }: { unsent: number }) {
  const session = useSession();
  const { say, count } = session.speech;
  return (
    <Section title={say("sending")}>
      <div class="row plain-row">
        <p>{unsent === 0 ? say("allSent") : count("unsent", unsent)}</p>
        <button type="button" onClick={() => session.go({ at: "send" })}>{say("send")}</button>
      </div>
    </Section>
  );
}
