import { useId, useState } from "preact/hooks";
import type { Invitation } from "../contract_goods";
import { formatDay } from "../i18n/days";
import { useSession } from "../use";
import { Qr } from "./qr";

// `qr` takes no more.
const kMostInQr = 1024;

// A secret, shown once: where it is copied from and read off, and what whoever has it can do.
export function InvitationBox({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const session = useSession();
  const { say, language } = session.speech;
  const id = useId();
  const [copied, setCopied] = useState(false);
  const { invitation: text, expires } = invitation;
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false));
  return (
    <div class="ask invitation" role="group" aria-label={say("invitation")}>
      <h2>{say("invitation")}</h2>
      <p>{say("invitationWarning", { day: formatDay(expires, language) })}</p>
      <p><b>{say("invitationOnce")}</b></p>
      <div class="field">
        <label for={id}>{say("invitationText")}</label>
        <textarea id={id} class="code" readOnly rows={4} autocomplete="off" spellcheck={false} value={text} onFocus={(event) => event.currentTarget.select()} />
      </div>
      {text.length <= kMostInQr && <Qr text={text} label={say("invitation")} />}
      <p class="hint">{say("invitationNext")}</p>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => void copy()}>{say("copy")}</button>
        <button type="button" onClick={onClose}>{say("handedOverNow")}</button>
        <span role="status">{copied ? say("copied") : ""}</span>
      </div>
    </div>
  );
}
