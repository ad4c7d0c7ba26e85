import { along } from "./clock.js";

const round = (number) => Math.round(number * 10) / 10;
const path = (places) => (places.length ? "M" + places.map(([x, y]) => `${round(x)} ${round(y)}`).join("L") : "");

// The odds of the first club: panels, one a match, each with its path and its marks, in units of the view box.
export function curve(line, head, { width, height, left, top }) {
  const legs = [...new Set(line.points.map((row) => row[0]))];
  const gap = 26;
  const wide = (width - left - 4 - gap * Math.max(legs.length - 1, 0)) / Math.max(legs.length, 1);
  const y = (odds) => top + (1 - odds) * height;
  return legs.map((leg, place) => {
    const rows = line.points.filter((row) => row[0] === leg);
    const last = rows.some((row) => row[1] >= 3) ? 120 : 90;
    const start = left + place * (wide + gap);
    const x = (period, second) => start + (along(period, second) / last) * wide;
    const places = rows.map((row) => [x(row[1], row[2]), y(row[5])]);
    const end = places.at(-1);
    const marks = line.swings
      .filter((swing) => swing.leg === leg && swing.period <= 4 && swing.kind !== "note" && swing.club)
      .map((swing) => ({ ...swing, x: x(swing.period, swing.second), y: y(swing.after) }));
    return {
      leg,
      x: start,
      wide,
      top,
      height,
      path: path(places),
      area: path([...places, [end[0], top + height], [places[0][0], top + height]]) + "Z",
      end,
      marks,
      ticks: [0, 15, 30, 45, 60, 75, 90, 105, 120]
        .filter((minute) => minute <= last)
        .map((minute) => ({ minute, x: start + (minute / last) * wide })),
      places: rows.map((row, at) => ({ row, x: places[at][0], y: places[at][1] })),
    };
  });
}

// The told point nearest to a place along the drawing.
export function nearest(panels, x) {
  const places = panels.flatMap((panel) => panel.places);
  return places.reduce((best, place) => (!best || Math.abs(place.x - x) <= Math.abs(best.x - x) ? place : best), null);
}

// The front-foot strip of a match: two lanes with a band and a line each.
export function strip(measures, leg, { width, lane, left, top, gap }) {
  const rows = measures.filter((row) => row.leg === leg);
  if (!rows.length) return null;
  const last = rows.some((row) => row.period >= 3) ? 120 : 90;
  const reach = Math.min(4, Math.max(2, ...rows.flatMap((r) => [r.home, r.away].map((i) => Math.max(-i.low, i.high)))));
  const x = (row) => left + (along(row.period, row.second) / last) * (width - left - 4);
  const runs = [1, 2, 3, 4].map((period) => rows.filter((row) => row.period === period)).filter((run) => run.length);
  return {
    reach,
    ticks: [0, 15, 30, 45, 60, 75, 90, 105, 120]
      .filter((minute) => minute <= last)
      .map((minute) => ({ minute, x: left + (minute / last) * (width - left - 4) })),
    lanes: ["home", "away"].map((side, place) => {
      const start = top + place * (lane + gap);
      const y = (value) => start + (lane / 2) * (1 - Math.max(-reach, Math.min(reach, value)) / reach);
      return {
        side,
        top: start,
        zero: y(0),
        last: rows.at(-1)[side],
        paths: runs.map((run) => ({
          band: path([
            ...run.map((row) => [x(row), y(row[side].high)]),
            ...[...run].reverse().map((row) => [x(row), y(row[side].low)]),
          ]),
          line: path(run.map((row) => [x(row), y(row[side].value)])),
        })),
      };
    }),
  };
}
