import type { Supply } from "../contract_figures";
import { formatDay } from "../i18n/days";
import { alertsOf, barOf, kSupplyQuestion, sayMonths, sortSupply } from "../logic/lasting";
import { useLoaded, useSession } from "../use";
import { Empty, Section } from "./basics";
import { Bar } from "./chart";

const { least, most } = kSupplyQuestion;

// How long goods last, the most pressing first; and what stands behind it as a table.
export function Lasting() {
  const session = useSession();
  const { say, language } = session.speech;
  const [shown] = useLoaded(() => session.attempt(() => session.call("supply", kSupplyQuestion)), [session.state.language]);
  if (!shown) return null;
  const lines = sortSupply(shown.supply);
  const days = { from: formatDay(shown.from, language), until: formatDay(shown.until, language) };
  return (
    <Section title={say("lasting")}>
      {lines.length === 0 && <Empty>{say("lastingEmpty")}</Empty>}
      {lines.length > 0 && (
        <>
          <p class="hint">{say("lastingSub", { ...days, least, most })}</p>
          <ul class="lasting">{lines.map((line) => <Lasts key={line.commodity} line={line} />)}</ul>
          <details class="fold">
            <summary>{say("asTable")}</summary>
            <LastingTable lines={lines} />
          </details>
        </>
      )}
    </Section>
  );
}

function Lasts({ line }: { line: Supply }) {
  const { speech } = useSession();
  const alerts = alertsOf(line, speech);
  const bar = barOf(line, most);
  const tone = line.on_hand <= 0 ? "bar-bad" : line.low ? "bar-warn" : "";
  return (
    <li>
      <p class="lasting-name"><b>{line.label}</b> <span>{sayMonths(line, speech)}</span></p>
      {bar !== null && <Bar part={bar} tone={tone} marks={[least / (most * 2), 0.5]} />}
      {alerts.length > 0 && (
        <p class="alerts">{alerts.map(({ tone: how, text }) => <span key={text} class={`mark mark-${how}`}>{text}</span>)}</p>
      )}
    </li>
  );
}

function LastingTable({ lines }: { lines: Supply[] }) {
  const { speech } = useSession();
  const { say, number } = speech;
  return (
    <div class="table-place" tabIndex={0} role="region" aria-label={say("asTable")}>
      <table class="table">
        <caption class="visually-hidden">{say("lasting")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("commodity")}</th>
            <th scope="col" class="amount">{say("onHand")}</th>
            <th scope="col" class="amount">{say("inStore")}</th>
            <th scope="col" class="amount">{say("used")}</th>
            <th scope="col" class="amount">{say("daysOut")}</th>
            <th scope="col" class="amount">{say("lasts")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.commodity}>
              <th scope="row">{line.label}</th>
              <td class="amount">{number(line.on_hand)}</td>
              <td class="amount">{number(line.in_store)}</td>
              <td class="amount">{number(line.used)}</td>
              <td class="amount">{say("daysOutOf", { n: number(line.days_out_of_stock), of: number(line.days) })}</td>
              <td class="amount">{sayMonths(line, speech)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
