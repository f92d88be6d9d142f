import { changeAmount, type Draft } from "../logic/draft";
import { describeKit, isTestKit, labelOf, offered, sortGoods, type Commodity } from "../pack";
import { useSession } from "../use";

interface PartProps { draft: Draft; onChange: (change: Partial<Draft>) => void }

// Each tap gives one more, and says what is left in the bag.
export function Goods({ draft, onChange }: PartProps) {
  const session = useSession();
  const { pack, bag } = session;
  if (!pack) return null;
  const rows = sortGoods(offered(pack.commodities).filter((row) => !isTestKit(pack, row)), bag);
  return (
    <div class="goods">
      {rows.map((row) => (
        <Good
          key={row.code}
          row={row}
          amount={draft.given[row.code] ?? 0}
          left={row.code in bag ? (bag[row.code] ?? 0) - (draft.given[row.code] ?? 0) : null}
          onChange={(by) => onChange({ given: changeAmount(draft.given, row.code, by) })}
        />
      ))}
    </div>
  );
}

interface GoodProps { row: Commodity; amount: number; left: number | null; onChange: (by: number) => void }

function Good({ row, amount, left, onChange }: GoodProps) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const label = labelOf(row.labels, language, row.code);
  const kit = session.pack && row.contents ? describeKit(session.pack, row, language) : "";
  return (
    <div class={amount > 0 ? "good chosen" : "good"}>
      <button type="button" class="good-add" onClick={() => onChange(1)}>
        <span class="good-name">{label}{kit && <small>{kit}</small>}</span>
        <span class={left !== null && left < 0 ? "good-left below" : "good-left"}>
          {left === null ? say("noneInBag") : say("leftInBag", { n: number(left) })}
        </span>
        {amount > 0 && <b class="good-count">{number(amount)}</b>}
      </button>
      {amount > 0 && (
        <button type="button" class="good-less" aria-label={`${say("less")}: ${label}`} onClick={() => onChange(-1)}>−</button>
      )}
    </div>
  );
}
