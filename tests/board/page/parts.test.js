import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Controls,
  Decision,
  Entries,
  EntryDialog,
  kickers,
  NextGoal,
  nextWhistle,
  Odds,
  Scoreline,
  writing,
} from "../../../src/frontfoot/board/page/modules/index.js";
import { component, head } from "./component.js";

test("the next whistle follows the phase and the period", () => {
  const whistle = (phase, period) => nextWhistle({ phase, clock: { period } });
  assert.deepEqual(whistle("before", 1), { name: "Kick-off", period: 1, state: "start" });
  assert.deepEqual(whistle("play", 1), { name: "Half-time", period: 1, state: "end" });
  assert.deepEqual(whistle("break", 2), { name: "Second half", period: 2, state: "start" });
  assert.deepEqual(whistle("play", 2), { name: "Full-time", period: 2, state: "end" });
  assert.deepEqual(whistle("break", 3), { name: "Extra time", period: 3, state: "start" });
  assert.deepEqual(whistle("play", 4), { name: "End of extra time", period: 4, state: "end" });
  assert.equal(whistle("shoot-out", 4), null);
  assert.equal(whistle("over", 2), null);
});

test("either side takes the first kick, then they take turns", () => {
  assert.deepEqual(kickers(head({ shoot_out: null })), ["home", "away"]);
  assert.deepEqual(kickers(head({ shoot_out: { begun: false } })), ["home", "away"]);
  assert.deepEqual(kickers(head({ shoot_out: { begun: true, home_next: true } })), ["home"]);
  assert.deepEqual(component(Controls, { head: head({ shoot_out: { begun: true, home_next: false } }) }).kickers, [
    "away",
  ]);
});

test("the score line says where the match stands", () => {
  const line = (change) => component(Scoreline, { head: head(change), skew: 0 });
  const standing = { ...head().clock, running: false };
  assert.equal(line({ clock: standing }).clockText, "52:10");
  assert.equal(line({ clock: standing }).phaseText, "clock stands");
  assert.equal(line({}).phaseText, "second half");
  assert.equal(line({ phase: "break" }).clockText, "53'");
  assert.equal(
    line({ phase: "over", winner: "Atalanta", way: "regulation" }).phaseText,
    "Atalanta go through",
  );
  assert.equal(
    line({ phase: "over", winner: "Italy", way: "extra time", last: true }).phaseText,
    "Italy win after extra time",
  );
  assert.equal(line({ phase: "over" }).clockText, "Full-time");
  assert.equal(line({ stoppage: { 2: 4 } }).announced, 4);
  assert.equal(line({ stoppage: { 1: 4 } }).announced, null);
  assert.equal(line({ stoppage: { 2: 0 } }).announced, 0);
});

test("ways that hardly happen are left out, and verbs follow the phase", () => {
  const odds = component(Odds, { head: head() });
  assert.deepEqual(odds.ways.map((way) => way.name), ["90 minutes", "extra time"]);
  assert.equal(odds.verb("Atalanta"), "to go through");
  const over = component(Odds, { head: head({ phase: "over", winner: "Atalanta" }) });
  assert.deepEqual(["Atalanta", "Liverpool"].map(over.verb), ["went through", "out"]);
  const final = component(Odds, { head: head({ phase: "over", winner: "Atalanta", last: true }) });
  assert.deepEqual(["Atalanta", "Liverpool"].map(final.verb), ["won", "lost"]);
  const drawn = component(Odds, { head: head({ phase: "over", winner: null, last: true }) });
  assert.equal(drawn.verb("Atalanta"), "drew");
});

test("what is left of the probability is that no goal falls", () => {
  assert.ok(Math.abs(component(NextGoal, { head: head() }).none - 0.3) < 1e-12);
  assert.equal(component(NextGoal, { head: head({ phase: "shoot-out" }) }).none, null);
});

const ADVICE = {
  club: "Atalanta",
  payoff: "through",
  chance: 0.7349,
  gain: { value: 0.012, low: -0.004, high: 0.03 },
  plans: {
    drop: { through: 0.9, low: 0.88, high: 0.92 },
    stay: { through: 0.91, low: 0.89, high: 0.93 },
    press: { through: 0.92, low: 0.9, high: 0.94 },
  },
};

test("a decision is never certain, and its gain is in points with their sign", () => {
  const decision = (change) => component(Decision, { decided: { ...ADVICE, ...change } });
  assert.equal(decision({}).chance, "73%");
  assert.equal(decision({ chance: 1 }).chance, "99%");
  assert.equal(decision({ chance: 0 }).chance, "1%");
  // 0.29 * 100 is 28.999999999999996 in binary.
  assert.equal(decision({ chance: 0.29 }).chance, "29%");
  assert.equal(decision({}).gain, "+1.2");
  assert.equal(decision({}).interval, "−0.4 to +3.0");
  const points = decision({ payoff: "points", gain: { value: -0.05, low: -0.2, high: 0.1 } });
  assert.equal(points.gain, "−0.05");
  assert.equal(points.unit, "league points");
});

test("the whiskers of the plans share one scale", () => {
  const plans = component(Decision, { decided: ADVICE }).plans;
  assert.deepEqual(plans.map((plan) => plan.name), ["drop back", "stay", "press on"]);
  assert.equal(plans[0].low, 6);
  assert.ok(Math.abs(plans[2].high - 114) < 1e-9);
  assert.ok(Math.abs(plans[1].at - 60) < 1e-9);
  const equal = { through: 1, low: 1, high: 1 };
  const certain = component(Decision, { decided: { ...ADVICE, plans: { drop: equal, stay: equal, press: equal } } });
  assert.deepEqual(certain.plans.map((plan) => plan.at), [60, 60, 60]);
});

const GOAL = { id: "g", kind: "goal", leg: 2, club: "Liverpool", minute: "6:40", player: "Salah" };

test("the list shows what counts, corrected, or the whole history", () => {
  const history = [
    { sequence: 4, counts: true, entry: { id: "r", kind: "removal", of: "n" } },
    { sequence: 3, counts: false, entry: { id: "n", kind: "note", note: "rain", minute: "5" } },
    { sequence: 2, counts: true, entry: { id: "c", kind: "correction", of: "g", entry: { ...GOAL, minute: "8" } } },
    { sequence: 1, counts: true, corrected_by: "c", entry: GOAL },
  ];
  const list = component(Entries, { tie: "bergamo", writes: true, history });
  assert.deepEqual(list.rows.map((row) => [row.when, row.what, row.entry.id]), [["8'", "Goal, Liverpool Salah", "g"]]);
  list.all = true;
  assert.equal(list.rows.length, 4);
  assert.equal(list.rows[3].when, "7'");
  list.restore("n");
  assert.deepEqual(list.emitted, [["remove", "r"]]);
});

function dialog(properties = {}) {
  const made = component(EntryDialog, { head: head(), skew: 0, ...properties });
  made.$el = { open: false, showModal() {}, querySelector: () => null, close: () => (made.closed = true) };
  return made;
}

test("a dialog makes an entry of what was written", () => {
  const made = dialog();
  made.open("goal", { period: 2, second: 430 }, "away");
  assert.equal(made.form.minute, "52:10");
  Object.assign(made.form, { player: "Salah" });
  made.save();
  assert.deepEqual(made.emitted, [["put", { kind: "goal", minute: "52:10", club: "Liverpool", player: "Salah" }]]);
  assert.ok(made.closed);
});

test("a dialog says what is no minute, and stays open", () => {
  for (const [kind, minute] of [["goal", "soon"], ["clock", "30+2"], ["clock", "91"]]) {
    const made = dialog();
    made.open(kind, { period: 1, second: 60 });
    made.form.minute = minute;
    made.save();
    assert.match(made.form.wrong, /^Write /);
    assert.deepEqual(made.emitted, []);
    assert.equal(made.closed, undefined);
  }
});

test("a dialog sets the clock, announces stoppage, and corrects", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 0 });
  const clock = dialog();
  clock.open("clock", { period: 2, second: 430 });
  clock.form.running = false;
  clock.save();
  assert.deepEqual(clock.emitted, [
    ["put", { kind: "clock", period: 2, second: 430, running: false, at: "1970-01-01T00:00:00.000Z" }],
  ]);
  const stoppage = dialog();
  stoppage.open("stoppage", { period: 2, second: 2600 });
  stoppage.save();
  assert.deepEqual(stoppage.emitted, [["put", { kind: "stoppage", period: 2, minutes: 3 }]]);
  const mended = dialog();
  mended.edit(GOAL);
  mended.form.minute = "7";
  mended.save();
  const entry = { id: "g", leg: 2, kind: "goal", minute: "7", club: "Liverpool", player: "Salah" };
  assert.deepEqual(mended.emitted, [["write", { kind: "correction", of: "g", entry }]]);
});

test("keys belong to a field that is written in, and to an open dialog", () => {
  const field = (selectors) => ({ closest: (query) => (selectors.includes(query) ? field([]) : null) });
  globalThis.document = { querySelector: () => null };
  assert.equal(writing({ closest: () => null }), false);
  assert.equal(writing(field(["input, textarea, select, [contenteditable]"])), true);
  globalThis.document = { querySelector: () => ({}) };
  assert.equal(writing({ closest: () => null }), true);
  delete globalThis.document;
});
