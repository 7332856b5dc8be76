// The board: keys, menus, the phone's switcher, and what others do meanwhile.
import { inUse, whenFree } from "../js/busy.js";
import { shortcut, typing } from "../js/shortcuts.js";
import { why } from "../js/toast.js";
import { apply, ask, board, columnOf, reload } from "./changes.js";
import { enableDrag, handOver } from "./drag.js";
import { move, refuse } from "./moves.js";
import { openQuick } from "./quick.js";

const columns = board.querySelector("[data-columns]");

// Menus of cards: one template for all, in which a card finds the stages ahead of it.
const template = board.querySelector("template[data-card-menu]");
function fill(card) {
  const { deal, position, fixed } = card.dataset;
  const menu = template.content.firstElementChild.cloneNode(true);
  menu.action = `/deals/${deal}/moves`;
  menu.querySelector("[data-assign]").href = `/deals/${deal}#people`;
  menu.querySelector("[data-refuse]").href = `/deals/${deal}/refusals/new`;
  const call = card.querySelector(".card-acts > [data-call]"), to = menu.querySelector("[data-call]");
  if (call) to.href = call.href;
  else to.remove();
  const plans = menu.querySelector("[data-agenda]");
  plans.dataset.agenda = `/deals/${deal}/activities`;
  plans.href = `/deals/${deal}#activities`;
  if (!card.querySelector(".card-mark")) menu.querySelector("[data-mark-card]").remove();
  for (const button of menu.querySelectorAll("[name=stage_id]")) {
    if (fixed !== undefined || Number(button.dataset.position) <= Number(position)) button.remove();
  }
  if (!menu.querySelector("[name=stage_id]")) menu.querySelectorAll("[data-ahead]").forEach((part) => part.remove());
  card.querySelector(".menu-list").replaceWith(menu);
  return menu;
}
board.addEventListener("click", ({ target }) => {
  const menu = target.closest("summary")?.closest(".card details[data-menu]");
  if (menu && !menu.open) fill(menu.closest(".card"));
});
board.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-move]") || !event.submitter) return;
  event.preventDefault();
  const button = event.submitter;
  move(event.target.closest(".card"), button.value, button.matches(":focus-visible"));
});
document.addEventListener("click", (event) => {
  const assign = event.target.closest("[data-assign]"), add = event.target.closest("[data-add]");
  if (!assign && !add || event.ctrlKey || event.metaKey) return;
  if (assign && !board.querySelector("[data-dialog=assign]")) return;
  if (assign) {
    assign.closest("details").open = false;
    handOver(assign.closest(".card"));
  } else if (openQuick() === false) return;
  event.preventDefault();
});

board.addEventListener("click", (event) => {
  const link = event.target.closest("[data-refuse]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  link.closest("details").open = false;
  refuse(link.closest(".card"));
});

// The phone's way to what the cards show
board.querySelector("[data-look]")?.addEventListener("click", ({ target }) => {
  target.closest("[popover]")?.hidePopover();
  const menu = document.querySelector(".card-look > .menu");
  menu.open = true;
  menu.querySelector("input:not([type=hidden])").focus();
});

// Keys
const focused = () => document.activeElement?.closest(".card");
const cards = (column) => [...column.querySelectorAll(".card")];
const focus = (card) => {
  if (!card) return false;
  card.querySelector(".card-title").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
};
const firstCard = () => board.querySelector(".card");

function step(by) {
  const card = focused();
  if (!card) return focus(firstCard());
  const all = cards(card.closest(".column"));
  return focus(all[all.indexOf(card) + by]);
}

function aside(by) {
  const card = focused();
  if (!card) return focus(firstCard());
  const all = [...board.querySelectorAll(".column")], column = card.closest(".column");
  const height = cards(column).indexOf(card);
  for (let at = all.indexOf(column) + by; all[at]; at += by) {
    const there = cards(all[at]);
    if (there.length) return focus(there[Math.min(height, there.length - 1)]);
  }
}

for (const code of ["KeyJ", "ArrowDown"]) shortcut(code, {}, () => step(1));
for (const code of ["KeyK", "ArrowUp"]) shortcut(code, {}, () => step(-1));
shortcut("ArrowRight", {}, () => aside(1));
shortcut("ArrowLeft", {}, () => aside(-1));
shortcut("KeyC", {}, () => openQuick());
shortcut("KeyM", {}, () => openMenu(focused()));
shortcut("ArrowRight", { alt: true }, () => {
  const card = focused();
  const ways = card?.querySelector("details[data-menu]") ? [...fill(card).querySelectorAll("[name=stage_id]")] : [];
  const next = ways[ways.findIndex((way) => way.value === card.dataset.stage) + 1];
  if (!next) return why(card?.dataset.why);
  // Winning is final, so a key alone does not win: it shows the menu that does.
  if (next.dataset.kind === "won") openMenu(card);
  else move(card, next.value, true);
});

function openMenu(card) {
  const menu = card?.querySelector("details[data-menu]");
  if (!menu) return false;
  fill(card);
  menu.open = true;
  menu.querySelector("button, a").focus();
}

// The phone shows one column; pills lead to the others
const switcher = board.querySelector("[data-switcher]");
function show(stage, behavior) {
  const column = columnOf(stage);
  if (column) columns.scrollTo({ left: column.offsetLeft - columns.offsetLeft, behavior });
}
switcher?.addEventListener("click", ({ target }) => {
  const pill = target.closest("[data-to]");
  if (pill) show(pill.dataset.to, "smooth");
});
function follow() {
  if (!switcher?.offsetParent) return;
  const at = Math.round(columns.scrollLeft / columns.clientWidth);
  const stage = board.querySelectorAll(".column")[at]?.dataset.stage;
  for (const pill of switcher.children) {
    const here = pill.dataset.to === stage;
    if (here && pill.ariaCurrent !== "true") {
      switcher.scrollTo({ left: pill.offsetLeft - switcher.offsetLeft - 16, behavior: "smooth" });
    }
    pill.ariaCurrent = here ? "true" : null;
  }
}
let scrolling = 0;
columns.addEventListener("scroll", () => {
  clearTimeout(scrolling);
  scrolling = setTimeout(follow, 80);
}, { passive: true });

// What others change
const concerned = new Set();
let collecting = 0;
document.addEventListener("voronka:changed", ({ detail }) => {
  if (detail.kind !== "deal") return;
  concerned.add(String(detail.id));
  if (!collecting) collecting = setTimeout(catchUp, 250);
});
async function catchUp() {
  const deals = [...concerned];
  concerned.clear();
  collecting = 0;
  if (deals.length > 200) return refresh();
  try {
    const answer = await ask(deals);
    if (answer?.ok) apply(answer.content, { flash: true });
  } catch {
    for (const id of deals) concerned.add(id); // asked again with the next change or connection
  }
}

let stale = false;
document.addEventListener("voronka:refetch", refresh);
document.addEventListener("voronka:undone", refresh);
whenFree(() => { if (stale) refresh(); });
function refresh() {
  stale = typing() || "dragging" in board.dataset || inUse(board);
  if (!stale) reload().catch(() => { stale = true; });
}

// Coming back finds the board where it was left
const memory = `board:${location.pathname}${location.search}`;
addEventListener("pagehide", () => {
  const lists = [...board.querySelectorAll("[data-cards]")].map((list) => list.scrollTop);
  sessionStorage.setItem(memory, JSON.stringify({ left: columns.scrollLeft, lists }));
});
const left = JSON.parse(sessionStorage.getItem(memory) ?? "null");
if (left) {
  columns.scrollLeft = left.left;
  board.querySelectorAll("[data-cards]").forEach((list, at) => { list.scrollTop = left.lists[at] ?? 0; });
} else if (switcher?.offsetParent) {
  show(switcher.querySelector("[aria-current]")?.dataset.to, "instant");
}

enableDrag();
