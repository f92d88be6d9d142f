import type { Indicator, Part } from "../contract_figures";
import { heightsOf, isOverTime, percent, ratioOf } from "../logic/figures";
import { namePart } from "../logic/part_names";
import { withinPeriod } from "../logic/period";
import { useSession } from "../use";
import { Bar, Trend } from "./chart";

interface PartsProps { indicator: Indicator; period: string; by: string; isSet: boolean }

// A figure told apart: over time as a drawing with its table, else as a table with a bar in each row.
export function Parts(props: PartsProps) {
  const session = useSession();
  const parts = props.indicator.parts ?? [];
  const { say } = session.speech;
  if (parts.length === 0) return typeof props.indicator.value === "number" ? <p class="hint">{say("noParts")}</p> : null;
  if (!isOverTime(props.by)) return <PartsTable {...props} parts={parts} withBars />;
  return (
    <>
      <Trend parts={parts} isSet={props.isSet} names={parts.map((part) => namePart(props.by, part.key, session.known))} />
      <details class="details">
        <summary>{say("asTable")}</summary>
        <PartsTable {...props} parts={parts} withBars={false} />
      </details>
    </>
  );
}

function PartsTable({ indicator, period, by, isSet, parts, withBars }: PartsProps & { parts: Part[]; withBars: boolean }) {
  const { say } = useSession().speech;
  const heights = heightsOf(parts, isSet);
  return (
    <table class="parts">
      <caption class="visually-hidden">{indicator.label}</caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{say("part")}</th>
          <th scope="col">{say("figure")}</th>
          {isSet && <th scope="col">{say("share")}</th>}
          <th scope="col" class="no-print">{say("whyAsk")}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part, at) => (
          <PartRow key={part.key} indicator={indicator} period={period} by={by} isSet={isSet} part={part} height={withBars ? heights[at] ?? 0 : null} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends PartsProps { part: Part; height: number | null }

function PartRow({ indicator, period, by, isSet, part, height }: RowProps) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const name = namePart(by, part.key, session.known);
  const ratio = ratioOf(part);
  const why = () => {
    const asked = isOverTime(by) ? { period: withinPeriod(part.key, period), by: "", key: null } : { period, by, key: part.key };
    session.go({ at: "why", indicator: indicator.id, label: indicator.label, part: name, ...asked });
  };
  const share = ratio === null ? "—" : indicator.share === false ? number(Math.round(ratio * 10) / 10) : percent(ratio, language);
  return (
    <tr>
      <th scope="row">{name}{height !== null && <Bar part={height} />}</th>
      <td class="amount">{number(part.value)}</td>
      {isSet && <td class="amount">{share}</td>}
      <td class="no-print">
        <button type="button" class="quiet small" aria-label={say("whyAskOf", { what: `${indicator.label}, ${name}` })} onClick={why}>{say("whyAsk")}</button>
      </td>
    </tr>
  );
}
