export const STARTS = [0, 45, 90, 105];
export const LENGTHS = [2700, 2700, 900, 900];

// What the clock shows now: the head's clock, run on since it was told.
export function shownClock(clock, now) {
  const gone = clock.running ? Math.max(now - Date.parse(clock.at) / 1000, 0) * clock.speed : 0;
  const limit = LENGTHS[clock.period - 1] + 1800;
  return { period: clock.period, second: Math.min(clock.second + gone, limit), running: clock.running };
}

// "38:12", "45+2:10".
export function minuteOf({ period, second }) {
  const length = LENGTHS[period - 1];
  const start = STARTS[period - 1];
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  if (second > length) {
    const over = second - length;
    return `${start + length / 60}+${Math.floor(over / 60)}:${two(over % 60)}`;
  }
  return `${two(start + Math.floor(second / 60))}:${two(second % 60)}`;
}

// A moment as entries have it: "7.5", "45+2.25", "HT", "ET 95".
export function written({ period, second }) {
  if (second === 0 && period > 1) return [null, null, "HT", "ET", "ET HT"][period];
  const length = LENGTHS[period - 1];
  const start = STARTS[period - 1];
  const plain = (minutes) => String(Math.round(minutes * 1000) / 1000);
  const text =
    second > length ? `${start + length / 60}+${plain((second - length) / 60)}` : plain(start + second / 60);
  return period >= 3 ? `ET ${text}` : text;
}
