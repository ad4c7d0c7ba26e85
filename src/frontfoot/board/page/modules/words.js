import { minuteOf } from "./clock.js";

// Odds for people; never 0% or 100% unless they are.
export function percent(odds, digits = 1) {
  if (odds === null || odds === undefined) return "–";
  if (odds <= 0) return "0%";
  // Sums of odds that are certain may miss 1 by rounding.
  if (odds > 1 - 1e-9) return "100%";
  const least = 0.5 / 10 ** (digits + 2);
  if (odds < least) return `<${(2 * least * 100).toFixed(digits)}%`;
  if (odds > 1 - least) return `>${(100 - 2 * least * 100).toFixed(digits)}%`;
  return `${(100 * odds).toFixed(digits)}%`;
}

// A change in points of probability, with a sign unless it rounds to nothing.
export function points(change, digits = 1) {
  const text = (100 * change).toFixed(digits);
  if (Number(text) === 0) return text.replace("-", "");
  return (change >= 0 ? "+" : "") + text.replace("-", "−");
}

export function span(low, high) {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`;
}

export const KINDS = {
  goal: "Goal",
  var: "Goal taken back (VAR)",
  "yellow card": "Yellow card",
  "second yellow": "Second yellow",
  "red card": "Red card",
  note: "Note",
};

// How a tie can end beside in its regular time; the words of the page that is passed on (`sharing.py`).
export const WAYS = {
  "away goals": "on away goals",
  "golden goal": "by a golden goal",
  "silver goal": "by a silver goal",
  "extra time": "after extra time",
  "away goals in extra time": "on away goals after extra time",
  "shoot-out": "on penalties",
  "replay": "after a replay",
  "toss": "by the toss of a coin",
  "awarded": "by a decision",
};

// How a match or tie ended, for people.
export function endingText(head) {
  if (!head.winner) return head.way || "";
  const way = WAYS[head.way];
  return `${head.winner} ${head.last ? "win" : "go through"}${way ? " " + way : ""}`;
}

// An entry for people; `history` knows what a removal or a correction is of.
export function entryText(entry, history) {
  const naming = (id) => {
    const row = history.find((other) => other.entry.id === id);
    return row ? entryText(row.entry, history) : id;
  };
  if (entry.kind === "tie") return "Tie opened";
  if (entry.kind === "period") {
    const ends = ["", "Half-time", "Full-time", "Half-time of extra time", "End of extra time"];
    const starts = ["", "Kick-off", "Second half", "Extra time", "Second half of extra time"];
    return (entry.state === "end" ? ends : starts)[entry.period];
  }
  if (entry.kind === "clock") {
    return `Clock ${entry.running ? "runs from" : "stands at"} ${
      minuteOf({ period: entry.period, second: entry.second })
    }`;
  }
  if (entry.kind === "stoppage") return `+${entry.minutes} announced`;
  if (entry.kind === "kick") return `Kick, ${entry.club}: ${entry.converted ? "scored" : "missed"}`;
  if (entry.kind === "removal") return `Taken out: ${naming(entry.of)}`;
  if (entry.kind === "correction") return `Correction of ${naming(entry.of)}: ${entryText(entry.entry, history)}`;
  const who = entry.player ? ` ${entry.player}` : "";
  const note = entry.note ? (entry.kind === "note" ? `: ${entry.note}` : ` (${entry.note})`) : "";
  return `${KINDS[entry.kind]}${entry.club ? ", " + entry.club : ""}${who}${note}`;
}
