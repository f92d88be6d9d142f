import type { ComponentChildren } from "preact";
import type { StockLine } from "../contract_goods";
import { expiredIn, sumOf, type Shelf } from "../logic/stock";
import { useSession } from "../use";
import { Empty, Section } from "./basics";
import { commodityName, deviceName, expiryText, lotName } from "./goods_names";

interface ShelvesProps { shelves: Shelf[]; onLot: (line: StockLine) => void }

// The store, by commodity and lot.
export function Shelves({ shelves, onLot }: ShelvesProps) {
  const session = useSession();
  const { say, number } = session.speech;
  return (
    <Section title={say("inStore")}>
      {shelves.length === 0 && <Empty>{say("storeEmpty")}</Empty>}
      {shelves.length > 0 && <p class="hint">{say("lotHint")}</p>}
      {shelves.map(({ commodity, lots }) => (
        <div key={commodity} class="shelf" role="group" aria-label={commodityName(session, commodity)}>
          <div class="shelf-head">
            <h3>{commodityName(session, commodity)}</h3>
            {expiredIn(lots) > 0 && <span class="mark mark-voided">{say("expiredThere", { n: number(expiredIn(lots)) })}</span>}
            <b class="quantity">{number(sumOf(lots))}</b>
          </div>
          <ul>
            {lots.map((line) => (
              <LineButton key={line.lot} line={line} onOpen={() => onLot(line)}>
                <b>{lotName(session, line)}</b>
                <span class={line.expired && line.quantity > 0 ? "when over" : "when"}>{expiryText(session, line)}</span>
              </LineButton>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

interface LineButtonProps { line: StockLine; onOpen: () => void; children: ComponentChildren }

function LineButton({ line, onOpen, children }: LineButtonProps) {
  const { number } = useSession().speech;
  return (
    <li>
      <button type="button" class="line" aria-haspopup="dialog" onClick={onOpen}>
        <span class="line-text">{children}</span>
        <b class={line.quantity < 0 ? "quantity below" : "quantity"}>{number(line.quantity)}</b>
      </button>
    </li>
  );
}

interface BagsProps { bags: [string, StockLine[]][]; onLine: (line: StockLine) => void }

export function Bags({ bags, onLine }: BagsProps) {
  const session = useSession();
  const { say } = session.speech;
  return (
    <Section title={say("inBags")}>
      {bags.length === 0 && <Empty>{say("bagsEmpty")}</Empty>}
      {bags.map(([bag, lines]) => (
        <details key={bag} class="fold" open={bags.length <= 3 || lines.some((line) => line.quantity < 0)}>
          <summary>{deviceName(session, bag)}</summary>
          <ul>
            {lines.map((line) => (
              <LineButton key={line.commodity} line={line} onOpen={() => onLine(line)}>
                <span>{commodityName(session, line.commodity)}</span>
                {line.quantity < 0 && <span class="when over">{say("bagBelowStore")}</span>}
              </LineButton>
            ))}
          </ul>
        </details>
      ))}
    </Section>
  );
}

interface OnTheWayProps { sendings: [string, StockLine[]][]; onAccept: (sending: string, lines: StockLine[]) => void }

export function OnTheWay({ sendings, onAccept }: OnTheWayProps) {
  const session = useSession();
  const { say, number } = session.speech;
  if (sendings.length === 0) return null;
  return (
    <Section title={say("onTheWay")}>
      <ul class="rows">
        {sendings.map(([sending, lines]) => (
          <li key={sending} class="row">
            <ul class="row-text">
              {lines.map((line) => (
                <li key={line.lot}>
                  <b class={line.quantity < 0 ? "below" : ""}>{number(line.quantity)}</b> {commodityName(session, line.commodity)}, {lotName(session, line)}
                </li>
              ))}
              {lines.some((line) => line.quantity < 0) && <li class="when over">{say("wayBelow")}</li>}
            </ul>
            {lines.some((line) => line.quantity > 0) && (
              <button type="button" onClick={() => onAccept(sending, lines.filter((line) => line.quantity > 0))}>{say("acceptGoods")}</button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
