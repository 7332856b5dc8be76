// «Сегодня» by keys: J and K go through the list, Enter does, Space calls, P puts off.
import { refresh } from "../js/regions.js";
import { shortcut } from "../js/shortcuts.js";

const items = () => [...document.querySelectorAll("[data-todo]")];
const here = () => document.querySelector("[data-todo][data-current]") ?? items()[0];

function go(step) {
  const all = items(), next = all[all.indexOf(here()) + step];
  if (!next) return;
  for (const item of all) item.removeAttribute("data-current");
  next.setAttribute("data-current", "");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// Keys are of the current thing, unless something else has the focus.
function isFree() {
  const focus = document.activeElement;
  return !focus || focus === document.body || focus.matches("main, [data-todo]");
}

function press(mark) {
  const target = isFree() ? here()?.querySelector(mark) : null;
  if (!target) return false;
  target.click();
  if (target.matches("summary")) target.parentElement.querySelector("button")?.focus();
}

// Where there is nothing to tick off, Enter leads into the line that plans.
function enter() {
  if (press("[data-done]") !== false) return;
  const line = isFree() ? here()?.querySelector("[data-plan]") : null;
  if (!line) return false;
  line.focus();
}

// Escape leads from such a line back to the list.
document.addEventListener("keydown", ({ key, target }) => {
  if (key === "Escape" && target.closest?.(".today .plan-new")) target.blur();
});

shortcut("KeyJ", {}, () => go(1));
shortcut("KeyK", {}, () => go(-1));
shortcut("Enter", {}, enter);
shortcut("Space", {}, () => press("[data-call]"));
shortcut("KeyP", {}, () => press("[data-postpone]"));

// The times on the page grow old: once a minute it is fetched again, if somebody looks at it.
setInterval(() => {
  const day = document.querySelector(".today[data-src]");
  if (day && !document.hidden) refresh(day);
}, 60000);
