import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { EveningSheet } from "../logic/evening";
import { keyOf, move, setCell, setWho, totalOf, typeInto, type Column, type Spot } from "../logic/grid";
import { nameOf } from "../pack";
import { sayProblem } from "../i18n/problems";
import { useSession } from "../use";
import { WhoCell } from "./who_cell";

interface GridProps { sheet: EveningSheet; onChange: (change: Partial<EveningSheet>) => void }

function focusSpot(table: HTMLTableElement | null, spot: Spot): void {
  table?.querySelector<HTMLElement>(`[data-spot="${spot.row}/${spot.column}"]`)?.focus();
}

export function Grid({ sheet, onChange }: GridProps) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const table = useRef<HTMLTableElement>(null);
  const size = { rows: sheet.rows.length, columns: sheet.columns.length + 1 };
  const nameColumn = (column: Column) => nameOf(session.pack, column.table === "services" ? "services" : "commodities", column.code, language);
  const go = (spot: Spot, key: string): boolean => {
    const next = move(spot, key, size);
    if (next) focusSpot(table.current, next);
    return next !== null;
  };
  const change = (rows: EveningSheet["rows"], at: number) => onChange({ rows, refused: sheet.refused.filter((one) => one.row !== at) });
  return (
    <div class="grid-place">
      <table class="grid" ref={table}>
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">№</span></th>
            <th scope="col">{say("who")}</th>
            {sheet.columns.map((column) => <th scope="col" key={keyOf(column)}>{nameColumn(column)}</th>)}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row, at) => {
            const refused = sheet.refused.find((one) => one.row === at);
            return (
              <tr key={at} class={refused ? "refused" : ""}>
                <th scope="row">{at + 1}</th>
                <td>
                  <WhoCell
                    who={row.who}
                    spot={{ row: at, column: 0 }}
                    {...(refused ? { problem: sayProblem(refused, session.speech) } : {})}
                    onChange={(who) => change(setWho(sheet.rows, at, who), at)}
                    onMove={(key) => go({ row: at, column: 0 }, key)}
                  />
                </td>
                {sheet.columns.map((column, index) => (
                  <td key={keyOf(column)}>
                    <Cell
                      amount={row.cells[keyOf(column)] ?? 0}
                      spot={{ row: at, column: index + 1 }}
                      label={`${at + 1}, ${nameColumn(column)}`}
                      onChange={(amount) => change(setCell(sheet.rows, at, column, amount), at)}
                      onMove={(key) => go({ row: at, column: index + 1 }, key)}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th />
            <th scope="row">{say("total")}</th>
            {sheet.columns.map((column) => <td key={keyOf(column)}>{number(totalOf(sheet.rows, column))}</td>)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface CellProps { amount: number; spot: Spot; label: string; onChange: (amount: number) => void; onMove: (key: string) => boolean }

// A tap turns it on and off; keys say how many.
function Cell({ amount, spot, label, onChange, onMove }: CellProps) {
  const { number } = useSession().speech;
  const [fresh, setFresh] = useState(true);
  const press = (event: JSX.TargetedKeyboardEvent<HTMLButtonElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = typeInto(amount, event.key, fresh);
    if (next !== null) {
      setFresh(false);
      onChange(next);
    } else if (!onMove(event.key) && event.key !== "Enter") {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      class="cell"
      data-spot={`${spot.row}/${spot.column}`}
      aria-label={`${label}: ${amount}`}
      onFocus={() => setFresh(true)}
      onKeyDown={press}
      onClick={() => onChange(amount > 0 ? 0 : 1)}
    >
      {amount > 0 ? number(amount) : ""}
    </button>
  );
}
