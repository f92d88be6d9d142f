import { drawRows } from "../logic/sheet";
import { useLoaded, useSession } from "../use";

// Always dark on light, with the quiet margin that readers need.
export function Qr({ text, label }: { text: string; label: string }) {
  const session = useSession();
  const [answer] = useLoaded(() => session.attempt(() => session.call("qr", { text })), [text]);
  if (!answer) return <div class="qr" />;
  const size = answer.rows.length;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`-4 -4 ${size + 8} ${size + 8}`} shape-rendering="crispEdges">
      <path d={drawRows(answer.rows)} />
    </svg>
  );
}
