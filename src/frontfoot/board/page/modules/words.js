// Odds for people; never 0% or 100% unless they are.
export function percent(odds, digits = 1) {
  if (odds === null || odds === undefined) return "–";
  if (odds <= 0) return "0%";
  if (odds >= 1) return "100%";
  const least = 0.5 / 10 ** (digits + 2);
  if (odds < least) return `<${(2 * least * 100).toFixed(digits)}%`;
  if (odds > 1 - least) return `>${(100 - 2 * least * 100).toFixed(digits)}%`;
  return `${(100 * odds).toFixed(digits)}%`;
}

// A change in points of probability, with a sign.
export function points(change, digits = 1) {
  const text = (100 * change).toFixed(digits);
  return (change >= 0 ? "+" : "") + text.replace("-", "−");
}

export function span(low, high) {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`;
}
