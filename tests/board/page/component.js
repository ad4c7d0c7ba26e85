// A component of the page without a browser: its properties, data, computed values and methods on one object, as Vue
// gives them to its functions. What it emits is kept in `emitted`.
export function component(definition, properties = {}) {
  const instance = { ...properties, $refs: {}, emitted: [] };
  instance.$emit = (...event) => instance.emitted.push(event);
  instance.$nextTick = (action) => action.call(instance);
  for (const [name, method] of Object.entries(definition.methods || {})) instance[name] = method.bind(instance);
  for (const [name, value] of Object.entries(definition.computed || {})) {
    Object.defineProperty(instance, name, { get: () => value.call(instance) });
  }
  return Object.assign(instance, definition.data ? definition.data.call(instance) : {});
}

// The state of a tie as the service sends it, in the second half of the second leg; `change` replaces parts of it.
export function head(change = {}) {
  return {
    revision: 7,
    leg: 2,
    home: "Atalanta",
    away: "Liverpool",
    clubs: ["Liverpool", "Atalanta"],
    score: [0, 1],
    aggregate: [3, 1],
    men: [11, 11],
    phase: "play",
    clock: { period: 2, second: 430, running: true, speed: 1, at: "2024-04-18T20:10:00Z", label: "53'" },
    stoppage: {},
    legs: [{ home: "Liverpool", away: "Atalanta" }, { home: "Atalanta", away: "Liverpool" }],
    through: { Atalanta: 0.95, Liverpool: 0.05 },
    by: {
      regulation: { Atalanta: 0.9, Liverpool: 0.02 },
      "extra time": { Atalanta: 0.05, Liverpool: 0.03 },
      shootout: { Atalanta: 0.0002, Liverpool: 0.0002 },
    },
    draw: 0,
    next: [
      { club: "Atalanta", probability: 0.3, through: { Atalanta: 0.99, Liverpool: 0.01 } },
      { club: "Liverpool", probability: 0.4, through: { Atalanta: 0.8, Liverpool: 0.2 } },
    ],
    last: false,
    winner: null,
    way: null,
    shoot_out: null,
    problems: [],
    ...change,
  };
}
