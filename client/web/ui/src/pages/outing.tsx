import { useState } from "preact/hooks";
import { formatDay } from "../i18n/days";
import { guessTime } from "../logic/draft";
import { nameOf } from "../pack";
import { Field, Title } from "../parts/basics";
import { WhereFields, type Where } from "../parts/setting";
import { useOnce, useSession } from "../use";

export function OutingPage() {
  const session = useSession();
  return session.state.today?.outing ? <OutingGoesOn /> : <OutingForm />;
}

function OutingGoesOn() {
  const session = useSession();
  const { say, language } = session.speech;
  const outing = session.state.today?.outing;
  const [busy, once] = useOnce();
  if (!outing) return null;
  const stop = async () => {
    if (!(await session.attempt(() => session.call("stop_outing", {})))) return;
    session.go({ at: "today" });
    session.say("good", "outingStopped");
  };
  const facts = [
    [say("kind"), nameOf(session.pack, "outings", outing.kind, language)],
    [say("site"), nameOf(session.pack, "sites", outing.site, language)],
    [say("time"), outing.time === "day" ? say("byDay") : say("byNight")],
    [say("day"), formatDay(outing.day, language)],
  ];
  return (
    <>
      <Title sub={say("outingGoesOnHint")}>{say("outingGoesOn")}</Title>
      <dl class="facts">{facts.map(([what, value]) => <div key={what}><dt>{what}</dt><dd>{value}</dd></div>)}</dl>
      <div class="foot">
        <button type="button" class="primary" disabled={busy} onClick={() => void once(stop)}>{say("stopOuting")}</button>
      </div>
    </>
  );
}

function OutingForm() {
  const session = useSession();
  const { say } = session.speech;
  const { programme, today } = session.state;
  const [where, setWhere] = useState<Where>({
    kind: "",
    site: "",
    time: guessTime(new Date().getHours()),
    day: today?.day ?? "",
    team: programme?.teams[0]?.id ?? "",
  });
  const [route, setRoute] = useState("");
  const [busy, once] = useOnce();
  const start = async () => {
    const { team, ...rest } = where;
    const several = (programme?.teams.length ?? 0) > 1;
    const body = { ...rest, ...(route.trim() === "" ? {} : { route: route.trim() }), ...(several ? { team } : {}) };
    const done = await session.attempt(() => session.call("start_outing", body));
    if (!done) return;
    session.go({ at: "today" });
    session.tell({ tone: "good", text: say("outingStarted"), undo: { records: [done.record], draft: null } });
    await session.refresh();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void once(start); }}>
      <Title sub={say("startOutingHint")}>{say("startOuting")}</Title>
      <WhereFields value={where} onChange={(change) => setWhere((old) => ({ ...old, ...change }))} />
      <Field label={say("route")} value={route} onChange={setRoute} />
      <div class="foot">
        <button type="submit" class="primary" disabled={busy || where.kind === "" || where.site === ""}>{say("start")}</button>
        <button type="button" onClick={() => session.back()}>{say("cancel")}</button>
      </div>
    </form>
  );
}
