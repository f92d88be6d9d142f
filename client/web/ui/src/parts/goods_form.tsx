import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Closed, Problem } from "../calls";
import { sayProblem } from "../i18n/problems";
import type { TextKey } from "../i18n/words";
import { useOnce, useSession } from "../use";
import { Choice, Field, Stepper } from "./basics";
import { reasons } from "../logic/reasons";

interface GoodsFormProps {
  submit: string;
  ready: boolean;
  // `day` is null for today.
  save: (day: string | null) => Promise<unknown>;
  // What is told when it was saved.
  told?: TextKey;
  danger?: boolean;
  onClose: () => void;
  onDone: () => void;
  children: ComponentChildren;
}

// What is filled in stays when it is refused, and the refusal is told where it was filled in.
export function GoodsForm({ submit, ready, save, told = "saved", danger, onClose, onDone, children }: GoodsFormProps) {
  const session = useSession();
  const { say } = session.speech;
  const today = session.state.today?.day ?? "";
  const [day, setDay] = useState(today);
  const [wrong, setWrong] = useState("");
  const [busy, once] = useOnce();
  const run = async () => {
    try {
      await save(day === today || day === "" ? null : day);
    } catch (error) {
      if (error instanceof Closed) return;
      if (!(error instanceof Problem)) throw error;
      return setWrong(sayProblem(error, session.speech));
    }
    onDone();
    session.say("good", told);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void once(run); }}>
      {children}
      <Field label={say("day")} kind="date" max={today} value={day} onChange={setDay} />
      <p class="wrong" role="alert">{wrong}</p>
      <div class="buttons">
        <button type="submit" class={danger ? "danger" : "primary"} disabled={busy || !ready}>{submit}</button>
        <button type="button" onClick={onClose}>{say("cancel")}</button>
      </div>
    </form>
  );
}

export function Amount({ value, onChange, hint }: { value: number; onChange: (value: number) => void; hint?: string }) {
  const { say } = useSession().speech;
  return (
    <div class="field">
      <Stepper label={say("howMuch")} value={value} less={say("less")} more={say("more")} onChange={onChange} />
      {hint && <p class="hint">{hint}</p>}
    </div>
  );
}

export function ReasonChoice({ of, value, onChange, optional }: { of: string[]; value: string; onChange: (reason: string) => void; optional?: boolean }) {
  const { say } = useSession().speech;
  return (
    <Choice
      label={say("why")}
      options={of.map((code) => ({ code, label: say(reasons[code] ?? "reasonCorrection") }))}
      value={value}
      onChange={onChange}
      {...(optional ? { optional } : {})}
    />
  );
}

export function teamSaid(team: string): { team?: string } {
  return team === "" ? {} : { team };
}
