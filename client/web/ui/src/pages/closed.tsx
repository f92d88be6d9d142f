import { useSession } from "../use";

// Says nothing of what was here.
export function ClosedPage() {
  const { say } = useSession().speech;
  return <main class="plain"><p>{say("closed")}</p></main>;
}
