import { useState } from "preact/hooks";
import { toMoney } from "../logic/stock";
import { labelOf, offered } from "../pack";
import { useSession } from "../use";
import { Check, Field, Pick } from "./basics";
import { Dialog } from "./dialog";
import { Amount, GoodsForm, teamSaid } from "./goods_form";
import { commodityOptions } from "./goods_names";

const currencies = ["EUR", "USD", "UAH", "RUB", "KZT", "GEL", "GBP", "CHF"].map((code) => ({ code, label: code }));

const nothing = { commodity: "", quantity: 0, batch: "", expiry: "", grant: "", worth: "", currency: "EUR", donated: false };

export function ReceiveDialog({ team, onClose, onDone }: { team: string; onClose: () => void; onDone: () => void }) {
  const session = useSession();
  const { say } = session.speech;
  const [what, setWhat] = useState(nothing);
  const change = (some: Partial<typeof nothing>) => setWhat({ ...what, ...some });
  const value = toMoney(what.worth, what.currency);
  const isWorthWrong = what.worth.trim() !== "" && value === null;
  const save = (day: string | null) => session.call("receive", {
    ...teamSaid(team),
    commodity: what.commodity,
    quantity: what.quantity,
    batch: what.batch.trim() || null,
    expiry: what.expiry || null,
    grant: what.grant.trim() || null,
    value,
    donated: what.donated,
    day,
  });
  return (
    <Dialog title={say("delivery")} onClose={onClose}>
      <GoodsForm submit={say("receive")} ready={what.commodity !== "" && what.quantity > 0 && !isWorthWrong} save={save} onClose={onClose} onDone={onDone}>
        <Pick
          label={say("what")}
          options={commodityOptions(session)}
          value={what.commodity}
          empty={say("choose")}
          onChange={(commodity) => change({ commodity })}
        />
        <Amount value={what.quantity} onChange={(quantity) => change({ quantity })} />
        <div class="fields two">
          <Field label={say("batch")} hint={say("batchHint")} value={what.batch} onChange={(batch) => change({ batch })} />
          <Field label={say("expiry")} hint={say("expiryHint")} kind="date" value={what.expiry} onChange={(expiry) => change({ expiry })} />
        </div>
        <GrantField value={what.grant} onChange={(grant) => change({ grant })} />
        <div class="fields two">
          <Field label={say("worth")} hint={isWorthWrong ? say("worthWrong") : say("worthHint")} value={what.worth} onChange={(worth) => change({ worth })} />
          <Pick label={say("currency")} options={currencies} value={what.currency} onChange={(currency) => change({ currency })} />
        </div>
        <Check label={say("donated")} on={what.donated} onChange={(donated) => change({ donated })} />
      </GoodsForm>
    </Dialog>
  );
}

// Who paid: one of those whom the programme names, or in words where it names nobody.
function GrantField({ value, onChange }: { value: string; onChange: (grant: string) => void }) {
  const session = useSession();
  const { say, language } = session.speech;
  const grants = offered(session.pack?.grants).map((row) => ({ code: row.code, label: labelOf(row.labels, language, row.code) }));
  return grants.length > 0
    ? <Pick label={say("whoPaid")} options={grants} value={value} empty={say("nobodyNamed")} onChange={onChange} />
    : <Field label={say("whoPaid")} hint={say("whoPaidHint")} value={value} onChange={onChange} />;
}
