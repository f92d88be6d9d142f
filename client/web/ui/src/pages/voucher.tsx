import type { Voucher } from "../contract";
import { Title } from "../parts/basics";
import { PrintButton, Slip } from "../parts/slip";
import { useSession } from "../use";

export function VoucherPage({ vouchers }: { vouchers: Voucher[] }) {
  const session = useSession();
  const { say } = session.speech;
  return (
    <>
      <div class="no-print"><Title sub={say("voucherSub")}>{say("voucher")}</Title></div>
      {vouchers.map((voucher) => <Slip key={voucher.record} voucher={voucher} />)}
      <div class="foot no-print">
        <PrintButton label={say("print")} />
        <button type="button" onClick={() => session.back()}>{say("done")}</button>
      </div>
    </>
  );
}
