import type { Indicator, Report } from "../contract_figures";
import { periodAt, sayPeriod } from "../logic/period";
import { AuditRows } from "../parts/audit_rows";
import { Empty, Section, Title } from "../parts/basics";
import { Checkable } from "../parts/checkable";
import { FigureCard } from "../parts/figure";
import { PeriodChooser } from "../parts/period";
import { Remarks } from "../parts/remarks";
import { useReport } from "../parts/report";
import { useSession } from "../use";

// What auditors can say of a programme: what they count, between what it lies, or what the team says.
export function ActivityPage() {
  const session = useSession();
  const { say } = session.speech;
  const { asked } = session.state;
  const period = asked.period || periodAt("quarter", session.day);
  const shown = useReport(period, "", "audit");
  return (
    <>
      <Title sub={say("activitySub")}>{say("activity")}</Title>
      {session.pack === null && <Begin />}
      <div class="chooser">
        <PeriodChooser value={period} onChange={(chosen) => session.set({ asked: { ...asked, period: chosen } })} />
      </div>
      <p class="hint waits" role="status">{shown.waits ? say("counting") : ""}</p>
      {shown.failed && <Empty>{say("figuresFailed")}</Empty>}
      {shown.report && <Figures report={shown.report} />}
      {shown.report && <AuditRows period={period} />}
    </>
  );
}

function Begin() {
  const session = useSession();
  const { say } = session.speech;
  return (
    <div class="box">
      <p>{say("activityEmpty")}</p>
      <button type="button" class="primary" onClick={() => session.go({ at: "send" })}>{say("send")}</button>
    </div>
  );
}

function Figures({ report }: { report: Report }) {
  const session = useSession();
  const { say } = session.speech;
  if (report.indicators.length === 0) return <Empty>{say("figuresNone")}</Empty>;
  const isOut = (one: Indicator) => one.stated?.within === false;
  const sorted = [...report.indicators.filter(isOut), ...report.indicators.filter((one) => !isOut(one))];
  return (
    <Section
      title={sayPeriod(report.period, session.speech)}
      action={<button type="button" class="no-print" onClick={() => window.print()}>{say("print")}</button>}
    >
      <Remarks report={report} />
      {report.indicators.some((one) => one.checked_by === "bounds") && <p class="hint">{say("boundsWhy")}</p>}
      <ul class="figures">
        {sorted.map((indicator) => (
          <FigureCard key={indicator.id} indicator={indicator} period={report.period} by="">
            <Checkable indicator={indicator} />
          </FigureCard>
        ))}
      </ul>
    </Section>
  );
}
