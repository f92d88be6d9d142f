import { keyOf, type Column } from "../logic/grid";
import { isTestKit, labelOf, offered } from "../pack";
import { useSession } from "../use";
import { Toggle } from "./basics";

interface ColumnsProps { value: Column[]; onChange: (columns: Column[]) => void }

// What the sheet has columns for, chosen once. They stand in the order of the pack, as on the paper.
export function Columns({ value, onChange }: ColumnsProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const { pack } = session;
  const goods = offered(pack?.commodities).filter((row) => pack && !isTestKit(pack, row));
  const all: { column: Column; label: string }[] = [
    ...offered(pack?.services).map((row) => ({ column: { table: "services" as const, code: row.code }, label: labelOf(row.labels, language, row.code) })),
    ...goods.map((row) => ({ column: { table: "given" as const, code: row.code }, label: labelOf(row.labels, language, row.code) })),
  ];
  const chosen = new Set(value.map(keyOf));
  const toggle = (column: Column) => {
    if (!chosen.delete(keyOf(column))) chosen.add(keyOf(column));
    onChange(all.map((one) => one.column).filter((one) => chosen.has(keyOf(one))));
  };
  return (["services", "given"] as const).map((table) => (
    <fieldset class="choice" key={table}>
      <legend>{table === "services" ? say("columnServices") : say("columnGiven")}</legend>
      <div class="toggles">
        {all.filter(({ column }) => column.table === table).map(({ column, label }) => (
          <Toggle key={column.code} label={label} on={chosen.has(keyOf(column))} onToggle={() => toggle(column)} />
        ))}
      </div>
    </fieldset>
  ));
}
