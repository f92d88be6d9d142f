import { Problem } from "../calls";
import type { Session } from "../session";
import { useOnce, useSession } from "../use";

// Takes back what was just saved, with the vouchers that were made with it, and shows it again to be changed.
export async function undoNow(session: Session): Promise<void> {
  const undo = session.state.notice?.undo;
  if (!undo) return;
  session.tell(null);
  if (undo.sheet) session.set({ sheet: undo.sheet });
  if (undo.records.length === 0) return undo.draft ? session.restore(undo.draft) : undefined;
  try {
    await session.call("undo", { records: undo.records });
  } catch (error) {
    if (error instanceof Problem && error.code === "already-done") return session.say("hint", "undoTooLate");
    return void (await session.attempt(() => Promise.reject(error)));
  }
  await session.refresh();
  if (undo.draft) session.restore(undo.draft);
  else session.back();
  session.say("good", "undone");
}

export function NoticeBar() {
  const session = useSession();
  const [busy, once] = useOnce();
  const { notice } = session.state;
  const { say } = session.speech;
  return (
    <div class="notice-place no-print" role="status" aria-live="polite">
      {notice && (
        <div class={`notice notice-${notice.tone}`}>
          <p>{notice.text}</p>
          {notice.undo && (
            <button type="button" disabled={busy} onClick={() => void once(() => undoNow(session))}>{say(notice.undo.records.length > 0 ? "undo" : "bringBack")}</button>
          )}
          <button type="button" class="quiet notice-close" aria-label={say("close")} onClick={() => session.tell(null)}>×</button>
        </div>
      )}
    </div>
  );
}
