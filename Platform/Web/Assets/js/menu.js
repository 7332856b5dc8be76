// <details data-menu>: one open at a time, lifted to the top layer so that nothing clips it.
const gap = 4, edge = 8;
const anchors = new WeakMap(); // where the summary of an open menu stood when it opened

const open = () => document.querySelector("details[data-menu][open]");
const listOf = (menu) => menu.querySelector(":scope > .menu-list");
const items = (menu) => [...listOf(menu).querySelectorAll("a, button:enabled, [type=checkbox]")]
  .filter((item) => item.checkVisibility());

document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("details[data-menu]")) return;
  if (!target.open) return lower(target);
  for (const other of document.querySelectorAll("details[data-menu][open]")) {
    if (other !== target) other.open = false;
  }
  lift(target);
}, true);

function lift(menu) {
  const list = listOf(menu);
  if (!list.showPopover) return;
  list.popover = "manual";
  list.showPopover();
  const at = menu.querySelector("summary").getBoundingClientRect();
  anchors.set(menu, at);
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = at.bottom + gap;
  const top = below + height <= innerHeight - edge ? below : at.top - gap - height;
  const left = menu.dataset.side === "end" ? at.right - width : at.left;
  list.style.top = `${Math.max(edge, Math.min(top, innerHeight - edge - height))}px`;
  list.style.left = `${Math.max(edge, Math.min(left, innerWidth - edge - width))}px`;
}

function lower(menu) {
  const list = listOf(menu);
  if (!list?.popover) return;
  if (list.matches(":popover-open")) list.hidePopover();
  list.removeAttribute("popover");
  list.style.top = list.style.left = "";
}

function close(menu, back) {
  menu.open = false;
  if (back) menu.querySelector("summary").focus();
}

document.addEventListener("pointerdown", ({ target }) => {
  const menu = open();
  if (menu && !menu.contains(target)) close(menu);
});
document.addEventListener("focusin", ({ target }) => {
  const menu = open();
  if (menu && !menu.contains(target)) close(menu);
});
// A list does not follow what it hangs on. The end of a scroll from before it opened leaves it where it is.
document.addEventListener("scroll", ({ target }) => {
  const menu = open();
  if (!menu || listOf(menu).contains(target)) return;
  const { top, left } = menu.querySelector("summary").getBoundingClientRect();
  const at = anchors.get(menu);
  if (!at || Math.abs(at.top - top) > 2 || Math.abs(at.left - left) > 2) close(menu);
}, true);
addEventListener("resize", () => { const menu = open(); if (menu) close(menu); });

const steps = { ArrowDown: 1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  const menu = open();
  if (!menu || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.code === "Escape") {
    event.preventDefault();
    close(menu, true);
  } else if (event.code in steps || event.code === "Home" || event.code === "End") {
    if (!menu.contains(event.target) || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const all = items(menu), at = all.indexOf(document.activeElement);
    const next = event.code === "Home" ? 0 : event.code === "End" ? -1
      : at < 0 ? (event.code === "ArrowUp" ? -1 : 0) : (at + steps[event.code]) % all.length;
    event.preventDefault();
    all.at(next)?.focus();
  } else return;
  event.stopImmediatePropagation();
}, true);
