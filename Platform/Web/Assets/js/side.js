// A record at the side: [data-sides="a.title"] names the links that open there, over the place they
// stand in. The address is the record's own, so it can be sent, reloaded and gone back from.
import { watch } from "./more.js";
import { shortcut } from "./shortcuts.js";
import { toastTemplate } from "./toast.js";

const place = document.querySelector("[data-sides]");
let dialog = null, home = null, asked = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!place.contains(link) || !link.matches(place.dataset.sides)) return;
  event.preventDefault();
  show(link.getAttribute("href"), { remember: true });
});

// A look at the record in whose row or card the focus is; the same key closes it.
shortcut("Space", {}, () => {
  const here = document.activeElement;
  // A button is pressed by it.
  if (!place.contains(here) || here.matches("button, summary, [role=button]")) return false;
  const row = here.closest(".card, tr[data-row]");
  const link = row?.querySelector(place.dataset.sides);
  if (!link) return false;
  show(link.getAttribute("href"), { remember: true });
});

async function show(path, { remember }) {
  const question = asked = Symbol(path);
  let html;
  try {
    const reply = await fetch(path, { headers: { "X-Fragment": "side" } });
    if (!reply.ok || reply.redirected) return location.assign(path);
    html = await reply.text();
  } catch {
    return toastTemplate("offline");
  }
  if (asked !== question) return;
  open(html, path);
  if (remember) {
    home ??= location.href;
    history.pushState({ side: path }, "", path);
  }
}

function open(html, path) {
  dialog ??= make();
  dialog.querySelector("[data-side-full]").href = path;
  const body = dialog.querySelector("[data-side-body]");
  body.innerHTML = html;
  body.scrollTop = 0;
  window.htmx?.process(body);
  watch(body);
  if (!dialog.open) dialog.showModal();
  body.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("voronka:opened", { detail: path }));
}

function make() {
  const frame = document.querySelector("template[data-side-frame]").content.firstElementChild.cloneNode(true);
  document.body.append(frame);
  frame.addEventListener("keydown", (event) => {
    if (event.code !== "Space" || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, button, summary, a, [contenteditable]")) return;
    event.preventDefault();
    frame.close();
  });
  frame.addEventListener("close", () => {
    frame.querySelector("[data-side-body]").replaceChildren();
    if (history.state?.side) history.back();
  });
  return frame;
}

addEventListener("popstate", ({ state }) => {
  asked = null;
  if (state?.side) show(state.side, { remember: false });
  else if (dialog?.open) dialog.close();
});
