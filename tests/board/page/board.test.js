import assert from "node:assert/strict";
import { test } from "node:test";
import board from "../../../src/frontfoot/board/page/board.js";
import { component, head } from "./component.js";

// A board that writes; what it would send is in `sent`.
function page(change = {}) {
  const made = component(board, { tie: "bergamo", writes: true, compact: false, first: true });
  const sent = [];
  const whole = (entry) => ({ id: `own-${sent.length}`, ...entry });
  made.outbox = { put: (entry) => sent[sent.push(whole(entry)) - 1], flush() {} };
  made.receive({ part: "head", data: head(change) });
  const opened = [];
  made.$refs = { entries: { meaning: () => null }, dialog: { open: (kind, _, side) => opened.push([kind, side]) } };
  globalThis.document = { querySelector: () => null };
  const press = (key) => {
    const target = { closest: () => null };
    made.key({ key, target, preventDefault() {} });
  };
  return { made, sent, opened, press };
}

test("keys make entries of the match shown", (context) => {
  context.mock.timers.enable({ apis: ["Date", "setTimeout"], now: Date.parse("2024-04-18T20:10:00Z") });
  const { made, sent, opened, press } = page();
  press("2");
  assert.deepEqual(sent[0], { id: "own-0", leg: 2, kind: "goal", club: "Liverpool", minute: "52:10" });
  assert.equal(made.toast.text, "Goal, Liverpool.");
  context.mock.timers.tick(12000);
  assert.equal(made.toast, null);
  press("p");
  assert.deepEqual([sent[1].kind, sent[1].period, sent[1].state], ["period", 2, "end"]);
  press(" ");
  assert.deepEqual([sent[2].kind, sent[2].running], ["clock", false]);
  for (const key of ["g", "v", "y", "s", "r", "n", "t", "+", "?"]) press(key);
  const dialogs = ["goal", "var", "yellow card", "second yellow", "red card", "note", "clock", "stoppage", "help"];
  assert.deepEqual(opened.map(([kind]) => kind), dialogs);
  press("q");
  press("3");
  assert.equal(sent.length, 3);
});

test("in a shoot-out the keys are kicks, of the side whose turn it is", () => {
  const { sent, press } = page({ phase: "shoot-out", shoot_out: { begun: true, home_next: false, taken: [3, 2] } });
  press("1");
  press("3");
  assert.equal(sent.length, 0);
  press("2");
  press("4");
  assert.deepEqual(sent.map((entry) => [entry.club, entry.converted, entry.number]), [
    ["Liverpool", true, 6],
    ["Liverpool", false, 6],
  ]);
});

test("who only looks makes no entries; a tie that is over takes none", () => {
  const looking = page();
  looking.made.writes = false;
  for (const key of ["1", "p", " ", "u", "g"]) looking.press(key);
  assert.deepEqual(looking.sent, []);
  const over = page({ phase: "over" });
  for (const key of ["1", "p", " ", "g"]) over.press(key);
  assert.deepEqual(over.sent, []);
});

test("a key with a modifier, or on a board that is not the active one, is not ours", () => {
  const { made, sent, press } = page();
  made.key({ key: "1", ctrlKey: true, target: { closest: () => null } });
  made.active = false;
  press("1");
  assert.deepEqual(sent, []);
});

test("undo takes out the last entry that counts: own ones first, then those of the history", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { made, sent } = page();
  const row = (id, kind, counts = true) => ({ counts, entry: { id, kind } });
  made.receive({ part: "history", data: [row("late", "goal"), row("early", "goal"), row("open", "tie")] });
  made.goal("home");
  made.undo();
  assert.equal(sent.at(-1).of, "own-0");
  made.undo();
  assert.equal(sent.at(-1).of, "late");
  // As long as the service has not said so, what was taken out is not taken out again.
  made.undo();
  assert.equal(sent.at(-1).of, "early");
  made.undo();
  assert.equal(sent.length, 4);
});

test("a decision of an earlier moment is stale, and its interval is not shown", () => {
  const { made } = page();
  const data = { club: "Atalanta", payoff: "through", usual: { low: 0.9, high: 0.97 } };
  made.receive({ part: "decision", revision: 7, data });
  assert.equal(made.stale, false);
  assert.equal(made.interval, "; Atalanta 90.0 to 97.0% over uncertain strengths");
  made.receive({ part: "head", data: head({ revision: 8 }) });
  assert.equal(made.stale, true);
  assert.equal(made.interval, "");
});

test("the curve is behind until it accounts for the last entry, whether or not that changed it", () => {
  const { made } = page();
  const line = { points: [], swings: [] };
  made.receive({ part: "line", revision: 7, data: line });
  made.receive({ part: "told", revision: 7, data: 7 });
  assert.equal(made.behind, false);
  made.receive({ part: "head", data: head({ revision: 8 }) });
  assert.equal(made.behind, true);
  made.receive({ part: "told", revision: 8, data: 8 });
  assert.equal(made.behind, false);
  made.waiting = 1;
  assert.equal(made.behind, true);
});

test("the clock of the service is kept as a difference to this one", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 10_000 });
  const { made } = page();
  made.receive({ part: "hello", data: { now: 12.5 } });
  assert.equal(made.skew, 2.5);
});
