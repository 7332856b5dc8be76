// A move: the card jumps at once, the server has the last word.
import { apply, cardOf, columnOf, fetched, insert, send } from "./changes.js";

/**
 * Moves a card to a stage; a stage without a column of its own (won) takes it off the board.
 * Who works by keys goes along with the card (`follow`), finger and mouse stay where they are.
 */
export async function move(card, stage, follow = false) {
  if (card.ariaBusy === "true") return;
  const { deal, version } = card.dataset;
  const putBack = jump(card, stage, follow);
  // A column of the second face has a name: what comes next is put off to it.
  const [path, fields] = /^\d+$/.test(stage)
    ? ["moves", { stage_id: stage, version }] : ["agenda", { column: stage }];
  settle(card, deal, putBack, await send(`/deals/${deal}/${path}`, fields));
}

/** Sends a form about a card, such as the handing over, and lets the answer decide. */
export async function submit(form, card, putBack = () => {}) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "_token");
  settle(card, card.dataset.deal, putBack, await send(form.action, fields));
}

/** Asks why the client refuses, in the dialog that the server sends; its form puts the deal under check. */
export async function refuse(card) {
  const answer = await fetched(`/deals/${card.dataset.deal}/refusals/new`);
  const dialog = answer && apply(answer.content).dialog;
  if (dialog) complete(dialog, card, () => {});
}

function settle(card, deal, putBack, answer) {
  card.ariaBusy = null;
  if (!answer) return putBack();
  const { spoken, dialog } = apply(answer.content);
  if (dialog) return complete(dialog, card, putBack);
  if (!answer.ok && !spoken.has(deal)) putBack();
}

// The stage wants something first: the dialog's form carries it, and cancelling returns the card.
function complete(dialog, card, putBack) {
  const form = dialog.querySelector("form:not([method=dialog])");
  let sent = false;
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    sent = true;
    submit(form, card, putBack);
    dialog.close();
  });
  dialog.addEventListener("close", () => { if (!sent) putBack(); });
}

function jump(card, stage, follow) {
  const { stage: from, position, entered } = card.dataset;
  const list = card.parentElement, next = card.nextElementSibling;
  const column = columnOf(stage);
  card.ariaBusy = "true";
  for (const menu of card.querySelectorAll("details[open]")) menu.open = false;
  if (column) {
    Object.assign(card.dataset, { stage, position: column.dataset.position, entered: Date.now() });
    insert(card, column.querySelector("[data-cards]")) || column.querySelector("[data-cards]").prepend(card);
  } else {
    card.remove();
  }
  if (follow) reveal(card);
  return () => {
    card.ariaBusy = null;
    Object.assign(card.dataset, { stage: from, position, entered });
    const now = cardOf(card.dataset.deal);
    if (now && now !== card) return;
    if (next?.parentElement === list) list.insertBefore(card, next);
    else insert(card, list) || list.append(card);
    card.dataset.flash = "";
    setTimeout(() => delete card.dataset.flash, 1700);
    if (follow) reveal(card);
  };
}

function reveal(card) {
  if (!card.isConnected) return;
  card.querySelector(".card-title").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "smooth" });
}
