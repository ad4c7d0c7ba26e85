// The break-even chart, drawn from the advice: the line, the posterior as an ellipse, each kind of evidence as a point.
const REACH = 0.3;
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 462, 8, 348];
const NAMES_AT = 356;
const LINE_HEIGHT = 15;
const RADIUS = Math.sqrt(-2 * Math.log(0.1));

const held = (value) => Math.min(Math.max(value, -REACH), REACH);
const x = (own) => LEFT + ((held(own) + REACH) / (2 * REACH)) * (RIGHT - LEFT);
const y = (opponent) => BOTTOM - ((held(opponent) + REACH) / (2 * REACH)) * (BOTTOM - TOP);
const path = (points) => points.map(([px, py], i) => `${i ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`).join("");

// Relative changes of own and opponent's goals between dropping back and pressing on, for effects of one unit.
export function changesOf(advice, balance, total) {
  return [Math.expm1(advice.units * (total + balance)), Math.expm1(advice.units * (total - balance))];
}

// Places for labels at least `gap` apart, near the places they belong to.
export function spaced(places, gap, low, high) {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const found = [...places];
  let before = low - gap;
  for (const i of order) found[i] = before = Math.max(places[i], before + gap);
  let after = high + gap;
  for (const i of order.reverse()) found[i] = after = Math.min(found[i], after - gap);
  return found;
}

export function chart(advice) {
  const line = advice.break_even.filter((point) => point.opponent !== null);
  const inside = line.filter((point) => Math.abs(point.opponent) <= REACH).map((p) => [x(p.own), y(p.opponent)]);
  const edge = line.map((point) => [x(point.own), y(point.opponent)]);
  const { balance, balance_error, total, total_error, correlation } = advice.effect;
  const curve = [];
  for (let i = 0; i <= 72; i++) {
    const [across, up] = [RADIUS * Math.cos((i * Math.PI) / 36), RADIUS * Math.sin((i * Math.PI) / 36)];
    const apart = correlation * across + Math.sqrt(Math.max(1 - correlation ** 2, 0)) * up;
    const [own, opponent] = changesOf(advice, balance + balance_error * across, total + total_error * apart);
    curve.push([x(own), y(opponent)]);
  }
  const measured = advice.readings.filter((reading) => reading.kind === "as measured");
  const points = measured.map((reading) => {
    const [own, opponent] = changesOf(advice, reading.balance, reading.total);
    return { name: reading.name, x: x(own), y: y(opponent) };
  });
  const heights = spaced(points.map((point) => point.y), LINE_HEIGHT, TOP + 12, BOTTOM - 34);
  const [own, opponent] = changesOf(advice, balance, total);
  const ticks = [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3].map((step) => ({
    text: step ? `${step > 0 ? "+" : "−"}${Math.abs(Math.round(100 * step))}%` : "0",
    kind: step ? "grid" : "average",
    x: x(step),
    y: y(step),
  }));
  return {
    ticks,
    pays: edge.length ? path([...edge, [edge.at(-1)[0], BOTTOM], [edge[0][0], BOTTOM]]) + "Z" : "",
    balance: inside.length > 1 ? path(inside) : "",
    ellipse: path(curve) + "Z",
    centre: { x: x(own), y: y(opponent) },
    points: points.map((point, i) => ({ ...point, label: heights[i] })),
    namesAt: NAMES_AT,
  };
}
