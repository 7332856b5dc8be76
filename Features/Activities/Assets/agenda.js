// [data-agenda="/deals/42/activities"]: a press opens what is planned there over the page. The part is live and
// does its deeds itself, as it does on the record's own page. Without scripts the link leads to that page.
import { toastTemplate } from "../js/toast.js";

const gap = 4, edge = 8;
let view = null, home = null, asked = null, closing = null;

const row = (part) => part.closest(".card, tr[data-row]");
const isShown = (part) => Boolean(part?.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }));

// A press beside the part closes it. One on the chip that opened it is just that, and does not open it again.
document.addEventListener("pointerdown", ({ target }) => {
  const chip = target.closest?.("[data-agenda]");
  closing = chip && view?.matches(":popover-open") && home.path === chip.dataset.agenda ? home.path : null;
}, true);
document.addEventListener("click", (event) => {
  const chip = event.target.closest?.("[data-agenda]");
  if (!chip || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const closes = closing === chip.dataset.agenda;
  closing = null;
  if (closes) return void view.hidePopover();
  openAgenda(chip, chip.dataset.line !== undefined);
});
document.addEventListener("keydown", (event) => {
  if (event.code !== "Space" || !event.target.matches?.("[role=button][data-agenda]")) return;
  event.preventDefault();
  event.target.click();
});

/** Opens what is planned where the chip says; `toPlan` begins in the line in which the next is planned. */
export async function openAgenda(chip, toPlan = false) {
  const path = chip.dataset.agenda, place = row(chip), question = asked = Symbol(path);
  const menu = chip.closest("details[data-menu]");
  const anchor = [menu ? null : chip, place?.querySelector(".due"), place].find(isShown) ?? chip;
  const at = anchor.getBoundingClientRect();
  if (menu) menu.open = false;
  let html;
  try {
    const reply = await fetch(path, { headers: { "X-Fragment": "region" } });
    if (!reply.ok || reply.redirected) return location.assign(chip.href);
    html = await reply.text();
  } catch {
    return toastTemplate("offline");
  }
  if (asked !== question) return;
  view ??= make();
  home = { id: place?.id, path };
  const title = place?.querySelector(".card-title, .row-title"), name = view.querySelector("[data-agenda-of]");
  name.textContent = title?.textContent ?? "";
  name.href = title?.href ?? chip.href;
  const body = view.querySelector("[data-agenda-body]");
  body.innerHTML = html;
  window.htmx?.process(body);
  if (!view.matches(":popover-open")) view.showPopover();
  stand(at);
  begin(body, toPlan);
}

function stand(at) {
  // A phone has it as a sheet from below.
  view.style.top = view.style.left = "";
  if (getComputedStyle(view).position !== "fixed" || innerWidth <= 720) return;
  const { offsetWidth: width, offsetHeight: height } = view;
  const below = at.bottom + gap;
  const top = below + height <= innerHeight - edge ? below : at.top - gap - height;
  view.style.top = `${Math.max(edge, Math.min(top, innerHeight - edge - height))}px`;
  view.style.left = `${Math.max(edge, Math.min(at.left, innerWidth - edge - width))}px`;
}

function begin(body, toPlan) {
  const line = body.querySelector("[data-plan]"), tick = body.querySelector(".plan :is(button, summary).tick");
  // A finger would bring the keyboard over what is to be read.
  const isFinger = matchMedia("(pointer: coarse)").matches;
  const first = toPlan ? line ?? tick : tick ?? (isFinger ? null : line);
  (first ?? view).focus({ preventScroll: true });
}

function make() {
  const frame = document.querySelector("template[data-agenda-frame]").content.firstElementChild.cloneNode(true);
  document.body.append(frame);
  frame.querySelector("[data-agenda-close]").addEventListener("click", () => frame.hidePopover());
  frame.addEventListener("toggle", ({ target, newState }) => {
    if (target !== frame || newState !== "closed") return;
    frame.querySelector("[data-agenda-body]").replaceChildren();
    // The card may have been put anew meanwhile.
    if (document.activeElement === document.body || frame.contains(document.activeElement)) back();
  });
  // What was done takes the place of what had the focus.
  frame.addEventListener("htmx:afterSwap", () => {
    if (document.activeElement === document.body) frame.focus({ preventScroll: true });
  });
  return frame;
}

function back() {
  const place = home.id && document.getElementById(home.id);
  const chip = place && [...place.querySelectorAll("[data-agenda]")].find(isShown);
  (chip ?? place?.querySelector(".card-title, .row-title"))?.focus({ preventScroll: true });
}
