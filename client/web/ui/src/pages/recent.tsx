import { Empty, Title } from "../parts/basics";
import { TimelineEntry } from "../parts/timeline";
import { useLoaded, useSession } from "../use";

const kShown = 50;

// Whatever was recorded last: here outings, group sessions and contacts without a code are corrected and voided.
export function RecentPage() {
  const session = useSession();
  const { say } = session.speech;
  const [recent, again] = useLoaded(() => session.attempt(() => session.call("recent", { limit: kShown })), [session.state.today]);
  return (
    <>
      <Title sub={say("recentSub")}>{say("recent")}</Title>
      {recent?.timeline.length === 0 && <Empty>{say("timelineEmpty")}</Empty>}
      <ol class="timeline">
        {recent?.timeline.map((entry) => (
          <TimelineEntry key={entry.record} entry={entry} onChanged={() => { again(); void session.refresh(); }} />
        ))}
      </ol>
    </>
  );
}
