// The palette: records, pages and commands by what is typed; without it the same stands at /search. Whoever wants one
// record asks for it by the event voronka:record: its kinds, what stands in the field, the end of the address that is
// opened then, and what may be chosen instead.
import { openDialog } from "../js/dialog.js";
import { shortcut, typing } from "../js/shortcuts.js";

const pause = 90;
const palette = document.querySelector("[data-dialog=palette]");
const text = palette.querySelector("[data-palette-text]"), list = palette.querySelector("[data-palette-list]");
const items = () => [...list.querySelectorAll("[data-found]")];

const hint = text.placeholder, label = text.ariaLabel;
let asked = null;

function open() { show(null); }

function show(wanted) {
  if (palette.open) return;
  asked = wanted;
  text.value = "";
  text.placeholder = asked?.hint ?? hint;
  text.ariaLabel = asked?.hint ?? label;
  openDialog("palette");
  text.focus();
  look();
}

document.addEventListener("voronka:record", (event) => {
  event.preventDefault();
  show(event.detail);
});

shortcut("Slash", {}, open);
// Where the layout has the sign on another key.
document.addEventListener("keypress", (event) => {
  if (event.key !== "/" || event.defaultPrevented || typing(event.target)) return;
  event.preventDefault();
  open();
});
// Also while somebody types in a field; over another dialog it would hide what is asked there.
document.addEventListener("keydown", (event) => {
  const wanted = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!wanted || document.querySelector("dialog[open]:not([data-dialog=palette])")) return;
  event.preventDefault();
  if (palette.open) palette.close();
  else open();
}, true);
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-palette]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});

// The latest question wins; an older answer is dropped.
let timer, question;
text.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, pause);
});

async function look() {
  clearTimeout(timer);
  timer = 0;
  question?.abort();
  const mine = question = new AbortController();
  const query = new URLSearchParams(text.value.trim() ? { q: text.value.trim() } : {});
  if (asked) query.set("kinds", asked.kinds);
  try {
    const reply = await fetch(`/search?${query}`, { signal: mine.signal, headers: { "X-Fragment": "palette" } });
    if (reply.status === 401 || reply.redirected) return void location.reload();
    const found = await reply.text();
    if (mine !== question || !reply.ok) return;
    list.innerHTML = found;
    if (asked) narrow();
    for (const item of items()) item.role = "option";
    list.scrollTop = 0;
    choose(items()[0]);
  } catch (error) {
    if (error.name !== "AbortError") list.replaceChildren(document.querySelector("[data-offline]").content.cloneNode(true));
  }
}

function narrow() {
  for (const item of items()) item.href += asked.end;
  list.append(asked.instead.cloneNode(true));
}

const chosen = () => list.querySelector("[aria-selected=true]");

function choose(item) {
  chosen()?.removeAttribute("aria-selected");
  if (!item) return text.removeAttribute("aria-activedescendant");
  item.ariaSelected = "true";
  text.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

text.addEventListener("keydown", async (event) => {
  const all = items(), at = all.indexOf(chosen());
  if (event.code === "ArrowDown") choose(all[(at + 1) % all.length]);
  else if (event.code === "ArrowUp") choose(all.at(at > 0 ? at - 1 : -1));
  else if (event.code !== "Enter" && event.code !== "NumpadEnter") return;
  event.preventDefault();
  if (!event.code.endsWith("Enter")) return;
  event.stopPropagation();
  // What is chosen belongs to what is typed, not to the answer before it.
  if (timer) await look();
  const item = chosen();
  if (!item) return;
  if (event.ctrlKey || event.metaKey) window.open(item.href, "_blank", "noopener");
  else {
    palette.close();
    location.assign(item.href);
  }
});
palette.querySelector("form").addEventListener("submit", (event) => event.preventDefault());

// What somebody opened stands first the next time.
function note(path) {
  fetch("/search/visits", {
    method: "POST", keepalive: true, body: new URLSearchParams({ path }),
    headers: { "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content },
  }).catch(() => { /* the palette only begins with something older */ });
}
if (palette.dataset.visit) note(palette.dataset.visit);
document.addEventListener("voronka:opened", ({ detail }) => note(detail));
