import { LENGTHS, STARTS } from "./clock.js";

const round = (number) => Math.round(number * 10) / 10;
const path = (places) => (places.length ? "M" + places.map(([x, y]) => `${round(x)} ${round(y)}`).join("L") : "");

// Time as it passed, stoppage included: each period is as long as its rows say, and no shorter than it is by rule.
// `rows` are [period, second]; the place of a moment is a share of the whole.
function axis(rows) {
  const last = Math.max(2, ...rows.map(([period]) => period));
  const periods = LENGTHS.slice(0, last).map((length, place) =>
    Math.max(length, ...rows.filter(([period]) => period === place + 1).map(([, second]) => second))
  );
  const total = periods.reduce((sum, length) => sum + length, 0);
  const before = (period) => periods.slice(0, period - 1).reduce((sum, length) => sum + length, 0);
  const place = (period, second) => (before(period) + Math.min(second, periods[period - 1])) / total;
  const ticks = periods.flatMap((_, index) =>
    [0, 900, 1800, 2700]
      .filter((second) => second <= LENGTHS[index] && (second > 0 || index === 0))
      .map((second) => ({ minute: STARTS[index] + second / 60, place: place(index + 1, second) }))
  );
  return { place, ticks };
}

// The odds of the first club: panels, one a match, each with its path and its marks, in units of the view box.
export function curve(line, { width, height, left, top }) {
  const legs = [...new Set(line.points.map((row) => row[0]))];
  const gap = 26;
  const wide = (width - left - 4 - gap * Math.max(legs.length - 1, 0)) / Math.max(legs.length, 1);
  const y = (odds) => top + (1 - odds) * height;
  return legs.map((leg, place) => {
    const rows = line.points.filter((row) => row[0] === leg);
    const time = axis(rows.map((row) => [row[1], row[2]]));
    const start = left + place * (wide + gap);
    const x = (period, second) => start + time.place(period, second) * wide;
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
      ticks: time.ticks.map((tick) => ({ minute: tick.minute, x: start + tick.place * wide })),
      places: rows.map((row, at) => ({ row, x: places[at][0], y: places[at][1] })),
    };
  });
}

// The point of the line nearest to a place along the drawing.
export function nearest(panels, x) {
  const places = panels.flatMap((panel) => panel.places);
  return places.reduce((best, place) => (!best || Math.abs(place.x - x) <= Math.abs(best.x - x) ? place : best), null);
}

// The front-foot strip of a match: two lanes with a band and a line each.
export function strip(measures, leg, { width, lane, left, top, gap }) {
  const rows = measures.filter((row) => row.leg === leg);
  if (!rows.length) return null;
  const time = axis(rows.map((row) => [row.period, row.second]));
  const wide = width - left - 4;
  const reach = Math.min(4, Math.max(2, ...rows.flatMap((r) => [r.home, r.away].map((i) => Math.max(-i.low, i.high)))));
  const x = (row) => left + time.place(row.period, row.second) * wide;
  const runs = [1, 2, 3, 4].map((period) => rows.filter((row) => row.period === period)).filter((run) => run.length);
  return {
    reach,
    ticks: time.ticks.map((tick) => ({ minute: tick.minute, x: left + tick.place * wide })),
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
