import { useState } from "preact/hooks";
import type { BagAccount } from "../contract_goods";
import type { TextKey } from "../i18n/words";
import { periodAt, shiftPeriod, sayPeriod } from "../logic/period";
import { Choice, Empty, Field, Title } from "../parts/basics";
import { commodityName, deviceName } from "../parts/goods_names";
import { useLoaded, useSession } from "../use";

const kOther = "other";

// What each bag got and gave over a period, and what is not explained.
export function BagAccountsPage() {
  const session = useSession();
  const { say } = session.speech;
  const day = session.state.today?.day ?? "";
  const recent = (["month", "quarter", "year"] as const).map((kind) => periodAt(kind, day));
  const offers = recent.flatMap((period) => [period, shiftPeriod(period, -1)]);
  const [chosen, setChosen] = useState(offers[0] ?? "");
  const [from, setFrom] = useState(`${day.slice(0, 8)}01`);
  const [until, setUntil] = useState(day);
  const period = chosen !== kOther ? chosen : from !== "" && from <= until ? `${from}..${until}` : "";
  const [answer] = useLoaded(async () => (period === "" ? undefined : session.attempt(() => session.call("reconcile", { period }))), [period]);
  const options = [...offers.map((code) => ({ code, label: sayPeriod(code, session.speech) })), { code: kOther, label: say("periodRange") }];
  return (
    <>
      <Title sub={say("bagAccountsSub")}>{say("bagAccounts")}</Title>
      <Choice label={say("period")} options={options} value={chosen} onChange={setChosen} />
      {chosen === kOther && (
        <div class="fields two">
          <Field label={say("periodFirst")} kind="date" max={until || day} value={from} onChange={setFrom} />
          <Field label={say("periodLast")} kind="date" max={day} min={from} value={until} onChange={setUntil} />
        </div>
      )}
      {answer?.bags.length === 0 && <Empty>{say("bagAccountsEmpty")}</Empty>}
      {byBag(answer?.bags ?? []).map(([bag, lines]) => <Account key={bag} lines={lines} />)}
    </>
  );
}

function byBag(lines: BagAccount[]): [string, BagAccount[]][] {
  const bags = [...new Set(lines.map((line) => line.bag))];
  return bags.map((bag) => [bag, lines.filter((line) => line.bag === bag)]);
}

const columns = ["before", "issued", "given", "returned", "wasted", "unexplained", "left"] as const;
type Column = (typeof columns)[number];
const heads: Record<Column, TextKey> = {
  before: "accountBefore",
  issued: "accountIssued",
  given: "accountGiven",
  returned: "accountReturned",
  wasted: "accountWasted",
  unexplained: "accountUnexplained",
  left: "accountLeft",
};

function Account({ lines }: { lines: BagAccount[] }) {
  const session = useSession();
  const { say, number } = session.speech;
  const name = deviceName(session, lines[0]?.bag ?? "", lines[0]?.name);
  const isOdd = (line: BagAccount, column: Column) =>
    (column === "unexplained" && line.unexplained !== 0) || (column === "left" && line.left < 0);
  return (
    <div class="goods-place" role="region" tabIndex={0} aria-label={name}>
      <table class="goods-table">
        <caption>{name}</caption>
        <thead>
          <tr><th scope="col">{say("commodity")}</th>{columns.map((column) => <th key={column} scope="col" class="number">{say(heads[column])}</th>)}</tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.commodity}>
              <th scope="row">{commodityName(session, line.commodity)}</th>
              {columns.map((column) => <td key={column} class={isOdd(line, column) ? "number odd" : "number"}>{number(line[column])}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {lines.some((line) => line.left < 0) && <p class="hint">{say("accountBelow")}</p>}
    </div>
  );
}
