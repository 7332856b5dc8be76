// The deal's page: keys, and its parts kept true to each other after every answer.
import { refreshAll } from "../js/regions.js";
import { shortcut } from "../js/shortcuts.js";

const page = document.querySelector("[data-deal-page]");
const name = `deal-${page.dataset.dealPage}`;

// An answer replaces one part; the others learn of it at once and not only by the live stream.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.requestConfig.verb !== "get") refreshAll(name);
});

shortcut("ArrowRight", { alt: true }, () => {
  const stage = page.querySelector("[data-next-stage]")?.dataset.nextStage;
  page.querySelector(`.stages button[value="${stage}"]:enabled`)?.click();
});
