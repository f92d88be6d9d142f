import { useState } from "preact/hooks";
import type { InBag } from "../contract";
import { nameOf, offered } from "../pack";
import { Empty, Title } from "../parts/basics";
import { CollectDialog, CountDialog, PassDialog } from "../parts/bag_dialogs";
import { useLoaded, useSession } from "../use";

export function BagPage() {
  const session = useSession();
  const { say } = session.speech;
  const [collects, setCollects] = useState(false);
  const [bag, again] = useLoaded(() => session.attempt(() => session.call("bag", {})), []);
  const reload = () => { again(); void session.refresh(); };
  if (!bag) return <Title>{say("bag")}</Title>;
  const order = offered(session.pack?.commodities).map((row) => row.code);
  const lines = [...bag.lines].sort((a, b) => order.indexOf(a.commodity) - order.indexOf(b.commodity));
  return (
    <>
      <Title sub={say("bagSub")}>{say("bag")}</Title>
      {lines.length === 0 && <Empty>{say("bagEmpty")}</Empty>}
      <ul class="rows">{lines.map((line) => <BagRow key={line.commodity} line={line} onChanged={reload} />)}</ul>
      <div class="buttons">
        <button type="button" onClick={() => setCollects(true)}>{say("collect")}</button>
      </div>
      {collects && <CollectDialog onClose={() => setCollects(false)} onDone={() => { setCollects(false); reload(); }} />}
    </>
  );
}

function BagRow({ line, onChanged }: { line: InBag; onChanged: () => void }) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const [doing, setDoing] = useState<"count" | "pass" | null>(null);
  const { commodity, quantity } = line;
  const done = () => { setDoing(null); onChanged(); };
  return (
    <li class="row">
      <div class="row-text">
        <span><b class={quantity < 0 ? "quantity below" : "quantity"}>{number(quantity)}</b> {nameOf(session.pack, "commodities", commodity, language)}</span>
        {quantity < 0 && <span class="when over">{say("bagBelow")}</span>}
      </div>
      <div class="row-buttons">
        <button type="button" onClick={() => setDoing("count")}>{say("count")}</button>
        <button type="button" class="quiet" disabled={quantity < 1} onClick={() => setDoing("pass")}>{say("passOn")}</button>
      </div>
      {doing === "count" && <CountDialog commodity={commodity} left={quantity} onClose={() => setDoing(null)} onDone={done} />}
      {doing === "pass" && <PassDialog commodity={commodity} left={quantity} onClose={() => setDoing(null)} onDone={done} />}
    </li>
  );
}
