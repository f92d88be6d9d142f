import type { CheckedBy, Indicator } from "../contract_figures";
import type { TextKey } from "../i18n/words";
import { boundsOf } from "../logic/figures";
import { sayPeriod } from "../logic/period";
import { useSession } from "../use";

const texts: Record<CheckedBy, TextKey> = { auditors: "youCountIt", bounds: "youKnowBounds", staff: "staffSayIt" };

// Who can check a figure, and whether what the team says of it fits.
export function Checkable({ indicator }: { indicator: Indicator }) {
  const { say, number } = useSession().speech;
  const { checked_by: by, by_quarter: quarters } = indicator;
  const bounds = by === "bounds" && quarters ? boundsOf(quarters) : null;
  return (
    <div class="checkable">
      <p class="hint">{say(texts[by])}</p>
      {bounds && bounds.lowest !== bounds.highest && (
        <p>{say("boundsAre", { lowest: number(bounds.lowest), highest: number(bounds.highest) })}</p>
      )}
      <Stated indicator={indicator} />
      {quarters && Object.keys(quarters).length > 1 && <Quarters label={indicator.label} quarters={quarters} />}
    </div>
  );
}

function Stated({ indicator }: { indicator: Indicator }) {
  const { say, number } = useSession().speech;
  const { stated, checked_by: by } = indicator;
  if (!stated) return by === "auditors" ? null : <p class="hint">{say("notStated")}</p>;
  const values = { n: number(stated.value), lowest: number(stated.lowest ?? 0), highest: number(stated.highest ?? 0) };
  if (typeof stated.within !== "boolean") return <p>{say("statedUnchecked", values)}</p>;
  return stated.within ? <p class="all-well">{say("statedWithin", values)}</p> : <p class="wrong" role="alert">{say("statedOutside", values)}</p>;
}

function Quarters({ label, quarters }: { label: string; quarters: Record<string, number> }) {
  const { speech } = useSession();
  return (
    <details class="details">
      <summary>{speech.say("rowsTitle")}</summary>
      <table class="parts">
        <caption class="visually-hidden">{speech.say("quarterTable", { what: label })}</caption>
        <tbody>
          {Object.entries(quarters).sort(([a], [b]) => (a < b ? -1 : 1)).map(([quarter, value]) => (
            <tr key={quarter}>
              <th scope="row">{sayPeriod(quarter, speech, "short")}</th>
              <td class="amount">{speech.number(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
