import { useState } from "preact/hooks";
import type { Behind, CheckedBy, Why } from "../contract_figures";
import { formatDay } from "../i18n/days";
import type { TextKey } from "../i18n/words";
import { showFigure } from "../logic/figures";
import { nameCode } from "../logic/part_names";
import { sayPeriod } from "../logic/period";
import { Empty, Title } from "../parts/basics";
import type { WhyPlace } from "../session";
import { useLoaded, useSession } from "../use";

const kFirst = 100;
const kMore = 5;
const kMost = 10_000; // that the program answers

export const checkedTexts: Record<CheckedBy, TextKey> = {
  auditors: "checkedAuditors",
  bounds: "checkedBounds",
  staff: "checkedStaff",
};

// The records behind a figure. It is the one page of figures that is never printed: it says who.
export function WhyPage({ place }: { place: WhyPlace }) {
  const session = useSession();
  const { say } = session.speech;
  const { indicator, period, by, key, label, part } = place;
  const [limit, setLimit] = useState(kFirst);
  const ask = () => session.attempt(() => session.call("why", { indicator, period, by: by || null, key, limit }));
  const [why] = useLoaded(ask, [indicator, period, by, key, limit]);
  const about = [part, sayPeriod(period, session.speech)].filter((one) => one !== "");
  return (
    <>
      <Title sub={[say("whySub"), ...new Set(about)].join(" · ")}>{label}</Title>
      {!why && <p class="hint waits" role="status">{say("counting")}</p>}
      {why && <Shown why={why} onMore={() => setLimit(Math.min(kMost, limit * kMore))} />}
    </>
  );
}

function Shown({ why, onMore }: { why: Why; onMore: () => void }) {
  const session = useSession();
  const { say, count, number } = session.speech;
  const shown = showFigure(why, false, session.speech);
  const isCut = why.records.length < Math.min(why.count, kMost);
  return (
    <>
      <div class="box">
        <p class="figure-main">{typeof why.of === "number" ? say("valueOf", { value: number(why.value), of: number(why.of) }) : shown.main}</p>
        <p>{say(checkedTexts[why.checked_by])}. {count("whyRecords", why.count)}{isCut && ` ${say("whyShown", { n: number(why.records.length) })}`}</p>
        {session.role === "auditor" && <p class="hint">{say("whyCoarseDays")}</p>}
      </div>
      {why.records.length === 0 ? <Empty>{say("whyEmpty")}</Empty> : <Records label={why.label} records={why.records} />}
      {isCut && <button type="button" onClick={onMore}>{say("whyMore")}</button>}
    </>
  );
}

function Records({ label, records }: { label: string; records: Behind[] }) {
  const session = useSession();
  const { say } = session.speech;
  const hasPeople = session.role !== "auditor";
  const hasWhat = records.some((one) => one.code);
  return (
    <div class="table-place" tabIndex={0} role="region" aria-label={say("whySub")}>
      <table class="table records">
        <caption class="visually-hidden">{say("whySub")}: {label}</caption>
        <thead>
          <tr>
            <th scope="col">{say("day")}</th>
            {hasPeople && <th scope="col">{say("person")}</th>}
            {hasWhat && <th scope="col">{say("what")}</th>}
            <th scope="col" class="amount">{say("quantity")}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((one, at) => <RecordRow key={`${one.record}/${at}`} one={one} hasWhat={hasWhat} hasPeople={hasPeople} />)}
        </tbody>
      </table>
    </div>
  );
}

function RecordRow({ one, hasWhat, hasPeople }: { one: Behind; hasWhat: boolean; hasPeople: boolean }) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const { client } = one;
  return (
    <tr>
      <td class="day">{formatDay(one.day, language)}</td>
      {hasPeople && (
        <td class="day">
          {client
            ? <button type="button" class="row-link row-name code" onClick={() => session.go({ at: "person", code: client })}>{client}</button>
            : <span class="hint">{say("whyNobody")}</span>}
        </td>
      )}
      {hasWhat && <td>{one.code ? nameCode(session.pack, one.code, language) : ""}</td>}
      <td class="amount">{number(one.quantity)}</td>
    </tr>
  );
}
