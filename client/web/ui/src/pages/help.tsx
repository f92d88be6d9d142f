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
const steps: TextKey[] = ["helpFind", "helpRecord", "helpTest", "helpSend", "helpMistake", "helpLock"];

export function HelpPage() {
  const { say } = useSession().speech;
  return (
    <>
      <Title>{say("help")}</Title>
      <ol class="steps">{steps.map((key) => <li key={key}>{say(key)}</li>)}</ol>
      <div class="columns columns-even">
        <Section title={say("keyboard")}><Keys list={keys} /></Section>
        <Section title={say("evening")}><Keys list={gridKeys} /></Section>
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
