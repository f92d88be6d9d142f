import type { Face, Report } from "../contract_figures";
import { useLoaded, useSession } from "../use";

interface Shown {
  // Of the answer, which may be that to the question before.
  report: Report | undefined;
  by: string;
  waits: boolean;
  failed: boolean;
}

// The figures of a period, asked anew when the question or the language changes.
export function useReport(period: string, by: string, from: Face | null): Shown {
  const session = useSession();
  const { language } = session.state;
  const key = [period, by, from ?? "", language].join("/");
  const ask = async () => {
    const report = await session.attempt(() => session.call("report", { period, by: by || null, from }));
    return { key, by, report };
  };
  const [answer] = useLoaded(ask, [key]);
  const isCurrent = answer?.key === key;
  return { report: answer?.report, by: answer?.by ?? "", waits: !isCurrent, failed: isCurrent && answer.report === undefined };
}
