// Cells of a list that are changed where they stand: the button in a cell brings its form from the server, which
// has the last word. Enter or F2 opens, Tab goes on to the next, Esc takes it back, who presses elsewhere saves.
import { toastTemplate } from "./toast.js";

const wide = matchMedia("(min-width: 721px)");
const editable = (row) => [...row.querySelectorAll(":scope > td > .cell-edit")];
const titleOf = (row) => row?.querySelector("td:not(.list-mark) a");
let body, apply, rowOf, saved, opening = false, inHand = Promise.resolve();

/** Lets the cells of this table be changed; `put` shows rows that an answer brings, `after` hears of each save. */
export function watchCells(table, put, row, after) {
  [body, apply, rowOf, saved] = [table, put, row, after];
  body.addEventListener("click", ({ target }) => {
    const button = target.closest(".cell-edit");
    if (button) open(button);
    else if (target.closest("[data-cell-close]")) close(target.closest("form"));
  });
  body.addEventListener("dblclick", ({ target }) => {
    const button = target.closest("td")?.querySelector(":scope > .cell-edit");
    if (button && wide.matches && !target.closest("a, button, form, input")) open(button);
  });
  body.addEventListener("submit", (event) => {
    if (!event.target.matches(".cell-form")) return;
    event.preventDefault();
    save(event.target);
  });
  body.addEventListener("keydown", keys);
  body.addEventListener("focusin", ({ target }) => {
    // A button tells its name; what the cell holds is said with it.
    if (target.matches(".cell-edit")) target.ariaDescription = target.parentElement.innerText.trim();
  });
  body.addEventListener("focusout", ({ target, relatedTarget }) => {
    const form = target.closest(".cell-form");
    if (!form || form.contains(relatedTarget)) return;
    // Whoever goes to another window comes back to where he was.
    setTimeout(() => document.hasFocus() && form.isConnected && !form.contains(document.activeElement) && save(form, null));
  });
}

function keys(event) {
  const { target, code } = event, row = target.closest("tr[data-row]"), form = target.closest(".cell-form");
  // What is typed while the form is on its way belongs to it, and to no key of the list.
  if (opening && !form) {
    event.preventDefault();
    return event.stopPropagation();
  }
  if (!row || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (form) return formKeys(event, form);
  if (!wide.matches || !target.matches(".cell-edit, a")) return;
  const done = code === "F2" ? open(target.matches(".cell-edit") ? target : editable(row)[0])
    : code === "ArrowRight" ? step(row, target, 1)
    : code === "ArrowLeft" ? step(row, target, -1)
    : ["ArrowDown", "ArrowUp"].includes(code) && target.matches(".cell-edit") ? climb(row, target, code === "ArrowDown" ? 1 : -1)
    : code === "Escape" && target.matches(".cell-edit") ? titleOf(row)?.focus() : false;
  if (done !== false) event.preventDefault();
}

function formKeys(event, form) {
  const button = buttonOf(form);
  if (event.code === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(form);
  } else if (event.code === "Tab") {
    const all = editable(form.closest("tr")), next = all[all.indexOf(button) + (event.shiftKey ? -1 : 1)];
    event.preventDefault();
    save(form, next ? { path: next.dataset.cell, opens: true } : { path: button.dataset.cell });
  }
}

// The title leads the row, its editable cells follow.
function step(row, target, by) {
  const stops = [titleOf(row), ...editable(row).filter((button) => !button.parentElement.contains(titleOf(row)))];
  const at = stops.findIndex((stop) => stop === target || stop?.parentElement === target.parentElement);
  const next = stops[at + by];
  if (at < 0 || !next) return false;
  reach(next);
}

function climb(row, target, by) {
  const column = target.parentElement.dataset.column;
  let next = row;
  do next = by > 0 ? next.nextElementSibling : next.previousElementSibling;
  while (next && !next.matches("tr[data-row]"));
  const there = next?.querySelector(`td[data-column="${column}"] > .cell-edit`) ?? titleOf(next);
  if (there) reach(there);
}

function reach(stop) {
  stop.focus({ preventScroll: true });
  stop.closest("td").scrollIntoView({ block: "nearest", inline: "nearest" });
}

const buttonOf = (form) => form.parentElement.querySelector(":scope > .cell-edit");
const buttonAt = (number, path) => rowOf(number)?.querySelector(`[data-cell="${CSS.escape(path)}"]`);

async function open(button) {
  if (!button) return false;
  const { cell: path } = button.dataset, number = button.closest("tr").dataset.row;
  button.ariaBusy = "true";
  opening = true;
  try {
    // What is on its way changes the version that this one begins with.
    await inHand;
    const reply = await fetch(path, { headers: { "X-Fragment": "rows" } });
    if (reply.status === 401 || reply.redirected) return location.reload();
    const html = await reply.text();
    const here = buttonAt(number, path) ?? button;
    if (!show(here, html) && !apply(html)) toastTemplate("failed");
  } catch {
    toastTemplate("offline");
  } finally {
    button.ariaBusy = null;
    opening = false;
  }
}

/** Puts the form of an answer into its cell; false where the answer holds none. */
function show(button, html, takesFocus = true) {
  const frame = document.createElement("template");
  frame.innerHTML = html;
  const form = frame.content.querySelector(".cell-form"), cell = button.parentElement;
  if (!form || !cell) return false;
  cell.querySelector(".cell-form")?.remove();
  cell.append(form);
  const error = form.querySelector(".form-error");
  error?.setAttribute("role", "alert");
  if (!takesFocus) return true;
  const field = form.querySelector(".input");
  field.focus();
  if (field.matches("input") && !error) field.select?.();
  form.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

function close(form) {
  const button = buttonOf(form);
  form.remove();
  button?.focus({ preventScroll: true });
  document.dispatchEvent(new FocusEvent("focusout")); // what others changed meanwhile is shown now
}

const isSame = (form) => !form.querySelector("[aria-invalid]") && [...form.querySelectorAll(".input")].every((field) =>
  field.matches("select") ? [...field.options].every((option) => option.selected === option.defaultSelected)
    || !field.querySelector("[selected]") && field.selectedIndex === 0 : field.value === field.defaultValue);

/**
 * Sends a cell; what stands against it is said in the cell, with what was typed.
 * @param then where the focus goes: to the cell itself, to the next, which opens, or nowhere (null).
 */
function save(form, then = { path: buttonOf(form).dataset.cell }) {
  if (form.ariaBusy === "true") return;
  const number = form.closest("tr").dataset.row;
  const go = () => {
    const next = then && (buttonAt(number, then.path) ?? titleOf(rowOf(number)));
    if (!next) return;
    if (then.opens && next.dataset.cell) open(next);
    else next.focus({ preventScroll: true });
  };
  if (isSame(form)) {
    close(form);
    if (!then) document.activeElement?.blur?.();
    return go();
  }
  form.ariaBusy = "true";
  inHand = send(form, then !== null).then((isDone) => { if (isDone) go(); });
}

async function send(form, takesFocus) {
  const button = buttonOf(form);
  try {
    const fields = new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "_token"));
    const reply = await fetch(form.action, {
      method: "POST", body: fields,
      headers: { "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content, "X-Fragment": "rows" },
    });
    if (reply.status === 401 || reply.redirected) return location.reload();
    const html = await reply.text();
    if (show(button, html, takesFocus || document.activeElement === document.body)) return false;
    form.remove();
    if (!apply(html)) toastTemplate("failed");
    if (reply.ok) saved();
    return reply.ok;
  } catch {
    toastTemplate("offline");
    return false;
  } finally {
    form.ariaBusy = null;
  }
}
