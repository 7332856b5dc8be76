// Dragging: Sortable lifts the card; where it may fall is decided here, and its column does not reorder.
import { openDialog } from "../js/dialog.js";
import { board, letGo } from "./changes.js";
import { move, refuse, submit } from "./moves.js";

const columns = board.querySelector("[data-columns]");
const dropbar = board.querySelector("[data-dropbar]");
const drag = { card: null, over: null, x: 0, y: 0, cancelled: false };

export function enableDrag() {
  if (!window.Sortable) return;
  for (const list of board.querySelectorAll("[data-cards]")) {
    window.Sortable.create(list, {
      group: { name: "deals", put: false },
      sort: false,
      draggable: ".card:not([data-fixed], [aria-busy=true])",
      filter: ".card-acts, .card-mark",
      preventOnFilter: false,
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      delay: 200,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      ghostClass: "card-hole",
      fallbackClass: "card-lifted",
      scroll: columns,
      bubbleScroll: false,
      scrollSensitivity: 90,
      scrollSpeed: 16,
      onStart: ({ item }) => start(item),
      onUnchoose: () => setTimeout(letGo),
      onEnd: end,
    });
  }
  for (const name of ["pointermove", "touchmove"]) {
    document.addEventListener(name, (event) => {
      const point = event.touches?.[0] ?? event;
      [drag.x, drag.y] = [point.clientX, point.clientY];
    }, { capture: true, passive: true });
  }
  document.addEventListener("contextmenu", (event) => { if (drag.card) event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (!drag.card || event.code !== "Escape") return;
    event.preventDefault();
    drag.cancelled = true;
    unmark();
  });
}

function start(card) {
  Object.assign(drag, { card, over: null, cancelled: false });
  card.dataset.from = board.dataset.textFrom;
  board.dataset.dragging = "";
  const ghost = window.Sortable.ghost;
  if (ghost) {
    ghost.removeAttribute("id");
    delete ghost.dataset.flash;
    ghost.style.opacity = "";
  }
  mark(card);
  requestAnimationFrame(follow);
}

function mark(card) {
  for (const column of board.querySelectorAll(".column")) {
    if (column.dataset.stage === card.dataset.stage) continue;
    const isReview = column.dataset.stage === "refused";
    const ahead = isReview || Number(column.dataset.position) > Number(card.dataset.position);
    const reach = column.dataset.reach !== "no";
    allow(column, ahead && reach);
    if (!ahead || !reach) note(column, ahead ? "reach" : "back");
  }
  for (const pill of board.querySelectorAll("[data-switcher] [data-to]")) {
    const column = board.querySelector(`.column[data-stage="${pill.dataset.to}"]`);
    if (column?.dataset.drop) pill.dataset.drop = column.dataset.drop;
  }
  if (!dropbar) return;
  for (const target of dropbar.children) allow(target, true);
  dropbar.hidden = false;
}

function allow(element, yes) {
  element.dataset.drop = yes ? "yes" : "no";
}

function note(column, why) {
  const template = board.querySelector(`template[data-note="${why}"]`);
  if (template) column.querySelector("[data-cards]").prepend(template.content.cloneNode(true));
}

// The board may scroll under a resting pointer, so the place is asked for in every frame.
function follow() {
  if (!drag.card || drag.cancelled) return;
  const under = document.elementFromPoint(drag.x, drag.y)?.closest("[data-drop]") ?? null;
  const target = under?.dataset.drop === "no" ? null : under;
  if (target !== drag.over) {
    leave();
    drag.over = target;
    if (target) enter(target);
  }
  requestAnimationFrame(follow);
}

function enter(target) {
  target.dataset.drop = "over";
  if (!target.matches(".column")) return;
  const slot = board.querySelector("template[data-slot]").content.cloneNode(true);
  slot.querySelector("[data-name]").textContent = target.getAttribute("aria-label");
  target.querySelector("[data-cards]").prepend(slot);
  target.querySelector("[data-cards]").scrollTop = 0;
}

function leave() {
  if (drag.over) drag.over.dataset.drop = "yes";
  for (const slot of board.querySelectorAll(".card-slot")) slot.remove();
}

function unmark() {
  leave();
  for (const note of board.querySelectorAll(".column-note")) note.remove();
  for (const element of board.querySelectorAll("[data-drop]")) delete element.dataset.drop;
  if (dropbar) dropbar.hidden = true;
  delete board.dataset.dragging;
}

function end() {
  const { card, over, cancelled } = drag;
  drag.card = null;
  unmark();
  delete card.dataset.from;
  if (!over || cancelled) return;
  if (over.dataset.to === "assign") handOver(card);
  else if (over.dataset.to === "refusal" || over.dataset.stage === "refused") refuse(card);
  else move(card, over.dataset.stage ?? over.dataset.to);
}

/** Opens the dialog that gives a deal to somebody else. */
export function handOver(card) {
  const dialog = openDialog("assign"), form = dialog?.querySelector("form");
  if (!form) return;
  form.reset();
  form.setAttribute("action", form.dataset.action.replace("{id}", card.dataset.deal));
  form.elements.version.value = card.dataset.version;
  dialog.querySelector("[data-deal-title]").textContent = card.querySelector(".card-title").textContent;
  form.onsubmit = (event) => {
    event.preventDefault();
    dialog.close();
    submit(form, card);
  };
}
