import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { identifier, Outbox } from "../../../src/frontfoot/board/page/modules/outbox.js";

const TIE = "bergamo";
let store;
let sent;
let answers;

class Store extends Map {
  key(place) {
    return [...this.keys()][place];
  }
  get length() {
    return this.size;
  }
  getItem(key) {
    return this.get(key) ?? null;
  }
  setItem(key, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.set(key, value);
  }
  removeItem(key) {
    this.delete(key);
  }
}

const answer = (status, body = {}) => ({
  ok: status < 400,
  status,
  json: () => body === null ? Promise.reject(new SyntaxError("no JSON")) : Promise.resolve(body),
});

beforeEach(() => {
  sent = [];
  answers = [];
  store = globalThis.localStorage = new Store();
  globalThis.fetch = (_, request) => {
    sent.push(JSON.parse(request.body).entries.map((entry) => entry.kind));
    const next = answers.shift();
    return next ? Promise.resolve(next) : Promise.reject(new TypeError("no connection"));
  };
});

function outbox() {
  const refusals = [];
  const counts = [];
  const box = new Outbox(TIE, {
    refused: (refusal, entry) => refusals.push([refusal.problem, entry?.kind]),
    changed: (count) => counts.push(count),
  });
  return { box, refusals, counts };
}

test("an entry waits until it is acknowledged, and then no longer", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { box, counts } = outbox();
  box.put({ kind: "goal" });
  assert.equal(store.size, 1);
  await setImmediate();
  assert.equal(box.waiting.length, 1, "no connection: it waits");
  answers = [answer(200)];
  context.mock.timers.tick(1000);
  await setImmediate();
  assert.deepEqual(sent, [["goal"], ["goal"]]);
  assert.equal(store.size, 0);
  assert.equal(counts.at(-1), 0);
});

test("a page that is opened again sends what another left, in its order", async () => {
  store.set(`frontfoot-outbox:${TIE}:a`, JSON.stringify([{ id: "1", kind: "goal" }, { id: "2", kind: "note" }]));
  store.set("frontfoot-outbox:other:b", JSON.stringify([{ id: "3", kind: "var" }]));
  store.set(`frontfoot-outbox:${TIE}:broken`, "{");
  answers = [answer(200)];
  const { box } = outbox();
  await setImmediate();
  assert.deepEqual(sent, [["goal", "note"]]);
  assert.deepEqual(box.waiting, []);
  assert.deepEqual([...store.keys()], ["frontfoot-outbox:other:b", `frontfoot-outbox:${TIE}:broken`]);
});

test("an entry that was recorded before is done with", async () => {
  answers = [answer(409)];
  const { box, refusals } = outbox();
  box.put({ kind: "goal" });
  await setImmediate();
  assert.deepEqual(box.waiting, []);
  assert.deepEqual(refusals, []);
});

test("of a refused batch only the entry that cannot be taken is dropped", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const left = ["goal", "nonsense", "note"].map((kind, place) => ({ id: `${place}`, kind }));
  store.set(`frontfoot-outbox:${TIE}:a`, JSON.stringify(left));
  answers = [answer(422), answer(200), answer(422, { problem: "Unknown kind" }), answer(200)];
  const { box, refusals } = outbox();
  for (let turn = 0; turn < 8; turn++) {
    context.mock.timers.tick(1000);
    await setImmediate();
  }
  assert.deepEqual(sent, [["goal", "nonsense", "note"], ["goal"], ["nonsense"], ["note"]]);
  assert.deepEqual(refusals, [["Unknown kind", "nonsense"]]);
  assert.deepEqual(box.waiting, []);
});

test("who is signed out, or may not write, loses nothing", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  for (const status of [401, 403, 404]) {
    answers = [answer(status, { problem: "Not yours" })];
    const { box, refusals } = outbox();
    box.put({ kind: "goal" });
    await setImmediate();
    assert.equal(box.waiting.length, 1);
    assert.equal(refusals.length, 1);
    store.clear();
  }
});

test("a refusal without a readable reason has its number", async () => {
  answers = [answer(400, null)];
  const { box, refusals } = outbox();
  box.put({ kind: "goal" });
  await setImmediate();
  assert.deepEqual(refusals, [["Refused (400)", "goal"]]);
});

test("a full store of the browser stops nothing", async () => {
  store.full = true;
  answers = [answer(200)];
  const { box, counts } = outbox();
  box.put({ kind: "goal" });
  await setImmediate();
  assert.deepEqual(sent, [["goal"]]);
  assert.equal(counts.at(-1), 0);
});

test("a hundred entries at most are sent at once", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { box } = outbox();
  box.waiting = Array.from({ length: 250 }, (_, place) => ({ id: `${place}`, kind: "note" }));
  answers = [answer(200), answer(200), answer(200)];
  box.flush();
  for (let turn = 0; turn < 4; turn++) {
    await setImmediate();
    context.mock.timers.tick(0);
  }
  assert.deepEqual(sent.map((batch) => batch.length), [100, 100, 50]);
});

test("identifiers differ, and are 96 random bits", () => {
  const many = new Set(Array.from({ length: 1000 }, identifier));
  assert.equal(many.size, 1000);
  for (const id of many) assert.match(id, /^p[0-9a-f]{24}$/);
});
