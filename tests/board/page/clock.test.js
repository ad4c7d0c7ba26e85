import assert from "node:assert/strict";
import { test } from "node:test";
import {
  instant,
  MINUTE,
  minuteOf,
  minuteShown,
  parsed,
  shownClock,
  written,
} from "../../../src/frontfoot/board/page/modules/clock.js";

test("a clock that runs goes on from what the service sent, at its speed, and no further than stoppage can", () => {
  const clock = { period: 2, second: 430, running: true, speed: 2, at: "2024-04-18T20:10:00Z" };
  const sent = Date.parse(clock.at) / 1000;
  assert.deepEqual(shownClock(clock, sent + 10), { period: 2, second: 450, running: true });
  assert.equal(shownClock({ ...clock, running: false }, sent + 10).second, 430);
  assert.equal(shownClock(clock, sent - 5).second, 430);
  assert.equal(shownClock(clock, sent + 86400).second, 2700 + 1800);
  assert.equal(shownClock({ ...clock, period: 3 }, sent + 86400).second, 900 + 1800);
});

test("the clock is written with stoppage apart", () => {
  assert.equal(minuteOf({ period: 1, second: 5 }), "00:05");
  assert.equal(minuteOf({ period: 2, second: 430 }), "52:10");
  assert.equal(minuteOf({ period: 1, second: 2700 }), "45:00");
  assert.equal(minuteOf({ period: 1, second: 2830 }), "45+2:10");
  assert.equal(minuteOf({ period: 4, second: 961.9 }), "120+1:01");
});

test("a moment becomes the minute of an entry: a plain 45 would be half-time", () => {
  assert.equal(written({ period: 2, second: 0 }), "HT");
  assert.equal(written({ period: 1, second: 2700 }), "45+0");
  assert.equal(written({ period: 1, second: 2820 }), "45+2");
  assert.equal(written({ period: 3, second: 330 }), "ET 95:30");
  assert.equal(written({ period: 2, second: 429.6 }), "52:10");
});

test("the minute of an entry is read out as public records write it", () => {
  assert.equal(minuteShown("52:10"), "53'");
  assert.equal(minuteShown("45+2"), "45+2'");
  assert.equal(minuteShown("45+2:10"), "45+3'");
  assert.equal(minuteShown("ET 100:01"), "101'");
  assert.equal(minuteShown("HT"), "HT");
  assert.equal(minuteShown("53"), "53'");
});

test("a written minute is a moment, or none where the clock cannot stand there", () => {
  assert.deepEqual(parsed("52:10"), { period: 2, second: 430 });
  assert.deepEqual(parsed("ht"), { period: 2, second: 0 });
  assert.deepEqual(parsed("45+2"), { period: 1, second: 2820 });
  assert.deepEqual(parsed("ET 105"), { period: 3, second: 900 });
  assert.deepEqual(parsed("et106"), { period: 4, second: 60 });
  for (const text of ["91", "ET 80", "30+2", "ET 121", "46+1"]) assert.equal(parsed(text), null, text);
});

test("the dialog takes minutes, minutes and seconds, and names of the breaks", () => {
  for (const text of ["38", "52:10", "52.5", "45+2", "45+2:30", "HT", "et", "ET 105", "90+4'"]) {
    assert.match(text, MINUTE);
  }
  for (const text of ["", "-3", "52:70", "half", "38m", "45+", "+2", "1000"]) assert.doesNotMatch(text, MINUTE);
});

test("a moment is told by the clock of the service", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2024, 3, 18, 20, 0, 0) });
  assert.equal(instant(1.5), "2024-04-18T20:00:01.500Z");
});
