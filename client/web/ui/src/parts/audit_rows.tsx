import { nameRows, tableOf, type AuditTable, type Group } from "../logic/audit_rows";
import { nameCode } from "../logic/part_names";
import { sayPeriod } from "../logic/period";
import { useLoaded, useSession } from "../use";
import { Empty, Section } from "./basics";

// Everything auditors are told, by quarter.
export function AuditRows({ period }: { period: string }) {
  const session = useSession();
  const { say } = session.speech;
  const [shown] = useLoaded(() => session.attempt(() => session.call("rows", { period })), [period]);
  if (!shown) return null;
  return (
    <Section title={say("rowsTitle")}>
      <p class="hint">{say("rowsSub")}</p>
      {shown.rows.length === 0 ? <Empty>{say("rowsEmpty")}</Empty> : <RowsTable table={tableOf(shown.rows)} />}
    </Section>
  );
}

function RowsTable({ table }: { table: AuditTable }) {
  const { speech } = useSession();
  const hasTotal = table.quarters.length > 1;
  return (
    <div class="table-place" tabIndex={0} role="region" aria-label={speech.say("rowsSub")}>
      <table class="table">
        <caption class="visually-hidden">{speech.say("rowsTitle")}</caption>
        <thead>
          <tr>
            <th scope="col">{speech.say("what")}</th>
            {table.quarters.map((quarter) => <th key={quarter} scope="col" class="amount">{sayPeriod(quarter, speech, "short")}</th>)}
            {hasTotal && <th scope="col" class="amount">{speech.say("total")}</th>}
          </tr>
        </thead>
        {table.groups.map((group) => <GroupRows key={group.what} group={group} columns={table.quarters.length + (hasTotal ? 2 : 1)} hasTotal={hasTotal} />)}
      </table>
    </div>
  );
}

function GroupRows({ group, columns, hasTotal }: { group: Group; columns: number; hasTotal: boolean }) {
  const session = useSession();
  const { number, language } = session.speech;
  return (
    <tbody>
      <tr><th scope="rowgroup" colSpan={columns} class="table-group">{nameRows(group.what, session.speech)}</th></tr>
      {group.lines.map((line) => (
        <tr key={line.code}>
          <th scope="row">{line.code === "" ? "—" : nameCode(session.pack, line.code, language)}</th>
          {line.amounts.map((amount, at) => <td key={at} class="amount">{amount === null ? "" : number(amount)}</td>)}
          {hasTotal && <td class="amount"><b>{number(line.total)}</b></td>}
        </tr>
      ))}
    </tbody>
  );
}
