import { useState } from "preact/hooks";
import type { Face, FileForm } from "../contract_figures";
import { fromBase64 } from "../logic/file";
import { periodAt } from "../logic/period";
import { Choice, Title } from "../parts/basics";
import { ByChooser } from "../parts/by";
import { giveFile } from "../parts/download";
import { PeriodChooser } from "../parts/period";
import { useOnce, useSession } from "../use";

// A table to take away. What a file is, once it is out, is said before it is made.
export function ExportPage() {
  const session = useSession();
  const { say } = session.speech;
  const isAuditor = session.role === "auditor";
  const { asked } = session.state;
  const period = asked.period || periodAt("quarter", session.day);
  const [from, setFrom] = useState<Face>(isAuditor ? "audit" : "team");
  const [form, setForm] = useState<FileForm>("xlsx");
  const [busy, once] = useOnce();
  const isAudit = from === "audit";
  const make = async () => {
    const made = await session.attempt(() => session.call("table", { period, by: asked.by || null, from, form }));
    if (!made) return;
    giveFile(fromBase64(made.file), made.name);
    session.tell({ tone: "hint", text: `${say("exported", { name: made.name })} ${say("deleteAfterwards")}` });
  };
  return (
    <>
      <Title sub={say("exportSub")}>{say("export")}</Title>
      <p class="reminder">{say("exportClear")}</p>
      <div class="chooser">
        <PeriodChooser value={period} onChange={(chosen) => session.set({ asked: { ...asked, period: chosen } })} />
        <ByChooser value={asked.by} isAudit={isAudit} onChange={(by) => session.set({ asked: { period, by } })} />
      </div>
      {session.role === "staff" && (
        <Choice
          label={say("exportFrom")}
          options={[{ code: "team", label: say("exportTeam") }, { code: "audit", label: say("exportAudit") }]}
          value={from}
          onChange={(face) => { setFrom(face as Face); session.set({ asked: { period, by: "" } }); }}
        />
      )}
      <Choice
        label={say("exportForm")}
        options={[{ code: "xlsx", label: say("exportXlsx") }, { code: "csv", label: say("exportCsv") }]}
        value={form}
        onChange={(chosen) => setForm(chosen as FileForm)}
      />
      <div class="buttons">
        <button type="button" class="primary big" disabled={busy} onClick={() => void once(make)}>{say("exportDo")}</button>
      </div>
      {busy && <p role="status" class="hint">{say("counting")}</p>}
    </>
  );
}
