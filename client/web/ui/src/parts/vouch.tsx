import { useState } from "preact/hooks";
import type { Report } from "../contract_figures";
import { isUsualToState } from "../logic/figures";
import { sayPeriod } from "../logic/period";
import { useOnce, useSession } from "../use";
import { Check } from "./basics";
import { Dialog } from "./dialog";

// Staff tell auditors what these cannot count. It says what that means before it is done.
export function VouchDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const session = useSession();
  const { say, count, number } = session.speech;
  const [chosen, setChosen] = useState<string[]>([]);
  const [busy, once] = useOnce();
  const needed = report.indicators.filter((one) => one.checked_by !== "auditors" && typeof one.value === "number");
  const toggle = (id: string, on: boolean) => setChosen((list) => (on ? [...list, id] : list.filter((one) => one !== id)));
  const save = async () => {
    const answer = await session.attempt(() => session.call("state_figures", { period: report.period, figures: chosen }));
    onClose();
    if (!answer) return;
    await session.refresh();
    session.say("good", "vouched");
  };
  return (
    <Dialog title={say("vouch")} onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void once(save); }}>
        <p>{say("vouchSub")}</p>
        <p class="reminder">{say("vouchMeans")}</p>
        {!isUsualToState(report.period) && <p class="reminder">{say("vouchUnusual")}</p>}
        {needed.length === 0 && <p class="empty">{say("vouchNothing")}</p>}
        {needed.length > 0 && (
          <fieldset class="choice">
            <legend>{say("vouchChoose", { period: sayPeriod(report.period, session.speech) })}</legend>
            {needed.map(({ id, label, value, checked_by: by }) => (
              <Check
                key={id}
                label={`${label}: ${number(value ?? 0)}`}
                hint={say(by === "bounds" ? "checkedBounds" : "checkedStaff")}
                on={chosen.includes(id)}
                onChange={(on) => toggle(id, on)}
              />
            ))}
          </fieldset>
        )}
        <div class="buttons">
          <button type="submit" class="primary" disabled={busy || chosen.length === 0}>{count("vouchDo", chosen.length)}</button>
          <button type="button" onClick={onClose}>{say("cancel")}</button>
        </div>
      </form>
    </Dialog>
  );
}
