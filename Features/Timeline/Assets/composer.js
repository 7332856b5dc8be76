// The field of a comment: files that are dropped or pasted, and colleagues after an @.
import { toastTemplate } from "../js/toast.js";

const composerOf = (target) => target.closest?.("[data-composer]");

// --- Files: they wait in the form's own input and go with the comment.
document.addEventListener("change", ({ target }) => {
  const composer = composerOf(target);
  if (composer && target.type === "file") show(composer);
});

document.addEventListener("paste", (event) => {
  const composer = composerOf(event.target);
  if (composer && event.clipboardData?.files.length) {
    event.preventDefault();
    add(composer, event.clipboardData.files);
  }
}, true);

document.addEventListener("drop", (event) => {
  const composer = composerOf(event.target);
  if (!composer || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  add(composer, event.dataTransfer.files);
}, true);

function add(composer, files) {
  const input = composer.querySelector("input[type=file]");
  const all = new DataTransfer();
  for (const file of [...input.files, ...files]) all.items.add(file);
  input.files = all.files;
  show(composer);
}

function show(composer) {
  const input = composer.querySelector("input[type=file]");
  const limit = Number(composer.dataset.limit);
  const fitting = [...input.files].filter((file) => file.size <= limit);
  if (fitting.length < input.files.length) {
    toastTemplate("too-large");
    const all = new DataTransfer();
    for (const file of fitting) all.items.add(file);
    input.files = all.files;
  }
  const list = composer.querySelector("[data-chosen]");
  list.replaceChildren(...fitting.map((file, index) => chosen(composer, file, index)));
  // Files may go without a word.
  composer.querySelector("textarea").required = fitting.length === 0;
  composer.querySelector("textarea").focus();
}

function chosen(composer, file, index) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const away = document.createElement("button");
  away.type = "button";
  away.textContent = "×";
  away.ariaLabel = file.name;
  away.addEventListener("click", () => {
    const input = composer.querySelector("input[type=file]");
    const all = new DataTransfer();
    [...input.files].forEach((other, place) => { if (place !== index) all.items.add(other); });
    input.files = all.files;
    show(composer);
  });
  row.append(name, away);
  return row;
}

// A comment that was refused comes back without its files: a browser does not let a page fill them in.
let sent = null;
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  const composer = composerOf(target);
  if (composer) sent = composer.querySelector("input[type=file]").files;
});
document.addEventListener("htmx:afterSwap", () => {
  const composer = document.querySelector("[data-composer]:has([aria-invalid=true])");
  if (composer && sent?.length) add(composer, sent);
  sent = null;
});

// --- People: an @ opens a list that arrows walk and Enter takes.
const pattern = /(^|[\s(«"])@([\p{L}\-' ]{0,40})$/u;
let list = null, asked = 0;

document.addEventListener("input", ({ target }) => {
  const composer = composerOf(target);
  if (!composer || target.tagName !== "TEXTAREA") return;
  const before = target.value.slice(0, target.selectionStart);
  const found = before.match(pattern);
  if (!found || found[2].split(" ").length > 3) return close();
  ask(composer, target, found[2]);
});

async function ask(composer, field, typed) {
  const question = ++asked;
  try {
    const reply = await fetch(`${composer.dataset.people}?q=${encodeURIComponent(typed)}`, {
      headers: { "X-Fragment": "people" },
    });
    if (!reply.ok || reply.redirected || question !== asked) return;
    const frame = document.createElement("template");
    frame.innerHTML = await reply.text();
    open(field, frame.content.querySelector("ul"));
  } catch {
    close(); // without the list a name can still be typed
  }
}

function open(field, fresh) {
  close();
  if (!fresh?.children.length) return;
  list = fresh;
  list.id = "mention-list";
  field.after(list);
  list.style.top = `${field.offsetTop + field.offsetHeight + 4}px`;
  field.setAttribute("aria-controls", list.id);
  mark(0);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const row = event.target.closest("li");
    if (row) take(field, row);
  });
}

function close() {
  asked += 1;
  if (!list) return;
  const field = list.previousElementSibling;
  field?.removeAttribute("aria-activedescendant");
  field?.removeAttribute("aria-controls");
  list.remove();
  list = null;
}

function mark(place) {
  const rows = [...list.children];
  rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === place)));
  list.previousElementSibling.setAttribute("aria-activedescendant", rows[place].id);
  rows[place].scrollIntoView({ block: "nearest" });
}

function take(field, row) {
  const at = field.selectionStart;
  const before = field.value.slice(0, at).replace(pattern, `$1@${row.dataset.insert} `);
  field.setRangeText(before, 0, at, "end");
  close();
  field.focus();
}

document.addEventListener("keydown", (event) => {
  if (!list || list.previousElementSibling !== event.target) return;
  const rows = [...list.children];
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.code === "ArrowDown") mark((at + 1) % rows.length);
  else if (event.code === "ArrowUp") mark((at + rows.length - 1) % rows.length);
  else if ((event.code === "Enter" && !event.ctrlKey && !event.metaKey) || event.code === "Tab") take(event.target, rows[at]);
  else if (event.code === "Escape") close();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("focusout", ({ target }) => {
  if (list?.previousElementSibling === target) close();
});

// Somebody may have been quicker than this script.
for (const composer of document.querySelectorAll("[data-composer]")) {
  if (composer.querySelector("input[type=file]").files.length) show(composer);
}
