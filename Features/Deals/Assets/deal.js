// The deal's page: keys, and its parts kept true to each other after every answer.
import { present } from "../js/dialog.js";
import { refreshAll } from "../js/regions.js";
import { shortcut } from "../js/shortcuts.js";
import { why } from "../js/toast.js";

// The page itself, or the deal that stands at the side of a board or a list.
const shown = () => document.querySelector("[data-deal-page]");

// An answer replaces one part; the others learn of it at once and not only by the live stream.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.requestConfig.verb !== "get") refreshAll(`deal-${shown()?.dataset.dealPage}`);
});

// The stage wants something first: the dialog's form fills it in and moves.
document.addEventListener("htmx:afterSwap", () => {
  for (const template of document.querySelectorAll("template[data-dialog]")) {
    const dialog = present(template.content.firstElementChild);
    template.remove();
    const form = dialog.querySelector("[data-move-form]");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      const target = shown()?.querySelector(".deal-summary");
      window.htmx.ajax("POST", form.action, { values: Object.fromEntries(new FormData(form)), target, swap: "outerHTML" });
      dialog.close();
    });
  }
});

if (document.querySelector("main > [data-deal-page]")) shortcut("ArrowRight", { alt: true }, forward);
// At the side a dialog is open, where the page's own keys are silent.
const keys = { KeyE: edit, KeyN: note, ArrowRight: forward };
document.addEventListener("keydown", (event) => {
  const side = event.target.closest?.("dialog[data-side-view]");
  if (!side || event.defaultPrevented || event.target.closest("input, textarea, select")) return;
  if (event.ctrlKey || event.metaKey || event.altKey !== (event.code === "ArrowRight")) return;
  if (event.code in keys && keys[event.code]() !== false) event.preventDefault();
});

function forward() {
  const stage = shown()?.querySelector("[data-next-stage]")?.dataset.nextStage;
  if (!stage) return why(shown()?.querySelector("[data-why]")?.dataset.why);
  shown()?.querySelector(`.stages button[value="${stage}"]:enabled`)?.click();
}

function edit() {
  const form = shown()?.querySelector("[data-edit]");
  if (!form) return false;
  form.open = true;
}

function note() {
  shown()?.querySelector("[data-composer] textarea")?.focus();
}
