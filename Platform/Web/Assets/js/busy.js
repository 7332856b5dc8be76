// What somebody is busy with must not be taken from under his hand: a pressed button, a field, an open menu.
let pressed = null;
const finished = new Set();

/** Whether something in this part of the page is pressed, open or on its way. */
export function inUse(part) {
  return (pressed && part.contains(pressed))
    || part.querySelector("details[data-edit][open], details[data-menu][open], .htmx-request, [data-busy]") !== null;
}

/** Whether it is in use, or somebody fills in a field of it. */
export function busy(part) {
  const field = document.activeElement?.closest("input, textarea, select");
  return inUse(part) || (field && part.contains(field));
}

/** Calls when somebody may have finished: what waited is looked at again. */
export function whenFree(look) {
  finished.add(look);
}

const tell = () => setTimeout(() => { for (const look of finished) look(); });
document.addEventListener("pointerdown", ({ target }) => { pressed = target; }, true);
for (const end of ["pointerup", "pointercancel"]) {
  // The click comes after the finger is up.
  document.addEventListener(end, () => setTimeout(() => { pressed = null; tell(); }), true);
}
document.addEventListener("focusout", tell);
document.addEventListener("toggle", tell, true);
