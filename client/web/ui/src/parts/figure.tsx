import type { ComponentChildren } from "preact";
import type { Indicator } from "../contract_figures";
import { isSetAgainst, percent, showFigure } from "../logic/figures";
import { useSession } from "../use";
import { Bar } from "./chart";
import { Parts } from "./figure_parts";

interface CardProps { indicator: Indicator; period: string; by: string; children?: ComponentChildren }

// One indicator: what it is, how much, and what it is set against.
export function FigureCard({ indicator, period, by, children }: CardProps) {
  const session = useSession();
  const { say } = session.speech;
  const { id, label, value } = indicator;
  const shown = showFigure(indicator, indicator.share !== false, session.speech);
  const why = () => session.go({ at: "why", indicator: id, label, period, by: "", key: null, part: "" });
  return (
    <li class="figure">
      <h3 class="figure-label">{label}</h3>
      <p class="figure-main">{shown.main}</p>
      {shown.note !== "" && <p class="figure-note">{shown.note}</p>}
      <Target indicator={indicator} />
      {children}
      {by !== "" && <Parts indicator={indicator} period={period} by={by} isSet={isSetAgainst(indicator)} />}
      {typeof value === "number" && (
        <button type="button" class="quiet figure-why no-print" aria-label={say("whyAskOf", { what: label })} onClick={why}>{say("whyAsk")}</button>
      )}
    </li>
  );
}

function Target({ indicator: { value, target } }: { indicator: Indicator }) {
  const { say, number, language } = useSession().speech;
  if (typeof target !== "number" || typeof value !== "number" || target <= 0) return null;
  const coverage = value / target;
  return (
    <div class="figure-target">
      <Bar part={coverage} tone={coverage >= 1 ? "bar-full" : ""} />
      <p>{say("targetOf", { target: number(target), share: percent(coverage, language) })}</p>
    </div>
  );
}
