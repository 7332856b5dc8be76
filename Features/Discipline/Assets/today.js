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

// A key presses what it names of the current thing, unless something else has the focus.
function press(mark) {
  const focus = document.activeElement;
  if (focus && focus !== document.body && !focus.matches("main, [data-todo]")) return false;
  const target = here()?.querySelector(mark);
  if (!target) return false;
  target.click();
  if (target.matches("summary")) target.parentElement.querySelector("button")?.focus();
}

shortcut("KeyJ", {}, () => go(1));
shortcut("KeyK", {}, () => go(-1));
shortcut("Enter", {}, () => press("[data-done]"));
shortcut("Space", {}, () => press("[data-call]"));
shortcut("KeyP", {}, () => press("[data-postpone]"));

// The times on the page grow old: once a minute it is fetched again, if somebody looks at it.
setInterval(() => {
  const day = document.querySelector(".today[data-src]");
  if (day && !document.hidden) refresh(day);
}, 60000);
