import { Title } from "../parts/basics";
import { Qr } from "../parts/qr";
import { PrintButton } from "../parts/slip";
import { useSession } from "../use";

// A card for the client: the code alone, in letters and as QR.
export function CardPage({ code }: { code: string }) {
  const { say } = useSession().speech;
  return (
    <>
      <div class="no-print"><Title sub={say("cardSub")}>{say("card")}</Title></div>
      <div class="slip">
        <Qr text={code} label={say("code")} />
        <p class="slip-number">{code}</p>
      </div>
      <div class="foot no-print"><PrintButton label={say("print")} /></div>
    </>
  );
}
