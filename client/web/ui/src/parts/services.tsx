import type { Draft } from "../logic/draft";
import { groupBy, labelOf, offered, wordOf } from "../pack";
import { useSession } from "../use";
import { Toggle } from "./basics";

interface PartProps { draft: Draft; onChange: (change: Partial<Draft>) => void }

export function Services({ draft, onChange }: PartProps) {
  const session = useSession();
  const { language } = session.speech;
  const toggle = (code: string) => {
    const { [code]: now, ...rest } = draft.services;
    onChange({ services: now ? rest : { ...draft.services, [code]: 1 } });
  };
  return (
    <>
      {groupBy(offered(session.pack?.services), (row) => row.group).map(([group, rows]) => (
        <div key={group} role="group" aria-label={wordOf(session.pack, group, language)} class="group">
          <h3>{wordOf(session.pack, group, language)}</h3>
          <div class="toggles">
            {rows.map((row) => (
              <Toggle
                key={row.code}
                label={labelOf(row.labels, language, row.code)}
                on={row.code in draft.services}
                onToggle={() => toggle(row.code)}
              />
            ))}
          </div>
        </div>
      ))}
    </>
  );
}
