// Marks on cards: what can be done with many at once comes up below the board with the first of them.
import { shortcut, typing } from "../js/shortcuts.js";
import { apply, board, send } from "./changes.js";

const acts = board.querySelector("[data-marked]");
const columns = board.querySelector("[data-columns]");
const boxOf = (card) => card?.querySelector(".card-mark input");
const marked = () => [...columns.querySelectorAll(".card-mark input:checked")];
let last = null;

function tell() {
  acts.querySelector("[data-marked-count]").textContent = marked().length || "";
}

function unmark() {
  for (const box of marked()) box.checked = false;
  tell();
}

/** Marks it or takes the mark off; with Shift also what lies between it and the last one of its column. */
function toggle(card, isRow = false) {
  const box = boxOf(card);
  if (!box) return false;
  box.checked = !box.checked;
  reach(card, isRow);
}

function reach(card, isRow) {
  const all = [...card.parentElement.querySelectorAll(":scope > .card")];
  const [here, there] = [all.indexOf(card), all.indexOf(last)];
  if (isRow && there >= 0) {
    for (const other of all.slice(Math.min(here, there), Math.max(here, there) + 1)) {
      const box = boxOf(other);
      if (box) box.checked = boxOf(card).checked;
    }
  }
  last = card;
  tell();
  // Keys go on from the card that was pressed.
  if (!document.activeElement?.matches(".card-title, :focus-visible")) {
    card.querySelector(".card-title").focus({ preventScroll: true });
  }
}

async function act(button) {
  const choice = button?.closest(".list-act")?.querySelector("select");
  if (choice && !choice.value) return choice.focus();
  if (acts.ariaBusy === "true" || !button) return;
  const fields = [...new FormData(acts, button)].filter(([name]) => name !== "_token");
  acts.ariaBusy = "true";
  const answer = await send(button.formAction, fields);
  acts.ariaBusy = null;
  if (!answer) return;
  apply(answer.content);
  if (!answer.ok) return;
  for (const select of acts.querySelectorAll("select")) select.value = "";
  unmark();
}

/** Whether the press met the words of the title: with Ctrl they open in a new tab, all around them marks. */
function onWords(event) {
  const range = document.createRange();
  range.selectNodeContents(event.target.closest(".card").querySelector(".card-title"));
  return [...range.getClientRects()].some((box) =>
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom);
}

if (acts) {
  columns.addEventListener("click", (event) => {
    const box = event.target.closest(".card-mark input");
    if (box) return reach(box.closest(".card"), event.shiftKey);
    if (event.target.closest("[data-mark-card]")) {
      event.target.closest("details").open = false;
      return toggle(event.target.closest(".card"));
    }
    if (!(event.ctrlKey || event.metaKey) || !event.target.closest(".card-title") || onWords(event)) return;
    event.preventDefault();
    toggle(event.target.closest(".card"), event.shiftKey);
  });
  acts.addEventListener("submit", (event) => {
    event.preventDefault();
    act(event.submitter);
  });
  acts.querySelector("[data-unmark]").addEventListener("click", unmark);
  shortcut("KeyX", {}, () => toggle(document.activeElement?.closest(".card")));
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Escape" || event.defaultPrevented || "dragging" in board.dataset) return;
    // What lies above the board is closed first.
    if (!typing(event.target.matches("[type=checkbox]") ? null : event.target) && marked().length) unmark();
  });
  // Cards come and go by what others do.
  new MutationObserver(tell).observe(columns, { childList: true, subtree: true });
  addEventListener("pageshow", tell);
}
