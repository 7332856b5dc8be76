// [data-presets]: how many deals are overdue, due today or without an activity, as they change.
import { refresh } from "../js/regions.js";

let waiting = 0;
document.addEventListener("voronka:changed", ({ detail }) => {
  if (detail.kind !== "deal" || waiting) return;
  waiting = setTimeout(() => {
    waiting = 0;
    for (const region of document.querySelectorAll("[data-presets]")) refresh(region);
  }, 1000);
});
