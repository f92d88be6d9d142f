import { useState } from "preact/hooks";
import type { SavedContact, Voucher } from "../contract";
import type { Draft } from "../logic/draft";
import { nameOf } from "../pack";
import { Title } from "../parts/basics";
import { callOf } from "../parts/people";
import { PrintButton, Slip } from "../parts/slip";
import { useOnce, useSession } from "../use";

// After a contact with vouchers to hand out, or a result after which the programme wants a referral.
export function SavedPage({ saved, draft }: { saved: SavedContact; draft: Draft }) {
  const session = useSession();
  const { say, language } = session.speech;
  const [vouchers, setVouchers] = useState<Voucher[]>(saved.vouchers);
  const [busy, once] = useOnce();
  const open = saved.offer.filter((destination) => !vouchers.some((voucher) => voucher.destination === destination));
  const refer = async (destination: string) => {
    if (!draft.person) return;
    const code = draft.person.code;
    const voucher = await session.attempt(() => session.call("refer", { code, destination }));
    if (voucher) setVouchers((list) => [...list, voucher]);
    await session.refresh();
  };
  return (
    <>
      <div class="no-print"><Title sub={draft.person ? callOf(draft.person) : say("withoutCode")}>{say("saved")}</Title></div>
      {open.length > 0 && (
        <div class="box no-print">
          <p>{draft.person ? say("offerReferral") : say("offerAnonymous")}</p>
          {open.map((destination) => {
            const place = nameOf(session.pack, "destinations", destination, language);
            return draft.person
              ? <button type="button" key={destination} class="primary" disabled={busy} onClick={() => void once(() => refer(destination))}>{say("referTo", { place })}</button>
              : <p key={destination}><b>{place}</b></p>;
          })}
        </div>
      )}
      {vouchers.map((voucher) => <Slip key={voucher.record} voucher={voucher} />)}
      <div class="foot no-print">
        {vouchers.length > 0 && <PrintButton label={say("print")} />}
        <button type="button" onClick={() => session.go({ at: "today" })}>{say("done")}</button>
      </div>
    </>
  );
}
