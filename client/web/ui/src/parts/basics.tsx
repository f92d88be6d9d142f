import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

type Change = (value: string) => void;

interface FieldProps {
  label: string;
  value: string;
  onChange: Change;
  hint?: string;
  kind?: "text" | "tel" | "date" | "password" | "number";
  first?: boolean;
  max?: string;
  min?: string;
  lines?: number;
  required?: boolean;
}

// Nothing that is typed is kept or looked up by the browser.
const kForgetful = { autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: false } as const;

export function Field(props: FieldProps) {
  const id = useId();
  const { label, value, onChange, hint, kind = "text", first, lines } = props;
  const shared = {
    id,
    value,
    ...kForgetful,
    ...(hint ? { "aria-describedby": `${id}-hint` } : {}),
    ...(first ? { "data-first": "" } : {}),
    ...(props.required ? { required: true } : {}),
    onInput: (event: JSX.TargetedEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.currentTarget.value),
  };
  const limits = { ...(props.max ? { max: props.max } : {}), ...(props.min ? { min: props.min } : {}) };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {lines ? <textarea rows={lines} {...shared} /> : <input type={kind} {...limits} {...shared} />}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

export interface Option { code: string; label: string }

interface ChoiceProps {
  label: string;
  options: Option[];
  value: string;
  onChange: Change;
  // A second tap takes it away.
  optional?: boolean;
  quiet?: boolean;
}

// One of several, as big buttons. Radio inputs underneath, so that arrows and screen readers work as they are used to.
export function Choice({ label, options, value, onChange, optional, quiet }: ChoiceProps) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend class={quiet ? "visually-hidden" : ""}>{label}</legend>
      <div class="options">
        {options.map((option) => (
          <label key={option.code} class="option">
            <input
              type="radio"
              name={name}
              checked={option.code === value}
              onChange={() => onChange(option.code)}
              onClick={() => { if (optional && option.code === value) onChange(""); }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface PickProps {
  label: string;
  options: Option[] | [string, Option[]][];
  value: string;
  onChange: Change;
  empty?: string;
}

function isGrouped(options: PickProps["options"]): options is [string, Option[]][] {
  return Array.isArray(options[0]);
}

export function Pick({ label, options, value, onChange, empty }: PickProps) {
  const id = useId();
  const show = (list: Option[]) => list.map(({ code, label: text }) => <option key={code} value={code}>{text}</option>);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} autocomplete="off" onChange={(event) => onChange(event.currentTarget.value)}>
        {(empty !== undefined || value === "") && <option value="">{empty ?? "—"}</option>}
        {isGrouped(options)
          ? options.map(([group, list]) => <optgroup key={group} label={group}>{show(list)}</optgroup>)
          : show(options)}
      </select>
    </div>
  );
}

export function Check({ label, on, onChange, hint }: { label: string; on: boolean; onChange: (on: boolean) => void; hint?: string }) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}{hint && <small>{hint}</small>}</span>
    </label>
  );
}

export function Toggle({ label, on, onToggle, count }: { label: string; on: boolean; onToggle: () => void; count?: number }) {
  return (
    <button type="button" class="toggle" aria-pressed={on} onClick={onToggle}>
      <span>{label}</span>
      {count !== undefined && count > 1 && <b>× {count}</b>}
    </button>
  );
}

interface StepperProps { label: string; value: number; onChange: (value: number) => void; least?: number; less: string; more: string }

export function Stepper({ label, value, onChange, least = 0, less, more }: StepperProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="stepper">
        <button type="button" aria-label={less} onClick={() => onChange(Math.max(least, value - 1))}>−</button>
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={String(value)}
          onInput={(event) => onChange(Math.max(least, Number(event.currentTarget.value.replace(/\D/g, "").slice(0, 7)) || 0))}
        />
        <button type="button" aria-label={more} onClick={() => onChange(value + 1)}>+</button>
      </div>
    </div>
  );
}

export function Section({ title, children, action }: { title: string; children: ComponentChildren; action?: ComponentChildren }) {
  const id = useId();
  return (
    <section aria-labelledby={id} class="section">
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

// The heading takes the focus when the page changes, so that a screen reader says where one is.
export function Title({ children, sub }: { children: ComponentChildren; sub?: ComponentChildren }) {
  return (
    <div class="title">
      <h1 tabIndex={-1}>{children}</h1>
      {sub && <p class="sub">{sub}</p>}
    </div>
  );
}

// What to see where there is nothing yet, and what to do about it.
export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}
