// [data-live="deal-42 company-7"][data-src]: a part of a page fetched again when one of its records has changed.
import { busy, whenFree } from "./busy.js";

const soon = 120;
const waiting = new Map(), asked = new WeakMap(), seen = new WeakMap();

/** Fetches a region again, unless its reader is busy inside: then as soon as he is done. */
export function refresh(region) {
  clearTimeout(waiting.get(region));
  waiting.set(region, setTimeout(() => { waiting.delete(region); load(region); }, soon));
}

/** Refreshes every region of one record, for example "deal-42". */
export function refreshAll(name) {
  for (const region of document.querySelectorAll(`[data-live~="${name}"][data-src]`)) refresh(region);
}

async function load(region) {
  if (!region.isConnected) return;
  if (busy(region)) return void (region.dataset.stale = "");
  const question = Symbol("question");
  asked.set(region, question);
  let reply;
  try {
    reply = await fetch(region.dataset.src, { headers: { "X-Fragment": "region" } });
  } catch {
    return; // the next change, or the next connection, brings it
  }
  if (reply.status === 401) return location.reload();
  if (!reply.ok || reply.redirected) return;
  const html = await reply.text();
  // A later question knows more, and its answer needs this very region to replace.
  if (asked.get(region) !== question || waiting.has(region)) return;
  if (!region.isConnected || seen.get(region) === html) return;
  if (busy(region)) return void (region.dataset.stale = "");
  const frame = document.createElement("template");
  frame.innerHTML = html;
  const fresh = frame.content.querySelector("[data-src]") ?? frame.content.firstElementChild;
  if (!fresh) return;
  // A page just opened is told once more of what happened while it was made.
  if (fresh.outerHTML === region.outerHTML) return void seen.set(region, html);
  seen.set(fresh, html);
  replace(region, fresh);
}

/** Puts the fresh region in the old one's place; what had the focus has it again. */
export function replace(region, fresh) {
  const focused = region.contains(document.activeElement) ? mark(document.activeElement) : null;
  region.replaceWith(fresh);
  window.htmx?.process(fresh);
  if (focused) fresh.querySelector(focused)?.focus({ preventScroll: true });
  fresh.dispatchEvent(new CustomEvent("voronka:region", { bubbles: true }));
}

function mark(element) {
  if (element.id) return `[id="${CSS.escape(element.id)}"]`;
  if (element.name) return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  return element.href ? `a[href="${CSS.escape(element.getAttribute("href"))}"]` : null;
}

document.addEventListener("voronka:changed", ({ detail }) => refreshAll(`${detail.kind}-${detail.id}`));
// [data-fetch]: what is not in the log of events is asked for whenever the stream opens.
document.addEventListener("voronka:connected", () => {
  for (const region of document.querySelectorAll("[data-fetch][data-src]")) refresh(region);
});
document.addEventListener("voronka:refetch", () => {
  for (const region of document.querySelectorAll("[data-live][data-src]")) refresh(region);
});

whenFree(() => {
  for (const region of document.querySelectorAll("[data-stale]")) {
    if (busy(region)) continue;
    delete region.dataset.stale;
    refresh(region);
  }
});
