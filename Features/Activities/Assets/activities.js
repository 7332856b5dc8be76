// T: the line in which an activity is planned: of the card or row that has the focus, of the page; on a page without
// one, that of the deal or client one is at, else of the one that is looked up, or the list of one's own.
import { shortcut } from "../js/shortcuts.js";
import { openAgenda } from "./agenda.js";

shortcut("KeyT", {}, () => {
  const line = document.querySelector("dialog[open] [data-plan], main [data-plan]");
  const here = document.activeElement?.closest(".card, tr[data-row]");
  if (here?.querySelector("[data-agenda]")) {
    return openAgenda(here.querySelector("[data-line]") ?? here.querySelector("[data-agenda]"), true);
  }
  if (line?.checkVisibility()) return line.focus();
  const at = here ?? document.activeElement?.closest("[data-todo]")
    ?? document.querySelector("[data-todo][data-current]") ?? document.querySelector("[data-todo]");
  const link = at?.querySelector('a[href^="/deals/"], a[href^="/companies/"]');
  const place = link?.pathname.match(/^\/(deals|companies)\/\d+/)?.[0];
  if (place || !lookUp()) location.assign(`${place ?? "/activities"}#plan`);
});

/** Asks for the deal or client; false where nobody answers. */
function lookUp() {
  const frame = document.querySelector("template[data-plan-place]");
  if (!frame) return false;
  const { kinds, hint } = frame.dataset;
  const detail = { kinds, hint, end: "#plan", instead: frame.content };
  return !document.dispatchEvent(new CustomEvent("voronka:record", { cancelable: true, detail }));
}

if (location.hash === "#plan") document.querySelector("main [data-plan]")?.focus();

// A click on the number of what waits leads to just that; the rest of its link to all.
document.addEventListener("click", (event) => {
  const counter = event.target.closest?.("a .counter[data-to]");
  if (!counter || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.assign(counter.dataset.to);
});
