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
  const apart = [...places];
  let before = low - gap;
  for (const i of order) apart[i] = before = Math.max(places[i], before + gap);
  let after = high + gap;
  for (const i of order.reverse()) apart[i] = after = Math.min(apart[i], after - gap);
  return apart;
}

// The part of the line that lies within the chart, cut exactly at its edges, as [own, opponent] relative changes.
export function lineInside(line) {
  const points = line.filter((point) => point.opponent !== null).map((point) => [point.own, point.opponent]);
  const inside = [];
  for (let i = 1; i < points.length; i++) {
    const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
    const cuts = y1 === y0 ? [] : [-REACH, REACH].map((edge) => (edge - y0) / (y1 - y0)).filter((t) => t > 0 && t < 1);
    const between = cuts.sort((a, b) => a - b).map((t) => [x0 + t * (x1 - x0), y0 + t * (y1 - y0)]);
    for (const [own, opponent] of [[x0, y0], ...between, [x1, y1]]) {
      const last = inside.at(-1);
      const repeated = last && last[0] === own && last[1] === opponent;
      if (Math.abs(opponent) <= REACH + 1e-12 && !repeated) inside.push([own, opponent]);
    }
  }
  return inside;
}

// The line from the left to the right edge; where there is none, pressing on pays with more own goals only.
export function lineAcross(line) {
  const inside = lineInside(line);
  if (!inside.length) return [[-REACH, -REACH], [0, -REACH], [0, REACH], [REACH, REACH]];
  const [[first, low], [last, high]] = [inside[0], inside.at(-1)];
  const left = first <= -REACH ? [] : [[-REACH, low]];
  const right = last >= REACH ? [] : [[REACH, high]];
  return [...left, ...inside, ...right];
}

export function chart(advice) {
  const drawn = ([own, opponent]) => [x(own), y(opponent)];
  const inside = lineInside(advice.break_even).map(drawn);
  const across = lineAcross(advice.break_even).map(drawn);
  const { balance, balance_error, total, total_error, correlation } = advice.effect;
  const curve = [];
  for (let i = 0; i <= 72; i++) {
    const [right, up] = [RADIUS * Math.cos((i * Math.PI) / 36), RADIUS * Math.sin((i * Math.PI) / 36)];
    const apart = correlation * right + Math.sqrt(Math.max(1 - correlation ** 2, 0)) * up;
    const [own, opponent] = changesOf(advice, balance + balance_error * right, total + total_error * apart);
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
    pays: path([...across, [RIGHT, BOTTOM], [LEFT, BOTTOM]]) + "Z",
    balance: inside.length > 1 ? path(inside) : "",
    ellipse: path(curve) + "Z",
    centre: { x: x(own), y: y(opponent) },
    points: points.map((point, i) => ({ ...point, label: heights[i] })),
    namesAt: NAMES_AT,
  };
}
