import { Closed, makeCalls, Problem, type Calls } from "./calls";
import type { Person, Programme, SavedContact, Today, Voucher } from "./contract";
import { chooseLanguage, speak, type Language, type Speech, type TextKey } from "./i18n/words";
import { sayProblem } from "./i18n/problems";
import { homeOf } from "./logic/menu";
import { isBlank, settingOf, startDraft, type Draft, type Setting } from "./logic/draft";
import type { Known } from "./logic/part_names";
import { isReady } from "./logic/timer";
import { nextIdAfter, readUnsaved, writeUnsaved } from "./logic/unsaved";
import { isStarted, type EveningSheet } from "./logic/evening";
import type { Pack } from "./pack";

// Where one is. It is in memory alone: no address, no history and no title of the page tells it.
export type Place =
  | { at: "today" | "due" | "recent" | "outing" | "evening" | "group" | "bag" | "send" | "handOver" | "help" }
  | { at: "week" | "supply" | "activity" | "proof" | "export" }
  | ({ at: "why" } & WhyPlace)
  | { at: "store" | "team" | "alarms" | "countSheet" | "bagAccounts" }
  | { at: "recall"; lot: string }
  | { at: "person" | "edit" | "card"; code: string }
  | { at: "refer"; code: string; name: string }
  | { at: "register"; words: string }
  | { at: "contact"; draft: number }
  | { at: "saved"; saved: SavedContact; draft: Draft }
  | { at: "voucher"; vouchers: Voucher[] };

// A figure whose records are looked at. Without `key` it is the whole one.
export interface WhyPlace { indicator: string; label: string; period: string; by: string; key: string | null; part: string }

// Which figures are looked at. An empty period: what the page begins with.
export interface Asked { period: string; by: string }

export interface Notice {
  tone: "good" | "hint" | "bad";
  text: string;
  // What undoing takes back, and what it shows again.
  undo?: { records: string[]; draft: Draft | null; sheet?: EveningSheet };
}

export interface State {
  phase: "starting" | "locked" | "open" | "closed";
  language: Language;
  programme: Programme | null;
  today: Today | null;
  place: Place;
  trail: Place[];
  drafts: Draft[];
  sheet: EveningSheet | null;
  asked: Asked;
  notice: Notice | null;
}

const kUndoFor = 10_000;
const kStayEvery = 30_000;
const kKeepAfter = 700;

function beginning(): State {
  return {
    phase: "starting",
    language: chooseLanguage(navigator.languages),
    programme: null,
    today: null,
    place: { at: "today" },
    trail: [],
    drafts: [],
    sheet: null,
    asked: { period: "", by: "" },
    notice: null,
  };
}

// What the page knows while it is open, and the few things that may change it.
export class Session {
  state: State = beginning();
  speech: Speech = speak(this.state.language);
  readonly call: Calls = makeCalls(() => this.close());
  private readonly watchers = new Set<() => void>();
  private lastSetting: Setting | null = null;
  private lastTeam = "";
  private lastStay = 0;
  private nextId = 1;
  private noticeTimer: ReturnType<typeof setTimeout> | undefined;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  private kept = "";

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  set(change: Partial<State>): void {
    if (this.state.phase === "closed") return;
    this.state = { ...this.state, ...change };
    if (change.language) this.speech = speak(change.language);
    this.watchers.forEach((watcher) => watcher());
    if (("drafts" in change || "sheet" in change) && this.state.phase === "open") this.keepSoon();
  }

  private keepSoon(): void {
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => void this.keepNow().catch(() => undefined), kKeepAfter);
  }

  // What was begun survives a lock, a crash and an empty battery, in the vault.
  private async keepNow(): Promise<void> {
    clearTimeout(this.keepTimer);
    const { drafts, sheet } = this.state;
    const unsaved = writeUnsaved({ drafts: drafts.filter((draft) => !isBlank(draft)), sheet: isStarted(sheet) ? sheet : null });
    if (unsaved === this.kept) return;
    this.kept = unsaved;
    await this.call("keep", { unsaved });
  }

  get pack(): Pack | null {
    return (this.state.programme?.pack ?? null) as Pack | null;
  }

  get role(): string {
    return this.state.programme?.device.role ?? "";
  }

  get day(): string {
    return this.state.today?.day ?? this.state.programme?.day ?? "";
  }

  // What names the parts of figures.
  get known(): Known {
    return { pack: this.pack, programme: this.state.programme, speech: this.speech };
  }

  // Where one begins. What leads to Today leads there.
  get home(): Place {
    return homeOf(this.role);
  }

  get isHome(): boolean {
    return this.state.place.at === this.home.at;
  }

  // Those to whom things and names may go.
  get colleagues(): { id: string; name: string }[] {
    const { programme } = this.state;
    return (programme?.colleagues ?? []).filter((one) => one.id !== programme?.device.id && one.role !== "auditor");
  }

  get bag(): Record<string, number> {
    return Object.fromEntries((this.state.today?.bag ?? []).map((line) => [line.commodity, line.quantity]));
  }

  // To be said only by a device that belongs to several.
  get usualTeam(): string {
    const teams = this.state.programme?.teams ?? [];
    return teams.length > 1 ? (this.lastTeam || teams[0]?.id) ?? "" : "";
  }

  takeId(): number {
    return this.nextId++;
  }

  // Runs what may be refused, and says so in plain words. Undefined when it was.
  async attempt<T>(what: () => Promise<T>): Promise<T | undefined> {
    try {
      return await what();
    } catch (error) {
      if (error instanceof Closed) return undefined;
      if (!(error instanceof Problem)) throw error;
      this.tell({ tone: "bad", text: sayProblem(error, this.speech) });
      return undefined;
    }
  }

  async start(): Promise<void> {
    const hello = await this.attempt(() => this.call("hello", {}));
    if (hello?.state === "open") await this.enter();
    else this.set({ phase: "locked" });
  }

  async enter(): Promise<void> {
    const programme = await this.attempt(() => this.call("programme", {}));
    if (!programme) return this.set({ phase: "locked" });
    const language = programme.language === "" ? this.state.language : chooseLanguage([programme.language]);
    const unsaved = readUnsaved(programme.unsaved);
    this.kept = programme.unsaved;
    this.nextId = Math.max(this.nextId, nextIdAfter(unsaved.drafts));
    this.set({ programme, language, ...unsaved });
    await this.refresh();
    this.set({ phase: "open", place: this.home });
    if (programme.language === "") await this.attempt(() => this.call("set_language", { language }));
  }

  // Who this device is and what the programme says may be new after a sending.
  async learn(): Promise<void> {
    const programme = await this.attempt(() => this.call("programme", {}));
    if (programme) this.set({ programme });
  }

  async refresh(): Promise<void> {
    const today = await this.attempt(() => this.call("today", {}));
    if (today) this.set({ today });
  }

  async speakIn(language: Language): Promise<void> {
    await this.attempt(() => this.call("set_language", { language }));
    this.set({ language });
    await this.refresh();
  }

  go(wanted: Place): void {
    const place = wanted.at === "today" ? this.home : wanted;
    this.leave(place);
    const trail = place.at === this.home.at ? [] : [...this.state.trail, this.state.place].slice(-20);
    this.set({ place, trail });
    this.dropNotice("bad");
  }

  // In the place of the page one is at, which is not come back to.
  replace(place: Place): void {
    this.leave(place);
    this.set({ place });
    this.dropNotice("bad");
  }

  back(): void {
    const place = this.state.trail.at(-1) ?? this.home;
    this.leave(place);
    this.set({ place, trail: this.state.trail.slice(0, -1) });
    this.dropNotice("bad");
  }

  private leave(next: Place): void {
    const { place, drafts } = this.state;
    if (place.at === "contact" && !(next.at === "contact" && next.draft === place.draft))
      this.set({ drafts: drafts.filter((draft) => draft.id !== place.draft || !isBlank(draft)) });
    if (next.at === this.home.at) void this.refresh();
  }

  record(person: Person | null): void {
    const open = person ? this.state.drafts.find((draft) => draft.person?.code === person.code) : undefined;
    if (open) return this.go({ at: "contact", draft: open.id });
    const day = this.state.today?.day ?? "";
    const setting = settingOf(this.state.today?.outing ?? null, this.lastSetting, day, new Date().getHours());
    const draft = { ...startDraft(this.takeId(), person, setting), team: setting.outing ? "" : this.usualTeam };
    this.set({ drafts: [...this.state.drafts, draft] });
    this.go({ at: "contact", draft: draft.id });
  }

  async recordFor(code: string): Promise<void> {
    const shown = await this.attempt(() => this.call("person", { code }));
    if (shown) this.record(shown.person);
  }

  change(id: number, change: Partial<Draft>): void {
    this.set({ drafts: this.state.drafts.map((draft) => (draft.id === id ? { ...draft, ...change } : draft)) });
  }

  drop(id: number): void {
    this.set({ drafts: this.state.drafts.filter((draft) => draft.id !== id) });
  }

  remember(draft: Draft): void {
    const { kind, site, time, day } = draft;
    this.lastSetting = { outing: null, kind, site, time, day };
    this.lastTeam = draft.team || this.lastTeam;
  }

  // Gone at one tap, so one tap brings it back.
  discard(draft: Draft): void {
    this.drop(draft.id);
    if (!isBlank(draft)) this.tell({ tone: "good", text: this.speech.say("discarded"), undo: { records: [], draft } });
  }

  restore(draft: Draft): void {
    this.set({ drafts: [...this.state.drafts.filter((other) => other.id !== draft.id), draft] });
    this.go({ at: "contact", draft: draft.id });
  }

  tell(notice: Notice | null): void {
    clearTimeout(this.noticeTimer);
    this.set({ notice });
    if (notice?.tone === "good") this.noticeTimer = setTimeout(() => this.set({ notice: null }), kUndoFor);
    else if (notice?.undo) this.noticeTimer = setTimeout(() => this.keepWithoutUndo(), kUndoFor);
  }

  // A hint has to be read; only the undo in it is over after ten seconds.
  private keepWithoutUndo(): void {
    const notice = this.state.notice;
    if (notice) this.set({ notice: { tone: notice.tone, text: notice.text } });
  }

  say(tone: Notice["tone"], key: TextKey): void {
    this.tell({ tone, text: this.speech.say(key) });
  }

  dropNotice(tone: Notice["tone"]): void {
    if (this.state.notice?.tone === tone) this.tell(null);
  }

  get readyTests(): number {
    const now = Date.now();
    const tests = this.state.drafts.flatMap((draft) => draft.tests);
    return tests.filter((test) => test.result === null && test.run && isReady(test.run, now)).length;
  }

  // Somebody touched the page.
  touch(): void {
    const now = Date.now();
    if (this.state.phase !== "open" || now - this.lastStay < kStayEvery) return;
    this.lastStay = now;
    void this.call("stay", {}).catch(() => undefined);
  }

  // Asks without prolonging, so that a page whose session is over does not stay on the screen.
  async look(): Promise<void> {
    if (this.state.phase !== "open") return;
    await this.call("sending", {}).catch((error: unknown) => {
      if (error instanceof Problem && error.code === "not-ready") this.close();
    });
  }

  // The page is blank at once; the program is told in the same moment and needs no answer from us.
  lock(): void {
    if (this.state.phase === "closed") return;
    const lock = () => this.call("lock", {}).catch(() => undefined);
    void this.keepNow().catch(() => undefined).then(lock);
    this.close();
  }

  close(): void {
    if (this.state.phase === "closed") return;
    clearTimeout(this.noticeTimer);
    clearTimeout(this.keepTimer);
    this.kept = "";
    this.state = { ...beginning(), phase: "closed", language: this.state.language };
    this.lastSetting = null;
    this.lastTeam = "";
    this.watchers.forEach((watcher) => watcher());
  }
}
