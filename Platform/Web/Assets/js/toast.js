// Messages that rise from below. Good ones leave by themselves, bad ones wait to be closed; a lasting one
// says what can be taken back, for ten minutes or until the next of its kind.
const reading = 6000, lasting = 600000;

/** Shows nodes as a message. */
export function toast(content, tone = "good") {
  const region = document.querySelector("[data-toasts]");
  const frame = document.querySelector("template[data-toast-frame]");
  if (!region || !frame) return;
  const box = frame.content.firstElementChild.cloneNode(true);
  box.dataset.tone = tone;
  box.setAttribute("role", tone === "bad" ? "alert" : "status");
  box.querySelector("[data-text]").append(content);
  if (tone === "lasting") for (const old of region.querySelectorAll('[data-tone="lasting"]')) leave(old);
  region.append(box);
  raise(region);
  const close = () => leave(box);
  box.querySelector("[data-close]").addEventListener("click", close);
  if (tone === "bad") return;
  if (tone === "lasting") return setTimeout(close, lasting);
  let timer = setTimeout(close, reading);
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => { timer = setTimeout(close, reading / 2); });
}

/** Says why nothing was done, once as long as it stands. */
export function why(text) {
  if (!text) return;
  const said = [...document.querySelectorAll("[data-toasts] [data-text]")].some((box) => box.textContent === text);
  if (!said) toast(document.createTextNode(text), "bad");
}

/** Shows every message the server put into this part of a page, once. */
export function toastsIn(root) {
  for (const template of root.querySelectorAll("template[data-toast]")) {
    template.remove();
    toast(template.content, template.dataset.tone);
  }
}

/** Shows one of the page's own messages, such as "offline", as a bad one. */
export function toastTemplate(name) {
  const template = document.querySelector(`template[data-${name}]`);
  if (template) toast(template.content.cloneNode(true), "bad");
}

// An open modal dialog covers the page, so messages go to the top layer, above it.
function raise(region) {
  if (!region.showPopover) return;
  region.popover = "manual";
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
}

function leave(box) {
  box.dataset.leaving = "";
  setTimeout(() => box.remove(), 250);
}
