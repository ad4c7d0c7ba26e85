// Whether a key belongs to what the user is writing in, not to the page. A dialog that has just been closed may still
// hold the focus when what opened it is gone: its fields are no longer written in.
export function writing(target) {
  const dialog = target.closest("dialog");
  return dialog ? dialog.open : target.closest("input, textarea, select, [contenteditable]") !== null;
}
