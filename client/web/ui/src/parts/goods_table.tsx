import type { GoodsClass } from "../contract_figures";
import type { TextKey } from "../i18n/words";
import { wordOf } from "../pack";
import { useSession } from "../use";

type Column = Exclude<keyof GoodsClass, "class">;

const columns: [Column, TextKey][] = [
  ["received", "goodsReceived"],
  ["kits", "goodsKits"],
  ["issued", "goodsIssued"],
  ["returned", "goodsReturned"],
  ["given", "goodsGiven"],
  ["wasted", "goodsWasted"],
  ["unexplained", "goodsUnexplained"],
  ["collected", "goodsCollected"],
  ["left", "goodsLeft"],
];
const meanings: [TextKey, TextKey][] = [
  ["goodsReceived", "meansReceived"],
  ["goodsKits", "meansKits"],
  ["goodsIssued", "meansIssued"],
  ["goodsGiven", "meansGiven"],
  ["goodsWasted", "meansWasted"],
  ["goodsUnexplained", "meansUnexplained"],
  ["goodsCollected", "meansCollected"],
  ["goodsLeft", "meansLeft"],
];

export function GoodsTable({ classes, title }: { classes: GoodsClass[]; title: string }) {
  const session = useSession();
  const { say, language } = session.speech;
  const shown = columns.filter(([column]) => column !== "left" || classes.some((line) => typeof line.left === "number"));
  const caption = say("supplyTable", { title });
  return (
    <div class="table-place" tabIndex={0} role="region" aria-label={caption}>
      <table class="table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say("goodsClass")}</th>
            {shown.map(([column, key]) => <th key={column} scope="col" class="amount">{say(key)}</th>)}
          </tr>
        </thead>
        <tbody>
          {classes.map((line) => (
            <tr key={line.class}>
              <th scope="row">{wordOf(session.pack, line.class, language)}</th>
              {shown.map(([column]) => <Amount key={column} value={line[column]} isDoubt={column === "unexplained"} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Amount({ value, isDoubt }: { value: number | null | undefined; isDoubt: boolean }) {
  const { number } = useSession().speech;
  const shown = typeof value === "number" ? number(value) : "—";
  return <td class={`amount${value === 0 ? " nothing" : ""}${isDoubt && value !== 0 ? " doubt" : ""}`}>{shown}</td>;
}

export function ColumnsMean() {
  const { say } = useSession().speech;
  return (
    <details class="fold no-print">
      <summary>{say("columnsMean")}</summary>
      <dl class="facts">
        {meanings.map(([what, text]) => <div key={what}><dt>{say(what)}</dt><dd>{say(text)}</dd></div>)}
      </dl>
    </details>
  );
}
