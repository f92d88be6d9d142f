import { useState } from "preact/hooks";
import { Check, Choice, Empty, Title } from "../parts/basics";
import { DueRow } from "../parts/due";
import { useLoaded, useSession } from "../use";

export function DuePage() {
  const session = useSession();
  const { say, count } = session.speech;
  const [days, setDays] = useState("0");
  const [all, setAll] = useState(false);
  const load = () => session.attempt(() => session.call("due", { days: Number(days), all }));
  const [answer, again] = useLoaded(load, [days, all]);
  const ahead = [0, 7, 30].map((n) => ({ code: String(n), label: n === 0 ? say("byToday") : count("withinDays", n) }));
  return (
    <>
      <Title sub={say("dueSub")}>{say("due")}</Title>
      <Choice label={say("due")} quiet options={ahead} value={days} onChange={setDays} />
      <Check label={say("putOffToo")} on={all} onChange={setAll} />
      {answer?.due.length === 0 && <Empty>{say("dueEmpty")}</Empty>}
      <ul class="rows">
        {answer?.due.map((one) => (
          <DueRow key={`${one.code ?? ""}/${one.follow_up}/${one.started}`} due={one} withName onChanged={again} />
        ))}
      </ul>
    </>
  );
}
