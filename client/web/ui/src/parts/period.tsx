import { useEffect, useState } from "preact/hooks";
import { kindOf, periodAt, sayPeriod, shiftPeriod, spanOf, type PeriodKind } from "../logic/period";
import { useSession } from "../use";
import { Choice, Field } from "./basics";

interface PeriodProps { value: string; onChange: (period: string) => void }

const kinds = [
  { code: "week", key: "periodWeek" },
  { code: "month", key: "periodMonth" },
  { code: "quarter", key: "periodQuarter" },
  { code: "year", key: "periodYear" },
  { code: "range", key: "periodRange" },
] as const;

// A week, month, quarter or year beside today, and from there on to the earlier ones; or any days.
export function PeriodChooser({ value, onChange }: PeriodProps) {
  const session = useSession();
  const { speech } = session;
  const { day } = session;
  const kind = kindOf(value) ?? "month";
  const later = spanOf(shiftPeriod(value, 1));
  return (
    <div class="period no-print">
      <Choice
        label={speech.say("period")}
        options={kinds.map(({ code, key }) => ({ code, label: speech.say(key) }))}
        value={kind}
        onChange={(chosen) => onChange(periodAt(chosen as PeriodKind, day))}
      />
      {kind === "range" && <Days value={value} onChange={onChange} />}
      <div class="period-steps">
        <button type="button" onClick={() => onChange(shiftPeriod(value, -1))}>← {speech.say("periodBefore")}</button>
        <p class="period-name" role="status">{sayPeriod(value, speech)}</p>
        <button type="button" disabled={!later || later.from > day} onClick={() => onChange(shiftPeriod(value, 1))}>{speech.say("periodAfter")} →</button>
      </div>
    </div>
  );
}

function Days({ value, onChange }: PeriodProps) {
  const { say } = useSession().speech;
  const span = spanOf(value);
  const [from, setFrom] = useState(span?.from ?? "");
  const [until, setUntil] = useState(span?.until ?? "");
  useEffect(() => {
    setFrom(span?.from ?? "");
    setUntil(span?.until ?? "");
  }, [value]);
  // Nothing is asked for while a day is being typed.
  const change = (first: string, last: string) => {
    setFrom(first);
    setUntil(last);
    const text = `${first}..${last}`;
    if (text !== value && first >= "1900" && spanOf(text)) onChange(text);
  };
  return (
    <>
      <div class="fields two">
        <Field label={say("periodFirst")} kind="date" value={from} onChange={(day) => change(day, until)} />
        <Field label={say("periodLast")} kind="date" value={until} onChange={(day) => change(from, day)} />
      </div>
      {from !== "" && until !== "" && until < from && <p class="wrong" role="alert">{say("periodWrong")}</p>}
    </>
  );
}
