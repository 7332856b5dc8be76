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
    || document.querySelector("dialog[open], details[data-menu][open], [popover][role=dialog]:popover-open"));
}

// G and then a letter leads to a section: [data-go=KeyD]. A letter alone presses its link: [data-key=KeyC].
let led = 0;
const pause = 1500;

function lead(event) {
  const plain = !event.altKey && !event.shiftKey && !event.ctrlKey && !event.metaKey;
  const wasLed = Date.now() - led < pause;
  led = 0;
  if (!plain) return false;
  if (event.code === "KeyG" && !wasLed) {
    led = Date.now();
    return true;
  }
  const name = wasLed ? "data-go" : "data-key";
  const link = document.querySelector(`[${name}="${event.code}"]`);
  link?.click();
  return wasLed || Boolean(link);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || typing(event.target)) return;
  if (Date.now() - led < pause && !event.code.startsWith("Shift")) {
    if (lead(event)) event.preventDefault();
    return;
  }
  const ctrl = event.ctrlKey || event.metaKey;
  for (const key of known) {
    if (key.code !== event.code || key.alt !== event.altKey) continue;
    if (key.shift !== event.shiftKey || key.ctrl !== ctrl) continue;
    if (key.act(event) !== false) event.preventDefault();
    return;
  }
  if (lead(event)) event.preventDefault();
});
