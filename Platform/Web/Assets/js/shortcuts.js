// Keys by their place on the keyboard, so they work in every layout; silent while somebody types.
const known = [];

/** Calls `act` when the key is pressed with exactly these modifiers: { alt, shift, ctrl }. */
export function shortcut(code, { alt = false, shift = false, ctrl = false }, act) {
  known.push({ code, alt, shift, ctrl, act });
}

/** Whether keys pressed now belong to a field, a dialog or an open menu. */
export function typing(target = document.activeElement) {
  return Boolean(
    target?.closest?.("input, textarea, select, [contenteditable]")
    || document.querySelector("dialog[open], details[data-menu][open]"));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || typing(event.target)) return;
  const ctrl = event.ctrlKey || event.metaKey;
  for (const key of known) {
    if (key.code !== event.code || key.alt !== event.altKey) continue;
    if (key.shift !== event.shiftKey || key.ctrl !== ctrl) continue;
    if (key.act(event) !== false) event.preventDefault();
    return;
  }
});
