import { useEffect, useState } from "preact/hooks";
import type { Refused } from "../contract";
import { startSheet, type EveningSheet } from "../logic/evening";
import { emptyRow, peopleOf, toEvening } from "../logic/grid";
import { Field, Title } from "../parts/basics";
import { Columns } from "../parts/columns";
import { Grid } from "../parts/grid";
import { WhereFields } from "../parts/setting";
import type { Session } from "../session";
import { useOnce, useSession } from "../use";

// Refusals come by their place among the rows sent; on the sheet there may be empty ones between.
function placeRefused(refused: Refused[], places: number[]): Refused[] {
  return refused.map((one) => ({ ...one, row: places[one.row] ?? one.row }));
}

function outingOf(session: Session, sheet: EveningSheet) {
  const several = (session.state.programme?.teams.length ?? 0) > 1;
  const { kind, site, time, day, team } = sheet;
  const route = sheet.route.trim();
  return { kind, site, time, day, ...(route === "" ? {} : { route }), ...(several && team !== "" ? { team } : {}) };
}

async function enter(session: Session, sheet: EveningSheet, check: boolean): Promise<void> {
  const { body, places } = toEvening(outingOf(session, sheet), sheet.rows, sheet.columns);
  const answer = await session.attempt(() => session.call("evening", { ...body, check }));
  if (!answer) return;
  const refused = placeRefused(answer.refused ?? [], places);
  session.set({ sheet: { ...sheet, refused } });
  if (refused.length > 0) {
    session.tell({ tone: "bad", text: session.speech.count("rowsRefused", refused.length) });
  } else if (check && !answer.outing) {
    session.say("good", "sheetChecked");
  } else {
    session.set({ sheet: null });
    session.go({ at: "today" });
    session.tell({ tone: "good", text: `${session.speech.count("sheetSaved", body.rows.length)} ${session.speech.say("shredPaper")}` });
    await session.refresh();
  }
}

export function EveningPage() {
  const session = useSession();
  const { sheet } = session.state;
  useEffect(() => {
    const team = session.state.programme?.teams[0]?.id ?? "";
    if (!session.state.sheet) session.set({ sheet: { ...startSheet(session.state.today?.day ?? ""), team } });
  }, []);
  if (!sheet) return <Title>{session.speech.say("evening")}</Title>;
  return <SheetView sheet={sheet} />;
}

function isReady(sheet: EveningSheet): boolean {
  return sheet.kind !== "" && sheet.site !== "" && sheet.columns.length > 0;
}

function SheetView({ sheet }: { sheet: EveningSheet }) {
  const session = useSession();
  const { say } = session.speech;
  const [showsHead, setShowsHead] = useState(!isReady(sheet));
  const change = (what: Partial<EveningSheet>) => session.set({ sheet: { ...sheet, ...what } });
  const empty = () => {
    change({ rows: [emptyRow()], refused: [] });
    session.tell({ tone: "good", text: say("discarded"), undo: { records: [], draft: null, sheet } });
  };
  const startRows = () => {
    setShowsHead(false);
    document.querySelector<HTMLElement>('[data-spot="0/0"]')?.focus();
  };
  return (
    <>
      <Title sub={say("eveningSub")}>{say("evening")}</Title>
      <details class="fold" open={showsHead} onToggle={(event) => setShowsHead(event.currentTarget.open)}>
        <summary>{say("sheetHead")}</summary>
        <WhereFields value={sheet} onChange={change} />
        <Field label={say("route")} value={sheet.route} onChange={(route) => change({ route })} />
        <Columns value={sheet.columns} onChange={(columns) => change({ columns })} />
        {isReady(sheet) && <button type="button" class="primary" onClick={startRows}>{say("toRows")}</button>}
      </details>
      {sheet.rows.length > 1 && (
        <button type="button" class="quiet" onClick={empty}>{say("emptySheet")}</button>
      )}
      {isReady(sheet) ? <Grid sheet={sheet} onChange={change} /> : <p class="hint">{say("sheetHeadHint")}</p>}
      <SheetBar sheet={sheet} />
    </>
  );
}

function SheetBar({ sheet }: { sheet: EveningSheet }) {
  const session = useSession();
  const { say, count } = session.speech;
  const [busy, once] = useOnce();
  const isOff = busy || !isReady(sheet) || sheet.rows.length < 2;
  return (
    <div class="save-bar">
      <p>{count("people", peopleOf(sheet.rows))}</p>
      <button type="button" disabled={isOff} onClick={() => void once(() => enter(session, sheet, true))}>{say("check")}</button>
      <button type="button" class="primary" disabled={isOff} onClick={() => void once(() => enter(session, sheet, false))}>{say("saveAll")}</button>
    </div>
  );
}
