import { useEffect, useRef, useState } from "preact/hooks";
import { Closed, Problem } from "../calls";
import { sayProblem } from "../i18n/problems";
import { useOnce, useSession } from "../use";

// Looks like nothing in particular: a field and a button.
export function UnlockPage() {
  const session = useSession();
  const { say } = session.speech;
  const [passphrase, setPassphrase] = useState("");
  const [wrong, setWrong] = useState("");
  const [busy, once] = useOnce();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const open = async () => {
    const given = passphrase;
    setWrong("");
    try {
      await session.call("unlock", { passphrase: given });
    } catch (error) {
      if (error instanceof Closed) return;
      setPassphrase("");
      if (error instanceof Problem) setWrong(sayProblem(error, session.speech));
      field.current?.focus();
      return;
    }
    setPassphrase("");
    await session.enter();
    if (session.state.phase === "locked") setWrong(session.state.notice?.text ?? say("problemOther"));
  };
  return (
    <main class="plain">
      <form class="unlock" onSubmit={(event) => { event.preventDefault(); void once(open); }}>
        <label for="words">{say("password")}</label>
        <input
          id="words"
          ref={field}
          type="password"
          autocomplete="off"
          value={passphrase}
          aria-describedby="wrong"
          aria-invalid={wrong !== ""}
          onInput={(event) => setPassphrase(event.currentTarget.value)}
        />
        <p id="wrong" class="wrong" role="alert">{wrong}</p>
        <button type="submit" class="primary" disabled={busy || passphrase === ""}>{busy ? say("opening") : say("open")}</button>
      </form>
    </main>
  );
}
