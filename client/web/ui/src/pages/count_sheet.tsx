import { useState } from "preact/hooks";
import type { StockLine } from "../contract_goods";
import { formatDay } from "../i18n/days";
import { bagsOf, shelvesOf } from "../logic/stock";
import { Check, Empty, Title } from "../parts/basics";
import { commodityName, deviceName, orderOfGoods, sayPlace, shortLot } from "../parts/goods_names";
import { TeamField } from "../parts/setting";
import { PrintButton } from "../parts/slip";
import { useLoaded, useSession } from "../use";

// To count by. What the book says is left out, so that whoever counts looks at the shelf and not at the sheet.
export function CountSheetPage() {
  const session = useSession();
  const { say, language } = session.speech;
  const [withBook, setWithBook] = useState(false);
  const [withBags, setWithBags] = useState(false);
  const [team, setTeam] = useState(session.usualTeam);
  const [stock] = useLoaded(() => session.attempt(() => session.call("stock", { empty: false })), []);
  const order = orderOfGoods(session);
  const lines = stock?.stock ?? [];
  const rows = [
    ...shelvesOf(lines, order, team).flatMap((shelf) => shelf.lots),
    ...(withBags ? bagsOf(lines, order).flatMap(([, inBag]) => inBag) : []),
  ];
  return (
    <>
      <div class="no-print"><Title sub={say("countSheetSub")}>{say("countSheet")}</Title></div>
      <div class="fields no-print">
        <TeamField value={team} onChange={setTeam} />
        <Check label={say("sheetBags")} on={withBags} onChange={setWithBags} />
        <Check label={say("sheetBook")} hint={say("sheetBookHint")} on={withBook} onChange={setWithBook} />
      </div>
      {stock && rows.length === 0 && <Empty>{say("storeEmpty")}</Empty>}
      {rows.length > 0 && (
        <>
          <p class="signatures">
            <span>{say("countedBy")}</span><span>{say("day")}</span><span>{say("secondEyes")}</span>
          </p>
          <div class="goods-place" role="region" tabIndex={0} aria-label={say("countSheet")}>
            <SheetTable rows={rows} withBook={withBook} />
          </div>
          <p class="hint">{say("sheetOf", { day: formatDay(session.state.today?.day ?? "", language) })}</p>
          <div class="foot no-print"><PrintButton label={say("print")} /></div>
        </>
      )}
    </>
  );
}

function SheetTable({ rows, withBook }: { rows: StockLine[]; withBook: boolean }) {
  const session = useSession();
  const { say, number, language } = session.speech;
  const where = (line: StockLine) => (line.bag ? say("bagOf", { name: deviceName(session, line.bag) }) : sayPlace(session, line.at));
  return (
    <table class="goods-table count-sheet">
      <caption>{say("countSheet")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("commodity")}</th>
          <th scope="col">{say("where")}</th>
          <th scope="col">{say("lotOf")}</th>
          <th scope="col">{say("batch")}</th>
          <th scope="col">{say("expiry")}</th>
          {withBook && <th scope="col">{say("book")}</th>}
          <th scope="col" class="to-fill">{say("sheetCounted")}</th>
          <th scope="col" class="to-fill">{say("remark")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((line) => (
          <tr key={`${line.bag ?? line.lot ?? ""}/${line.commodity}`}>
            <th scope="row">{commodityName(session, line.commodity)}</th>
            <td>{where(line)}</td>
            <td class="code">{shortLot(line.lot ?? "")}</td>
            <td>{line.batch}</td>
            <td>{line.expiry ? formatDay(line.expiry, language) : ""}</td>
            {withBook && <td class="number">{number(line.quantity)}</td>}
            <td />
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
