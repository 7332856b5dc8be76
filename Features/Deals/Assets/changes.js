// What the server says has changed on the board, put into the page.
import { inUse, whenFree } from "../js/busy.js";
import { present } from "../js/dialog.js";
import { watch } from "../js/more.js";
import { toast, toastTemplate } from "../js/toast.js";

export const board = document.querySelector("[data-board]");
export const columnOf = (stage) => board.querySelector(`.column[data-stage="${CSS.escape(stage)}"]`);
export const cardOf = (deal) => board.querySelector(`.card[data-deal="${CSS.escape(deal)}"]`);

/** Sends a command of the board; the answer is html of changes, or null when there was none. */
export async function send(path, fields) {
  try {
    const reply = await fetch(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: {
        "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content,
        "X-Fragment": "board",
        "X-Board": board.dataset.changes,
      },
    });
    return await readable(reply);
  } catch {
    toastTemplate("offline");
    return null;
  }
}

/** Asks what these deals look like now. */
export async function ask(deals) {
  const mark = board.dataset.changes.includes("?") ? "&" : "?";
  const path = `${board.dataset.changes}${mark}deals=${deals.join(",")}`;
  return readable(await fetch(path, { headers: { "X-Fragment": "board" } }));
}

/** A part that the server makes for the board, such as a dialog; null when it did not come. */
export async function fetched(path) {
  try {
    return await readable(await fetch(path, { headers: { "X-Fragment": "board" } }));
  } catch {
    toastTemplate("offline");
    return null;
  }
}

async function readable(reply) {
  if (reply.status === 401 || reply.redirected) {
    location.reload();
    return null;
  }
  const frame = document.createElement("template");
  frame.innerHTML = await reply.text();
  if (!reply.ok && !frame.content.querySelector("template, [data-quick]")) {
    toastTemplate("failed");
    return null;
  }
  return { ok: reply.ok, content: frame.content };
}

/** Applies changes; returns the deals it spoke of and the dialog it opened, if any. */
export function apply(content, { flash = false } = {}) {
  const spoken = new Set();
  let dialog = null;
  for (const template of content.querySelectorAll("template")) {
    const { put, column, gone, head, pill, toast: message, tone } = template.dataset;
    const node = template.content.firstElementChild;
    if (put !== undefined) {
      spoken.add(put.replace("deal-", ""));
      place(node, column, flash);
    } else if (gone !== undefined) {
      spoken.add(gone.replace("deal-", ""));
      remove(document.getElementById(gone));
    } else if (head !== undefined) {
      columnOf(head)?.querySelector(".column-head").replaceWith(node);
    } else if (pill !== undefined) {
      const old = board.querySelector(`[data-switcher] [data-to="${CSS.escape(pill)}"]`);
      if (old?.ariaCurrent) node.ariaCurrent = old.ariaCurrent;
      old?.replaceWith(node);
    } else if (message !== undefined) {
      toast(template.content, tone);
    } else if (template.dataset.dialog !== undefined) {
      dialog = present(node);
    }
  }
  return { spoken, dialog };
}

/** Puts a card where it belongs: in its column, newest in the stage first. */
export function place(card, stage, flash = false) {
  const old = cardOf(card.dataset.deal);
  if (old?.ariaBusy === "true" && flash) return; // its own move is on its way and will be answered
  if (old && Number(old.dataset.version) > Number(card.dataset.version)) return;
  if (old && old.dataset.stage === stage && same(old, card)) return;
  if (old && inHand(old)) { // asked again when it is let go
    old.dataset.held = "";
    return;
  }
  const list = columnOf(stage)?.querySelector("[data-cards]");
  if (!list) return remove(old);
  const focused = old?.contains(document.activeElement) ? document.activeElement : null;
  const [was, box] = [old, card].map((one) => one?.querySelector(".card-mark input"));
  if (was?.checked && box) box.checked = true;
  if (old?.parentElement === list && old.dataset.entered === card.dataset.entered) {
    old.replaceWith(card);
  } else if (!insert(card, list)) {
    return remove(old);
  } else {
    old?.remove();
  }
  const chip = focused?.matches("a.due") ? card.querySelector("a.due") : null;
  if (focused) (chip ?? card.querySelector(".card-title")).focus({ preventScroll: true });
  if (flash) {
    card.dataset.flash = "";
    setTimeout(() => delete card.dataset.flash, 1700);
  }
}

/** Whether somebody holds the card or has its menu open: it stays as he sees it until he is done. */
const inHand = (card) => card.matches(".sortable-chosen") || inUse(card);

/** What was changed while a card was in somebody's hand is asked for now. */
export function letGo() {
  for (const card of board.querySelectorAll(".card[data-held]")) {
    if (inHand(card)) continue;
    delete card.dataset.held;
    const detail = { kind: "deal", id: card.dataset.deal };
    document.dispatchEvent(new CustomEvent("voronka:changed", { detail }));
  }
}
whenFree(letGo);

/** Inserts by the time of entering the stage; a card older than the loaded part waits to be loaded. */
export function insert(card, list) {
  const entered = Number(card.dataset.entered);
  const after = [...list.querySelectorAll(":scope > .card")]
    .find((other) => other !== card && Number(other.dataset.entered) < entered);
  const more = list.querySelector(":scope > .column-more");
  if (!after && more) return false;
  list.insertBefore(card, after ?? null);
  return true;
}

function remove(card) {
  if (!card) return;
  if (card.contains(document.activeElement)) {
    const next = card.nextElementSibling ?? card.previousElementSibling;
    next?.querySelector(".card-title")?.focus({ preventScroll: true });
  }
  card.remove();
}

// What scripts write on a card for a while.
const passing = ["data-flash", "data-from", "data-held", "aria-busy", "draggable", "open", "popover", "style"];

function same(old, card) {
  const [here, fresh] = [settled(old), settled(card)];
  // The list of a menu is filled when it opens.
  const menu = here.querySelector("form.menu-list");
  if (menu) menu.replaceWith(fresh.querySelector(".menu-list").cloneNode(true));
  return here.outerHTML === fresh.outerHTML;
}

/** The card without what passes by itself: marks of scripts, and minutes that go on (care.js). */
function settled(card) {
  const copy = card.cloneNode(true);
  for (const name of passing) {
    copy.removeAttribute(name);
    for (const part of copy.querySelectorAll(`[${name}]`)) part.removeAttribute(name);
  }
  for (const clock of copy.querySelectorAll("[data-waited]")) {
    for (const name of ["data-waited", "data-left", "data-tone"]) clock.removeAttribute(name);
    clock.textContent = "";
  }
  return copy;
}

/** Reads the whole page again into this one, for a board that missed too much. */
export async function reload() {
  const reply = await fetch(location.href);
  if (!reply.ok || reply.redirected) return location.reload();
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = [...page.querySelectorAll("[data-board] .column")];
  const present = [...board.querySelectorAll(".column")];
  if (fresh.map((c) => c.dataset.stage).join() !== present.map((c) => c.dataset.stage).join()) {
    return location.reload();
  }
  present.forEach((column, at) => {
    for (const part of [".column-head", "[data-cards]"]) {
      const old = column.querySelector(part), top = old.scrollTop;
      old.replaceChildren(...fresh[at].querySelector(part).childNodes);
      old.scrollTop = top;
    }
  });
  watch(board);
}
