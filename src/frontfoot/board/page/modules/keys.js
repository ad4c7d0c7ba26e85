export const KEYS = [
  ["1 / 2", "goal of the home / away side; in a shoot-out: scored"],
  ["3 / 4", "in a shoot-out: missed by the home / away side"],
  ["g", "goal, with scorer"],
  ["v", "VAR: the last goal is taken back"],
  ["y / s / r", "yellow, second yellow, red card"],
  ["n", "note"],
  ["p", "next whistle: kick-off, half-time, full-time"],
  ["space", "stop or start the clock"],
  ["t", "set the clock"],
  ["+", "announced stoppage time"],
  ["u", "undo the last entry"],
  ["e", "list of entries: arrow keys, Enter edits, Delete takes out"],
  ["c", "whose decision"],
  ["d", "dark or light"],
  ["x", "exports"],
  ["?", "this list"],
];

// Whether a key belongs to what the user is writing in, not to the page. A dialog that has just been closed may still
// hold the focus when what opened it is gone: its fields are no longer written in.
export function writing(target) {
  if (globalThis.document.querySelector("dialog[open]")) return true;
  const field = target.closest("input, textarea, select, [contenteditable]");
  return field !== null && !field.closest("dialog");
}
