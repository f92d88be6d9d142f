import type { Report } from "../contract_figures";
import { remarksOf } from "../logic/figures";
import { useSession } from "../use";

// What limits the figures stands above them.
export function Remarks({ report }: { report: Report }) {
  const { speech } = useSession();
  const remarks = remarksOf(report, speech);
  if (remarks.length === 0) return null;
  return <ul class="remarks">{remarks.map(({ text, isDoubt }) => <li key={text} class={isDoubt ? "doubtful" : ""}>{text}</li>)}</ul>;
}
