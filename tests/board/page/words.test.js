import assert from "node:assert/strict";
import { test } from "node:test";
import { entryText, percent, points, span } from "../../../src/frontfoot/board/page/modules/words.js";

test("odds are 0% or 100% only where they are", () => {
  assert.equal(percent(0), "0%");
  assert.equal(percent(1), "100%");
  assert.equal(percent(1 - 1e-12), "100%");
  assert.equal(percent(0.00004), "<0.1%");
  assert.equal(percent(0.99999), ">99.9%");
  assert.equal(percent(0.3333), "33.3%");
  assert.equal(percent(0.3333, 0), "33%");
  assert.equal(percent(0.004, 0), "<1%");
  assert.equal(percent(null), "–");
});

test("changes have a sign, intervals two ends", () => {
  assert.equal(points(0.0123), "+1.2");
  assert.equal(points(-0.0123), "−1.2");
  assert.deepEqual([points(0.0001), points(-0.0001), points(0.004, 0)], ["0.0", "0.0", "0"]);
  assert.equal(span(0.123, 0.4567), "12.3 to 45.7");
});

test("every kind of entry has its sentence", () => {
  const goal = { id: "g", kind: "goal", club: "Liverpool", player: "Salah", note: "penalty", minute: "7" };
  const history = [{ entry: goal }];
  const sentences = [
    [{ kind: "tie" }, "Tie opened"],
    [{ kind: "period", period: 1, state: "start" }, "Kick-off"],
    [{ kind: "period", period: 1, state: "end" }, "Half-time"],
    [{ kind: "period", period: 4, state: "end" }, "End of extra time"],
    [{ kind: "clock", period: 2, second: 430, running: false }, "Clock stands at 52:10"],
    [{ kind: "clock", period: 2, second: 430, running: true }, "Clock runs from 52:10"],
    [{ kind: "stoppage", minutes: 4 }, "+4 announced"],
    [{ kind: "kick", club: "Turkey", converted: false }, "Kick, Turkey: missed"],
    [goal, "Goal, Liverpool Salah (penalty)"],
    [{ kind: "note", note: "Klopp protests" }, "Note: Klopp protests"],
    [{ kind: "removal", of: "g" }, "Taken out: Goal, Liverpool Salah (penalty)"],
    [{ kind: "removal", of: "unseen" }, "Taken out: unseen"],
    [
      { kind: "correction", of: "g", entry: { ...goal, player: "Núñez", note: "" } },
      "Correction of Goal, Liverpool Salah (penalty): Goal, Liverpool Núñez",
    ],
  ];
  for (const [entry, sentence] of sentences) assert.equal(entryText(entry, history), sentence);
});
