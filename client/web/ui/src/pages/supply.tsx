import { useState } from "preact/hooks";
import type { GoodsOfGrant } from "../contract_figures";
import { discrepanciesOf, sayWorth } from "../logic/goods_figures";
import { periodAt, sayPeriod } from "../logic/period";
import { labelOf, wordOf } from "../pack";
import { Choice, Empty, Section, Title } from "../parts/basics";
import { ColumnsMean, GoodsTable } from "../parts/goods_table";
import { PeriodChooser } from "../parts/period";
import { PrintButton } from "../parts/slip";
import { useLoaded, useSession } from "../use";

// Goods from delivery to hand-out: altogether, and for each who paid.
export function SupplyPage() {
  const session = useSession();
  const { say } = session.speech;
  const [period, setPeriod] = useState("");
  const ask = () => session.attempt(() => session.call("goods", { period: period || null }));
  const [shown] = useLoaded(async () => ({ period, answer: await ask() }), [period]);
  const goods = shown?.answer?.goods ?? [];
  const isEmpty = shown?.answer !== undefined && goods.every((one) => one.classes.length === 0);
  return (
    <>
      <Title sub={say("supplySub")}>{say("supply")}</Title>
      <div class="chooser no-print">
        <Choice
          label={say("period")}
          options={[{ code: "all", label: say("periodAll") }, { code: "one", label: say("periodOne") }]}
          value={period === "" ? "all" : "one"}
          onChange={(which) => setPeriod(which === "all" ? "" : session.state.asked.period || periodAt("quarter", session.day))}
        />
        {period !== "" && <PeriodChooser value={period} onChange={setPeriod} />}
      </div>
      <p class="print-only">{period === "" ? say("periodAll") : sayPeriod(period, session.speech)}</p>
      <p class="hint waits" role="status">{shown?.period === period ? "" : say("counting")}</p>
      {isEmpty && <Empty>{say("supplyEmpty")}</Empty>}
      {!isEmpty && goods.map((one) => <GrantSection key={one.grant ?? ""} one={one} />)}
      {!isEmpty && goods.length > 0 && <><ColumnsMean /><PrintButton label={say("print")} /></>}
    </>
  );
}

function GrantSection({ one }: { one: GoodsOfGrant }) {
  const session = useSession();
  const { say, language } = session.speech;
  const isWhole = one.classes.some((line) => typeof line.left === "number");
  const row = session.pack?.grants?.find((grant) => grant.code === one.grant);
  const all = isWhole ? say("supplyAll") : say("supplySeen");
  const title = one.grant ? say("supplyPaidBy", { grant: labelOf(row?.labels, language, one.grant) }) : all;
  const worth = sayWorth(one.value_hundredths, session.speech);
  return (
    <Section title={title}>
      {worth !== "" && <p>{say("supplyWorth", { worth })}</p>}
      <Discrepancies one={one} />
      {one.classes.length > 0 && <GoodsTable classes={one.classes} title={title} />}
    </Section>
  );
}

function Discrepancies({ one }: { one: GoodsOfGrant }) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const found = discrepanciesOf(one.classes);
  if (one.classes.length === 0) return null;
  if (found.length === 0) return <p class="all-well">{say("supplyWhole")}</p>;
  return (
    <ul class="discrepancies">
      {found.map((line) => {
        const what = wordOf(session.pack, line.class, language);
        return <li key={line.class}>{"missing" in line
          ? say("supplyMissing", { what, n: number(line.missing) })
          : say("supplySurplus", { what, n: number(line.surplus) })}</li>;
      })}
    </ul>
  );
}
