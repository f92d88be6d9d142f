// How a QR code is drawn: one path of horizontal runs, which prints sharper and is smaller than a square for each dot.
export function drawRows(rows: string[]): string {
  let path = "";
  rows.forEach((row, y) => {
    for (const run of row.matchAll(/1+/g)) path += `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`;
  });
  return path;
}
