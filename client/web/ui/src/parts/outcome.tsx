import type { Verified } from "../contract_figures";
import type { TextKey } from "../i18n/words";
import { useSession } from "../use";
import { Section } from "./basics";

const texts: Record<string, TextKey> = {
  "alarm-fork": "foundFork",
  "alarm-rollback": "foundRollback",
  "alarm-entry-missing": "foundEntryMissing",
  "alarm-entry-withheld": "foundEntryWithheld",
  "alarm-roster-withheld": "foundRosterWithheld",
  "alarm-face-missing": "foundFaceMissing",
  "alarm-key-mismatch": "foundKeyMismatch",
  "alarm-recipients-mismatch": "foundRecipients",
  "alarm-roster-invalid": "foundRosterInvalid",
  "alarm-entry-invalid": "foundEntryInvalid",
};

// What was checked, what that means, and what it does not prove: a sentence for each.
export function Outcome({ found }: { found: Verified }) {
  const { say, number } = useSession().speech;
  const isGood = found.problems.length === 0;
  const numbers = {
    leaves: number(found.leaves),
    entries: number(found.entries),
    links: number(found.links),
    devices: number(found.devices),
  };
  return (
    <div class={isGood ? "outcome outcome-good" : "outcome outcome-bad"} role="status">
      <h2>{say(isGood ? "checkGood" : "checkBad")}</h2>
      <p>{found.complete ? say("checkedWhat", numbers) : say("checkedInPart")}</p>
      <p>{say(isGood ? "checkedMeans" : "checkedMeansNot")}</p>
      <p>{say("checkedProvesNot")}</p>
      {!isGood && <Problems found={found} />}
      <p class="hint">{say("checkRoot")}</p>
      <p class="code root">{found.root}</p>
    </div>
  );
}

function Problems({ found }: { found: Verified }) {
  const { say, number } = useSession().speech;
  return (
    <Section title={say("problemsFound")}>
      <ul class="rows">
        {found.problems.map(({ alarm, index }, at) => (
          <li key={`${alarm}/${index ?? at}`} class="row">
            <div class="row-text">
              <b>{say(texts[alarm] ?? "foundOther")}</b>
              <span class="when"><span class="code">{alarm}</span>{typeof index === "number" && ` · ${say("atEntry", { n: number(index) })}`}</span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
