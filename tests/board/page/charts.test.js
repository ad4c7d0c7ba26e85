import assert from "node:assert/strict";
import { test } from "node:test";
import { chart, lineAcross, spaced } from "../../../src/frontfoot/board/page/modules/breakeven.js";
import { curve, nearest, strip } from "../../../src/frontfoot/board/page/modules/charts.js";

const BOX = { width: 720, height: 100, left: 20, top: 10 };
// leg, period, second, home goals, away goals, odds
const LINE = {
  points: [[1, 1, 0, 0, 0, 0.5], [1, 1, 2760, 0, 0, 0.4], [1, 2, 2700, 0, 1, 0.25], [2, 1, 0, 0, 0, 0.25], [
    2,
    2,
    2700,
    1,
    0,
    1,
  ]],
  swings: [
    { leg: 1, period: 2, second: 600, kind: "goal", club: "Atalanta", before: 0.4, after: 0.25 },
    { leg: 1, period: 2, second: 700, kind: "note", club: "Atalanta", before: 0.25, after: 0.25 },
    { leg: 2, period: 5, second: 0, kind: "kick", club: "Atalanta", before: 0.5, after: 0.6 },
  ],
};

test("the curve has a panel a leg, as long as the time that passed", () => {
  const panels = curve(LINE, BOX);
  assert.deepEqual(panels.map((panel) => panel.leg), [1, 2]);
  assert.equal(panels[0].wide, (720 - 20 - 4 - 26) / 2);
  assert.equal(panels[1].x, 20 + panels[0].wide + 26);
  // 50% is half-way up, certainty on top, and the last point on the right edge.
  assert.equal(panels[0].places[0].y, 10 + 50);
  assert.equal(panels[1].end[1], 10);
  assert.equal(panels[0].end[0], 20 + panels[0].wide);
  // A minute of stoppage makes the first half 46 minutes of 91.
  assert.ok(Math.abs(panels[0].places[1].x - (20 + (46 / 91) * panels[0].wide)) < 1e-9);
  assert.deepEqual(panels[0].ticks.map((tick) => tick.minute), [0, 15, 30, 45, 60, 75, 90]);
});

test("only events of the clock that change the odds are marked", () => {
  const [first, second] = curve(LINE, BOX);
  assert.deepEqual(first.marks.map((mark) => mark.kind), ["goal"]);
  assert.equal(first.marks[0].y, 10 + 75);
  assert.equal(second.marks.length, 0);
});

test("extra time makes the axis longer", () => {
  const line = { points: [[1, 1, 0, 0, 0, 0.5], [1, 4, 900, 0, 0, 0.5]], swings: [] };
  assert.deepEqual(curve(line, BOX)[0].ticks.map((tick) => tick.minute), [0, 15, 30, 45, 60, 75, 90, 105, 120]);
});

test("the pointer takes the nearest point, the later of two as near", () => {
  const panels = [{ places: [{ x: 0 }, { x: 10, name: "first" }, { x: 10, name: "second" }] }, { places: [{ x: 30 }] }];
  assert.equal(nearest(panels, 9).name, "second");
  assert.equal(nearest(panels, 21).x, 30);
  assert.equal(nearest([], 5), null);
});

test("the strip has a lane a side, zero in its middle, and breaks at half-time", () => {
  const index = (value) => ({ value, low: value - 0.5, high: value + 0.5 });
  const rows = [
    { leg: 2, period: 1, second: 60, home: index(0), away: index(1) },
    { leg: 2, period: 1, second: 120, home: index(0.5), away: index(-1) },
    { leg: 2, period: 2, second: 60, home: index(9), away: index(0) },
  ];
  const lanes = strip(rows, 2, { width: 720, lane: 64, left: 38, top: 16, gap: 26 });
  assert.equal(strip(rows, 1, BOX), null);
  assert.deepEqual(lanes.lanes.map((lane) => [lane.side, lane.zero]), [["home", 48], ["away", 138]]);
  assert.equal(lanes.lanes[0].paths.length, 2);
  assert.equal(lanes.reach, 4);
  // What lies beyond the reach stays within the lane.
  assert.match(lanes.lanes[0].paths[1].line, /^M[\d.]+ 16$/);
});

const ADVICE = {
  units: 1,
  break_even: [{ own: -0.3, opponent: null }, { own: 0, opponent: 0 }, { own: 0.3, opponent: 0.2 }],
  effect: { balance: 0, balance_error: 0.1, total: 0, total_error: 0.05, correlation: 0 },
  readings: [
    { kind: "as measured", name: "substitutions", balance: 0, total: 0 },
    { kind: "as measured", name: "score states", balance: 0, total: 0.001 },
    { kind: "with allowance", name: "left out", balance: 0, total: 0 },
  ],
};

test("the break-even chart puts no change in the middle and the evidence at its place", () => {
  const drawn = chart(ADVICE);
  assert.deepEqual(drawn.centre, { x: (52 + 462) / 2, y: (8 + 348) / 2 });
  assert.deepEqual(drawn.points.map((point) => point.name), ["substitutions", "score states"]);
  assert.ok(Math.abs(drawn.points[0].label - drawn.points[1].label) >= 15);
  assert.match(drawn.balance, /^M257\.0 178\.0L462\.0 64\.7$/);
  // Under the line, down to the corners.
  assert.match(drawn.pays, /^M52\.0 178\.0L257\.0 178\.0L462\.0 64\.7L462\.0 348\.0L52\.0 348\.0Z$/);
});

test("where no change of the opponent's goals makes up, more own goals alone pay", () => {
  assert.deepEqual(lineAcross([{ own: 0, opponent: null }]), [[-0.3, -0.3], [0, -0.3], [0, 0.3], [0.3, 0.3]]);
  const beyond = chart({ ...ADVICE, break_even: [] });
  assert.equal(beyond.balance, "");
  assert.match(beyond.pays, /Z$/);
});

test("labels keep their distance and stay inside", () => {
  assert.deepEqual(spaced([1, 1.2, 9], 2, 0, 10), [1, 3, 9]);
  assert.deepEqual(spaced([9, 9.5], 2, 0, 10), [8, 10]);
  assert.deepEqual(spaced([], 2, 0, 10), []);
});
