import type { Result } from "../contract";
import { startTest, type Draft, type DraftTest } from "../logic/draft";
import { isReady, kUsualMinutes, leftOf, showLeft } from "../logic/timer";
import { labelOf, nameOf, offered, type Test } from "../pack";
import { useNow, useSession } from "../use";
import { Check, Choice, Field, Section, Toggle } from "./basics";
import { toggleReferral } from "./referrals";

interface PartProps { draft: Draft; onChange: (change: Partial<Draft>) => void }

export function Tests({ draft, onChange }: PartProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const rows = offered(session.pack?.tests);
  if (rows.length === 0) return null;
  const change = (id: number, what: Partial<DraftTest>) =>
    onChange({ tests: draft.tests.map((test) => (test.id === id ? { ...test, ...what } : test)) });
  return (
    <Section title={say("tests")}>
      {draft.tests.map((test) => (
        <TestCard
          key={test.id}
          test={test}
          row={rows.find((row) => row.code === test.code)}
          draft={draft}
          onTest={(what) => change(test.id, what)}
          onDraft={onChange}
        />
      ))}
      <div class="toggles">
        {rows.map((row) => (
          <button type="button" key={row.code} class="toggle" onClick={() => onChange({ tests: [...draft.tests, startTest(session.takeId(), row.code)] })}>
            <span>+ {labelOf(row.labels, language, row.code)}</span>
          </button>
        ))}
      </div>
    </Section>
  );
}

interface CardProps {
  test: DraftTest;
  row: Test | undefined;
  draft: Draft;
  onTest: (change: Partial<DraftTest>) => void;
  onDraft: (change: Partial<Draft>) => void;
}

function TestCard({ test, row, draft, onTest, onDraft }: CardProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const label = nameOf(session.pack, "tests", test.code, language);
  const results: Result[] = ["non-reactive", "reactive", "invalid"];
  const names: Record<Result, string> = {
    "non-reactive": say("resultNonReactive"),
    reactive: say("resultReactive"),
    invalid: say("resultInvalid"),
  };
  return (
    <div class="test" role="group" aria-label={label}>
      <div class="section-head">
        <h3>{label}</h3>
        <button type="button" class="quiet" onClick={() => onDraft({ tests: draft.tests.filter((one) => one.id !== test.id) })}>{say("remove")}</button>
      </div>
      <Check label={say("counselledBefore")} on={test.before} onChange={(before) => onTest({ before })} />
      {test.result === null && <Timer test={test} onTest={onTest} />}
      <Choice label={say("result")} options={results.map((code) => ({ code, label: names[code] }))} value={test.result ?? ""} onChange={(result) => onTest({ result: result as Result })} />
      {test.result !== null && <AfterResult test={test} row={row} draft={draft} onTest={onTest} onDraft={onDraft} />}
    </div>
  );
}

function AfterResult({ test, row, draft, onTest, onDraft }: CardProps) {
  const session = useSession();
  const { say, language } = session.speech;
  const to = test.result === "reactive" ? row?.refer_to : undefined;
  const place = to ? nameOf(session.pack, "destinations", to, language) : "";
  return (
    <>
      {test.result === "invalid"
        ? <p class="hint">{say("invalidHint")}</p>
        : <Check label={say("told")} on={test.told} onChange={(told) => onTest({ told })} />}
      <Check label={say("counselledAfter")} on={test.after} onChange={(after) => onTest({ after })} />
      {row?.lot && <Field label={say("lot")} value={test.lot} onChange={(lot) => onTest({ lot })} />}
      {to && (
        <div class="ask">
          <p>{draft.person ? say("askReferral", { place }) : say("askReferralAnonymous", { place })}</p>
          {draft.person && (
            <Toggle label={say("referTo", { place })} on={draft.refer.includes(to)} onToggle={() => onDraft({ refer: toggleReferral(draft, to) })} />
          )}
        </div>
      )}
    </>
  );
}

// The test runs while other things are done: its time is in the header, wherever one is.
function Timer({ test, onTest }: { test: DraftTest; onTest: (change: Partial<DraftTest>) => void }) {
  const { say } = useSession().speech;
  const now = useNow(1000, test.run !== null);
  if (!test.run) {
    return (
      <div class="buttons">
        <button type="button" class="primary" onClick={() => onTest({ run: { startedAt: Date.now(), minutes: kUsualMinutes } })}>
          {say("startTimer", { n: kUsualMinutes })}
        </button>
        <button type="button" onClick={() => onTest({ run: { startedAt: Date.now(), minutes: 20 } })}>{say("minutes", { n: 20 })}</button>
        <button type="button" onClick={() => onTest({ run: { startedAt: Date.now(), minutes: 30 } })}>{say("minutes", { n: 30 })}</button>
      </div>
    );
  }
  const left = leftOf(test.run, now);
  const whole = test.run.minutes * 60_000;
  return (
    <div class="timer">
      <b role="timer" class={isReady(test.run, now) ? "ready" : ""}>{isReady(test.run, now) ? say("readIt") : showLeft(left)}</b>
      <progress max={whole} value={whole - left} aria-label={say("timer")} />
      <button type="button" class="quiet" onClick={() => onTest({ run: null })}>{say("stopTimer")}</button>
      <p class="hint">{say("timerHint")}</p>
    </div>
  );
}
