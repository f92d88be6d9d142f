import type { Part } from "../contract_figures";
import { heightsOf } from "../logic/figures";

// Drawings are attributes of SVG alone: the page's policy allows no style in its text. What they show stands beside them in
// words or in a table, so that they need no text of their own.

const kBar = 12;
const kGap = 4;
const kHeight = 60;
// On the screen; no wider than there is room.
const kWidth = 40;
const kLeastWidth = 176;

// How far something has come; `marks` are places on the way.
export function Bar({ part, marks = [], tone = "" }: { part: number; marks?: number[]; tone?: string }) {
  const width = Math.min(1, Math.max(0, part)) * 100;
  return (
    <svg class={`bar ${tone}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="bar-ground" x="0" y="0" width="100" height="6" />
      <rect class="bar-part" x="0" y="0" width={width} height="6" />
      {marks.map((mark) => <rect key={mark} class="bar-mark" x={Math.min(99.5, mark * 100)} y="0" width="0.5" height="6" />)}
    </svg>
  );
}

// A column for each month or quarter. Where nothing can be said there is a gap.
export function Trend({ parts, isSet, names }: { parts: Part[]; isSet: boolean; names: string[] }) {
  const heights = heightsOf(parts, isSet);
  const width = parts.length * (kBar + kGap) - kGap;
  return (
    <div class="trend">
      <svg
        width={Math.max(kLeastWidth, parts.length * kWidth)}
        viewBox={`0 0 ${width} ${kHeight}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        {heights.map((height, at) => (
          <rect
            key={parts[at]?.key ?? at}
            class={height === null ? "trend-none" : "trend-bar"}
            x={at * (kBar + kGap)}
            width={kBar}
            y={kHeight - Math.max(1, (height ?? 0) * kHeight)}
            height={Math.max(1, (height ?? 0) * kHeight)}
          />
        ))}
      </svg>
      <p class="trend-ends" aria-hidden="true"><span>{names[0]}</span>{names.length > 1 && <span>{names[names.length - 1]}</span>}</p>
    </div>
  );
}
