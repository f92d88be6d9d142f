import { waysToTellApart } from "../logic/part_names";
import { useSession } from "../use";
import { Pick } from "./basics";

interface ByProps { value: string; onChange: (by: string) => void; isAudit: boolean }

export function ByChooser({ value, onChange, isAudit }: ByProps) {
  const session = useSession();
  const { speech } = session;
  const ways = waysToTellApart(session.known, isAudit);
  return (
    <div class="no-print">
      <Pick label={speech.say("tellApart")} options={ways} value={value} empty={speech.say("byNothing")} onChange={onChange} />
    </div>
  );
}
