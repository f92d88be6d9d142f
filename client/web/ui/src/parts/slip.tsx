import { useState } from "preact/hooks";
import type { Voucher } from "../contract";
import { nameOf } from "../pack";
import { useSession } from "../use";
import { Check } from "./basics";
import { Qr } from "./qr";

// A voucher to print or to copy by hand. The number is all that has to stand on it.
export function Slip({ voucher }: { voucher: Voucher }) {
  const session = useSession();
  const { say, language } = session.speech;
  const [withPlace, setWithPlace] = useState(false);
  const place = nameOf(session.pack, "destinations", voucher.destination, language);
  return (
    <div class="slip-row">
      <h2 class="no-print">{place}</h2>
      <div class="slip">
        <Qr text={voucher.number} label={say("voucherNumber")} />
        <p class="slip-number">{voucher.number}</p>
        {withPlace && <p class="slip-place">{place}</p>}
      </div>
      <div class="no-print">
        <Check label={say("slipWithPlace")} hint={say("slipWithPlaceHint")} on={withPlace} onChange={setWithPlace} />
      </div>
    </div>
  );
}

export function PrintButton({ label }: { label: string }) {
  return <button type="button" class="primary no-print" onClick={() => window.print()}>{label}</button>;
}
