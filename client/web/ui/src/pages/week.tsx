import { useState } from "preact/hooks";
import type { Report } from "../contract_figures";
import { periodAt, sayPeriod } from "../logic/period";
import { Empty, Section, Title } from "../parts/basics";
import { ByChooser } from "../parts/by";
import { FigureCard } from "../parts/figure";
import { Lasting } from "../parts/lasting";
import { PeriodChooser } from "../parts/period";
import { Remarks } from "../parts/remarks";
import { useReport } from "../parts/report";
import { VouchDialog } from "../parts/vouch";
import { useSession } from "../use";

// The programme's figures over a period, and how long goods last.
export function WeekPage() {
  const session = useSession();
  const { say } = session.speech;
  const { asked } = session.state;
  const period = asked.period || periodAt("week", session.day);
  const shown = useReport(period, asked.by, null);
  return (
    <>
      <Title sub={say("figuresSub")}>{say("week")}</Title>
      <div class="chooser">
        <PeriodChooser value={period} onChange={(chosen) => session.set({ asked: { ...asked, period: chosen } })} />
        <ByChooser value={asked.by} isAudit={session.role === "auditor"} onChange={(by) => session.set({ asked: { period, by } })} />
      </div>
      <p class="hint waits" role="status">{shown.waits ? say("counting") : ""}</p>
      {shown.failed && <Empty>{say("figuresFailed")}</Empty>}
      {shown.report && <Figures report={shown.report} by={shown.by} />}
      {session.role === "staff" && <Lasting />}
    </>
  );
}

function Figures({ report, by }: { report: Report; by: string }) {
  const session = useSession();
  const { say } = session.speech;
  const [vouches, setVouches] = useState(false);
  if (report.indicators.length === 0) return <Empty>{say("figuresNone")}</Empty>;
  const actions = (
    <div class="buttons no-print">
      {session.role === "staff" && <button type="button" onClick={() => setVouches(true)}>{say("vouch")}</button>}
      <button type="button" onClick={() => window.print()}>{say("print")}</button>
    </div>
  );
  return (
    <Section title={sayPeriod(report.period, session.speech)} action={actions}>
      <Remarks report={report} />
      <ul class="figures">
        {report.indicators.map((indicator) => <FigureCard key={indicator.id} indicator={indicator} period={report.period} by={by} />)}
      </ul>
      {vouches && <VouchDialog report={report} onClose={() => setVouches(false)} />}
    </Section>
  );
}
