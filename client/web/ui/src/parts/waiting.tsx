import type { Candidate } from "../contract_goods";
import { useSession } from "../use";
import { Empty, Section } from "./basics";
import { Digits } from "./member_dialogs";
import { roleKeys } from "./standing";

interface WaitingProps { waiting: Candidate[] | null; busy: boolean; onAsk: () => void; onAdmit: (candidate: Candidate) => void }

// Who asked to join with this steward's invitations, as the server was asked last.
export function Waiting({ waiting, busy, onAsk, onAdmit }: WaitingProps) {
  const { say } = useSession().speech;
  return (
    <Section title={say("whoWaits")} action={<button type="button" disabled={busy} onClick={onAsk}>{say(waiting ? "askAgain" : "askWhoWaits")}</button>}>
      {waiting === null && <p class="hint">{say("whoWaitsHint")}</p>}
      {waiting?.length === 0 && <Empty>{say("nobodyWaits")}</Empty>}
      <ul class="rows">
        {waiting?.map((candidate) => (
          <li key={candidate.fingerprint} class="row">
            <div class="row-text">
              <b>{candidate.name}</b>
              <span class="when">{say(roleKeys[candidate.role])}</span>
              <Digits text={candidate.fingerprint} />
              <span>{say("compareThenAdmit")}</span>
            </div>
            <button type="button" class="primary" disabled={busy} onClick={() => onAdmit(candidate)}>{say("compareAndAdmit")}</button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
