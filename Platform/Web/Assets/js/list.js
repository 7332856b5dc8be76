// A list: marks for acting on many, keys, forms in rows, and what others change meanwhile.
import { inUse, whenFree } from "./busy.js";
import { watchCells } from "./cells.js";
import { present } from "./dialog.js";
import { watch } from "./more.js";
import { shortcut } from "./shortcuts.js";
import { toastsIn, toastTemplate, why } from "./toast.js";

const list = document.querySelector("[data-list]");
const kind = list.dataset.list;
const body = list.querySelector("tbody");
const acts = list.querySelector("[data-marked]");
const marks = () => [...body.querySelectorAll(".list-mark input")];
const marked = () => marks().filter((box) => box.checked);
const rowOf = (number) => body.querySelector(`tr[data-row="${CSS.escape(number)}"]`);

// Marks
const all = list.querySelector("[data-mark-all]");
let last = null;
all?.addEventListener("change", () => {
  for (const box of marks()) box.checked = all.checked;
  tell();
});
body.addEventListener("click", (event) => {
  if (!event.target.matches(".list-mark input")) return;
  const boxes = marks(), here = boxes.indexOf(event.target), there = boxes.indexOf(last);
  if (event.shiftKey && there >= 0) {
    for (const box of boxes.slice(Math.min(here, there), Math.max(here, there) + 1)) box.checked = event.target.checked;
  }
  last = event.target;
  tell();
});
list.querySelector("[data-unmark]")?.addEventListener("click", unmark);
acts?.querySelector("[data-every]")?.addEventListener("change", ({ target }) => {
  if (target.checked) for (const box of marks()) box.checked = true;
  tell();
});
addEventListener("pageshow", tell);
body.addEventListener("voronka:more", tell);

function tell() {
  if (!acts) return;
  const count = marked().length, every = acts.querySelector("[data-every]");
  if (every && count < marks().length) every.checked = false;
  acts.querySelector("[data-marked-count]").textContent = every?.checked ? every.dataset.every : count || "";
  all.checked = count > 0 && count === marks().length;
  all.indeterminate = count > 0 && !all.checked;
}

function unmark() {
  for (const box of marked()) box.checked = false;
  tell();
}

// What was taken back may bring rows that left: the list is read again where it stands.
document.addEventListener("voronka:undone", () => readAgain(["tbody", "tfoot"]));
async function readAgain(parts) {
  try {
    const reply = await fetch(location.href);
    if (!reply.ok || reply.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    for (const part of parts) {
      const [old, fresh] = [list.querySelector(part), page.querySelector(`[data-list] ${part}`)];
      if (old) old.replaceChildren(...(fresh?.children ?? []));
    }
    watch(list);
    tell();
  } catch {
    location.reload();
  }
}

// Deeds with one or many: the server answers with the rows as they are now
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form !== acts && !form.matches("[data-row-form]")) return;
  event.preventDefault();
  const button = event.submitter;
  // The choice beside the pressed button, and no other.
  const choice = button?.closest(".list-act")?.querySelector("select, input:not([data-free])");
  if (choice && !choice.value.trim()) return choice.focus();
  send(form, button);
});

acts?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".list-act input")) return;
  event.preventDefault();
  event.target.closest(".list-act").querySelector("button").click();
});

async function send(form, button) {
  if (form.ariaBusy === "true") return;
  const fields = new URLSearchParams([...new FormData(form, button)].filter(([name]) => name !== "_token"));
  form.ariaBusy = "true";
  try {
    // A button without an address of its own says the page's.
    const path = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const reply = await fetch(path, {
      method: "POST", body: fields,
      headers: { "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content, "X-Fragment": "rows" },
    });
    if (reply.status === 401 || reply.redirected) return location.reload();
    if (!apply(await reply.text()) && !reply.ok) toastTemplate("failed");
    if (reply.ok && form === acts) {
      for (const field of acts.querySelectorAll(".list-act :is(select, input)")) field.value = "";
      unmark();
      readAgain(["tfoot"]);
    }
  } catch {
    toastTemplate("offline");
  } finally {
    form.ariaBusy = null;
  }
}

function apply(html) {
  const frame = document.createElement("template");
  frame.innerHTML = html;
  const templates = [...frame.content.querySelectorAll("template")];
  for (const { dataset, content } of templates) {
    if (dataset.row !== undefined) put(rowOf(dataset.row), content.firstElementChild);
    else if (dataset.rowGone !== undefined) rowOf(dataset.rowGone)?.remove();
    else if (dataset.dialog !== undefined) ask(content.firstElementChild);
  }
  toastsIn(frame.content);
  tell();
  return templates.length > 0;
}

// The deed wants something first: the dialog's form carries it, and is answered as the row's own form.
function ask(content) {
  const from = focusedRow()?.dataset.row;
  const dialog = present(content);
  const form = dialog.querySelector("form:not([method=dialog])");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, event.submitter);
    dialog.close();
  });
  dialog.addEventListener("close", () => from && title(rowOf(from))?.focus({ preventScroll: true }));
}

function put(old, fresh) {
  if (!old || !fresh) return;
  const box = old.querySelector(".list-mark input"), focused = old.contains(document.activeElement);
  const mark = fresh.querySelector(".list-mark input");
  if (box?.checked && mark) mark.checked = true;
  if (old.outerHTML === fresh.outerHTML) return;
  if (inUse(old)) return void (old.dataset.held = ""); // asked again when it is let go
  const edge = old.querySelector("form")?.ariaBusy === "true" || focused;
  old.replaceWith(fresh);
  if (focused) title(fresh)?.focus({ preventScroll: true });
  if (edge) return;
  fresh.dataset.flash = "";
  setTimeout(() => delete fresh.dataset.flash, 1700);
}

// What others change: asked for together, and not again before the answer is here. A deed with many tells
// of each of them.
const concerned = new Set();
let collecting = 0;
document.addEventListener("voronka:changed", ({ detail }) => {
  if (detail.kind === kind && rowOf(String(detail.id))) gather([String(detail.id)]);
});
document.addEventListener("voronka:refetch", () => {
  gather([...body.querySelectorAll("tr[data-row]")].slice(0, 200).map((row) => row.dataset.row));
});
whenFree(() => {
  for (const row of body.querySelectorAll("tr[data-held]")) {
    if (inUse(row)) continue;
    delete row.dataset.held;
    gather([row.dataset.row]);
  }
});
function gather(numbers) {
  if (!list.dataset.refresh) return;
  for (const number of numbers) concerned.add(number);
  if (concerned.size) collecting ||= setTimeout(fetchRows, 250);
}
async function fetchRows() {
  const numbers = [...concerned].slice(0, 200);
  for (const number of numbers) concerned.delete(number);
  try {
    const reply = await fetch(`${list.dataset.refresh}?${list.dataset.name}=${numbers.join(",")}`, { headers: { "X-Fragment": "rows" } });
    if (reply.ok && !reply.redirected) apply(await reply.text());
    collecting = 0;
    gather([]); // what came meanwhile
  } catch {
    collecting = 0;
    for (const number of numbers) concerned.add(number); // asked again with the next change
  }
}

// Keys
const title = (row) => row?.querySelector("td:not(.list-mark) a");
const focusedRow = () => document.activeElement?.closest("[data-list] tr[data-row]");
function step(by) {
  const rows = [...body.querySelectorAll("tr[data-row]")];
  const at = rows.indexOf(focusedRow());
  const link = title(rows[at < 0 ? 0 : at + by]);
  if (!link) return false;
  link.focus({ preventScroll: true });
  link.closest("tr").scrollIntoView({ block: "nearest" });
}
for (const code of ["KeyJ", "ArrowDown"]) shortcut(code, {}, () => step(1));
for (const code of ["KeyK", "ArrowUp"]) shortcut(code, {}, () => step(-1));
shortcut("KeyX", {}, () => {
  const box = focusedRow()?.querySelector(".list-mark input");
  if (!box) return false;
  box.click();
});
shortcut("ArrowRight", { alt: true }, () => {
  const form = focusedRow()?.querySelector("[data-next-stage]");
  if (!form) return why(focusedRow()?.querySelector("[data-why]")?.dataset.why);
  form?.querySelector(`button[value="${form.dataset.nextStage}"]`)?.click();
});
// A mark has the focus after a press: keys go on from there.
body.addEventListener("change", ({ target }) => {
  if (target.matches(".list-mark input:not(:focus-visible)")) title(target.closest("tr"))?.focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (event.code === "Escape" && !event.defaultPrevented && marked().length
    && !document.querySelector("dialog[open], details[data-menu][open]")) unmark();
});

watchCells(body, apply, rowOf, () => readAgain(["tfoot"]));

// Coming back finds the list where it was left
const area = list.querySelector("[data-list-scroll]"), memory = `list:${location.pathname}${location.search}`;
addEventListener("pagehide", () => sessionStorage.setItem(memory, area.scrollTop));
const left = sessionStorage.getItem(memory);
if (left !== null) area.scrollTop = Number(left);
