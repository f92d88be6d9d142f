import { useState } from "preact/hooks";
import { labelOf, offered } from "../pack";
import { Choice, Title } from "../parts/basics";
import { TeamField } from "../parts/setting";
import { useOnce, useSession } from "../use";

export function ReferPage({ code, name }: { code: string; name: string }) {
  const session = useSession();
  const { say, language } = session.speech;
  const [destination, setDestination] = useState("");
  const teams = session.state.programme?.teams ?? [];
  const [team, setTeam] = useState(teams[0]?.id ?? "");
  const [busy, once] = useOnce();
  const places = offered(session.pack?.destinations).map((row) => ({ code: row.code, label: labelOf(row.labels, language, row.code) }));
  const save = async () => {
    const voucher = await session.attempt(() => session.call("refer", { code, destination, ...(teams.length > 1 ? { team } : {}) }));
    if (!voucher) return;
    await session.refresh();
    session.replace({ at: "voucher", vouchers: [voucher] });
    session.tell({ tone: "good", text: say("saved"), undo: { records: [voucher.record], draft: null } });
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
      <Title sub={say("voucherSub")}>{say("refer")}: {name}</Title>
      <Choice label={say("destination")} options={places} value={destination} onChange={setDestination} />
      <TeamField value={team} onChange={setTeam} />
      <div class="foot">
        <button type="submit" class="primary" disabled={busy || destination === ""}>{say("makeVoucher")}</button>
        <button type="button" onClick={() => session.back()}>{say("cancel")}</button>
      </div>
    </form>
  );
}
