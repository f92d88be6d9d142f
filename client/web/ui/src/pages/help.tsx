import type { TextKey } from "../i18n/words";
import { Section, Title } from "../parts/basics";
import { useSession } from "../use";

const keys: [string, TextKey][] = [
  ["Ctrl + L", "keyLock"],
  ["/", "keyFind"],
  ["Enter", "keyOpen"],
  ["Ctrl + Enter", "keySave"],
  ["Esc", "keyBack"],
  ["Ctrl + Z", "keyUndo"],
  ["Tab", "keyTab"],
  ["?", "keyHelp"],
];
const gridKeys: [string, TextKey][] = [
  ["↑ ↓ ← →", "keyMove"],
  ["Enter", "keyNext"],
  ["0 – 9", "keyType"],
  ["Space, x", "keyOne"],
  ["+ −", "keyCount"],
];
const auditorKeys = new Set<TextKey>(["keyLock", "keyBack", "keyTab", "keyHelp"]);
const steps: TextKey[] = ["helpFind", "helpRecord", "helpTest", "helpSend", "helpMistake", "helpLock"];
const auditorSteps: TextKey[] = ["helpActivity", "helpSupply", "helpProof", "helpSend", "helpLock"];

export function HelpPage() {
  const session = useSession();
  const { say } = session.speech;
  const isAuditor = session.role === "auditor";
  return (
    <>
      <Title>{say("help")}</Title>
      <ol class="steps">{(isAuditor ? auditorSteps : steps).map((key) => <li key={key}>{say(key)}</li>)}</ol>
      <div class="columns columns-even">
        <Section title={say("keyboard")}><Keys list={isAuditor ? keys.filter(([, what]) => auditorKeys.has(what)) : keys} /></Section>
        {!isAuditor && <Section title={say("evening")}><Keys list={gridKeys} /></Section>}
      </div>
    </>
  );
}

function Keys({ list }: { list: [string, TextKey][] }) {
  const { say } = useSession().speech;
  return (
    <dl class="keys">
      {list.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{say(what)}</dd></div>)}
    </dl>
  );
}
