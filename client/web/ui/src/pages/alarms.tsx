import { useState } from "preact/hooks";
import type { StandingAlarm } from "../contract_goods";
import { formatDay } from "../i18n/days";
import { Check, Empty, Field, Title } from "../parts/basics";
import { Dialog } from "../parts/dialog";
import { useLoaded, useOnce, useSession } from "../use";

export function AlarmsPage() {
  const session = useSession();
  const { say } = session.speech;
  const [all, setAll] = useState(false);
  const [known, again] = useLoaded(() => session.attempt(() => session.call("alarms", { all })), [all]);
  const alarms = known?.alarms ?? [];
  const done = () => { again(); void session.refresh(); };
  return (
    <>
      <Title sub={say("alarmsSub")}>{say("alarmsTitle")}</Title>
      <Check label={say("settledToo")} on={all} onChange={setAll} />
      {known && alarms.length === 0 && <Empty>{say("alarmsEmpty")}</Empty>}
      <ul class="rows">{alarms.map((alarm) => <AlarmCard key={alarm.id} alarm={alarm} onDone={done} />)}</ul>
    </>
  );
}

function AlarmCard({ alarm, onDone }: { alarm: StandingAlarm; onDone: () => void }) {
  const { speech: { say, language } } = useSession();
  const [settles, setSettles] = useState(false);
  const { since: first, last, settled } = alarm;
  const since = say("alarmSince", { day: formatDay(first, language) });
  return (
    <li class={settled ? "box alarm-card" : "alarm alarm-card"}>
      <p class="alarm-what" lang="en"><b>{alarm.what}</b></p>
      <p class="when">{last === first ? since : `${since}, ${say("alarmLast", { day: formatDay(last, language) })}`} · <span class="code">{alarm.alarm}</span></p>
      <dl class="alarm-facts">
        <div><dt>{say("alarmSafe")}</dt><dd lang="en">{alarm.safe}</dd></div>
        <div><dt>{say("alarmDo")}</dt><dd lang="en">{alarm.todo}</dd></div>
      </dl>
      {settled
        ? <p>{say("alarmSettled", { day: formatDay(settled.day, language), reason: settled.reason })}</p>
        : <button type="button" onClick={() => setSettles(true)}>{say("settleAlarm")}</button>}
      {settles && <SettleDialog alarm={alarm} onClose={() => setSettles(false)} onDone={() => { setSettles(false); onDone(); }} />}
    </li>
  );
}

function SettleDialog({ alarm, onClose, onDone }: { alarm: StandingAlarm; onClose: () => void; onDone: () => void }) {
  const session = useSession();
  const { say } = session.speech;
  const [reason, setReason] = useState("");
  const [busy, once] = useOnce();
  const save = async () => {
    if (!(await session.attempt(() => session.call("settle_alarm", { id: alarm.id, reason: reason.trim() })))) return onClose();
    onDone();
    session.say("good", "alarmIsSettled");
  };
  return (
    <Dialog title={say("settleAlarm")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <p class="alarm-what" lang="en">{alarm.what}</p>
        <p class="hint">{say("settleAlarmHint")}</p>
        <Field label={say("whatWasIt")} value={reason} onChange={setReason} first required lines={2} hint={say("whatWasItHint")} />
        <div class="buttons">
          <button type="submit" class="primary" disabled={busy || reason.trim() === ""}>{say("settleAlarm")}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}
