export const STARTS = [0, 45, 90, 105];
export const LENGTHS = [2700, 2700, 900, 900];

// What the clock shows now: the clock of the head, run on since the head was made.
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

// A moment as entries have it, to the second: "7:30", "45+2:15", "HT", "ET 95".
export function written({ period, second }) {
  if (second === 0 && period > 1) return [null, null, "HT", "ET", "ET HT"][period];
  const length = LENGTHS[period - 1];
  const whole = Math.round(second);
  const plain = (seconds) =>
    seconds % 60 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : String(seconds / 60);
  // A plain 45 would be half-time.
  const over = whole > length || (period === 1 && whole === length);
  const start = STARTS[period - 1];
  const text = over ? `${start + length / 60}+${plain(whole - length)}` : plain(60 * start + whole);
  return period >= 3 ? `ET ${text}` : text;
}

// What a minute may be written as.
export const MINUTE = /^(HT|ET( HT)?|(ET ?)?\d{1,3}(\.\d+|:[0-5]\d)?(\+\d{1,2}(\.\d+|:[0-5]\d)?)?'?)$/i;

// The minute of an entry as public records write it: "52:10" is 53', "45+2" 45+2'.
export function minuteShown(text) {
  const extra = /^ET ?(?=\d)/i;
  const parts = text.replace(extra, "").replace("'", "").split("+");
  if (!/^\d/.test(parts[0])) return text;
  const [played, added] = parts.map((part) => Math.ceil(Math.round(seconds(part) * 100) / 6000));
  if (played === 90 && extra.test(text)) return "ET";
  return `${played}${added ? `+${added}` : ""}'`;
}

// Seconds of "52", "52.5" or "52:10".
function seconds(part) {
  const [minutes, rest] = part.split(":").map(Number);
  return 60 * minutes + (rest || 0);
}

// A written minute as period and second, as the service reads that of an event: a plain 45 is the end of the regular
// first half. Null where the clock cannot stand there.
export function parsed(text) {
  const plain = text.toUpperCase().replace(/[\s']/g, "");
  const named = { HT: [2, 0], ET: [3, 0], ETHT: [4, 0] }[plain];
  if (named) return { period: named[0], second: named[1] };
  const extra = plain.startsWith("ET");
  const [played, added] = plain.replace(/^ET/, "").split("+").map(seconds);
  if (!(played >= (extra ? 5400 : 0)) || played > (extra ? 7200 : 5400)) return null;
  const ends = extra ? [6300, 7200] : [2700, 5400];
  if (added !== undefined && !(added >= 0 && ends.includes(played))) return null;
  const period = extra ? (played > 6300 ? 4 : 3) : played > 2700 ? 2 : 1;
  return { period, second: played - 60 * STARTS[period - 1] + (added || 0) };
}

// Now, by the clock of the service.
export function instant(skew) {
  return new Date((Date.now() / 1000 + skew) * 1000).toISOString();
}
