import { useState } from "preact/hooks";
import type { Draft } from "../logic/draft";
import { labelOf, offered } from "../pack";
import { useSession } from "../use";
import { Toggle } from "./basics";

interface PartProps { draft: Draft; onChange: (change: Partial<Draft>) => void }

export function toggleReferral(draft: Draft, destination: string): string[] {
  return draft.refer.includes(destination) ? draft.refer.filter((one) => one !== destination) : [...draft.refer, destination];
}

export function Referrals({ draft, onChange }: PartProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const rows = offered(session.pack?.destinations);
  const [isOpen] = useState(draft.refer.length > 0);
  if (rows.length === 0) return null;
  return (
    <details class="fold" open={isOpen}>
      <summary>{say("refer")}</summary>
      <div class="toggles">
        {rows.map((row) => (
          <Toggle
            key={row.code}
            label={labelOf(row.labels, language, row.code)}
            on={draft.refer.includes(row.code)}
            onToggle={() => onChange({ refer: toggleReferral(draft, row.code) })}
          />
        ))}
      </div>
    </details>
  );
}
