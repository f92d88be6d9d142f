import type { Session } from "./session";
import { undoNow } from "./parts/notice";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select") || target.isContentEditable);
}

function focusFind(): void {
  document.querySelector<HTMLInputElement>("[data-find]")?.focus();
}

// Ctrl by its place on the keyboard: in a Cyrillic layout the key's letter is another one.
function isLock(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyL";
}

function press(session: Session, event: KeyboardEvent): void {
  if (isLock(event)) {
    event.preventDefault();
    session.lock();
    return;
  }
  if (session.state.phase !== "open" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    if (isTyping(event.target)) (event.target as HTMLElement).blur();
    else if (!session.isHome) session.back();
    return;
  }
  if (event.ctrlKey && event.code === "KeyZ" && !isTyping(event.target) && session.state.notice?.undo) {
    event.preventDefault();
    void undoNow(session);
    return;
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  // The place of "/" types "." in Cyrillic layouts.
  if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) {
    event.preventDefault();
    focusFind();
  } else if (event.key === "?" || (event.key === "," && event.code === "Slash")) {
    session.go({ at: "help" });
  }
}

// The keys that work everywhere, and the signs that somebody is there. Returns how to stop.
export function listenToKeys(session: Session): () => void {
  const onKey = (event: KeyboardEvent) => { session.touch(); press(session, event); };
  const onPointer = () => session.touch();
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onPointer, { passive: true });
  document.addEventListener("pointermove", onPointer, { passive: true });
  return () => {
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("pointerdown", onPointer);
    document.removeEventListener("pointermove", onPointer);
  };
}
