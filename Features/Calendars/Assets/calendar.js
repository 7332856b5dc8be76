// The calendar: forms in dialogs, entries moved by drag and by key, the line that says what time it is.
import { present } from "../js/dialog.js";
import { refresh } from "../js/regions.js";
import { toast, toastTemplate, toastsIn } from "../js/toast.js";
import { clock, enableDrag } from "./drag.js";

const calendar = () => document.querySelector("[data-calendar]");

// Forms: a link to one opens it above the calendar
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-entry-link]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = new URL(link.href);
  // Who points at the lower half of an hour means its second half.
  if (link.matches("[data-slot]") && event.detail > 0) {
    const box = link.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) {
      address.searchParams.set("time", clock(Number(link.dataset.h) * 60 + 30));
    }
  }
  const content = await ask(address, {});
  const dialog = content?.querySelector("template[data-dialog]")?.content.firstElementChild;
  if (dialog) present(dialog);
});

// Also in dialogs, and in the message that offers the way back
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-entry-form]")) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const fields = new URLSearchParams(new FormData(form));
  const content = await ask(form.action, { method: "POST", body: fields });
  form.ariaBusy = null;
  if (!content) return;
  const again = content.querySelector("template[data-dialog]")?.content.firstElementChild;
  const dialog = form.closest("dialog");
  if (again) {
    present(again);
    again.querySelector("[aria-invalid=true]")?.focus();
  } else {
    show(content);
    form.closest(".toast")?.remove();
  }
  dialog?.close();
});

async function ask(address, request, part = "calendar") {
  let reply;
  try {
    reply = await fetch(address, {
      ...request,
      headers: { "X-Fragment": part, "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content },
    });
  } catch {
    toastTemplate("offline");
    return null;
  }
  if (reply.status === 401 || reply.redirected) {
    location.reload();
    return null;
  }
  const frame = document.createElement("template");
  frame.innerHTML = await reply.text();
  if (!reply.ok && !frame.content.querySelector("template")) {
    toastTemplate("failed");
    return null;
  }
  return frame.content;
}

// The calendar as the server sends it, with what it has to say
function show(content, focused) {
  const fresh = content.querySelector("[data-calendar]");
  const old = calendar();
  if (fresh && old) {
    const top = old.querySelector(".hours-scroll")?.scrollTop, left = old.querySelector(".hours-scroll")?.scrollLeft;
    old.replaceWith(fresh);
    fresh.querySelector(".hours-scroll")?.scrollTo(left, top);
    if (focused) fresh.querySelector(`[data-entry="${CSS.escape(focused)}"] a`)?.focus({ preventScroll: true });
  }
  for (const message of content.querySelectorAll("template[data-toast]")) toast(message.content, message.dataset.tone);
  return Boolean(fresh);
}

/** Puts an entry elsewhere; where the server refuses, the calendar is shown as it is. */
async function place(entry, fields, focused) {
  const { entry: id, version } = entry.dataset;
  const body = new URLSearchParams({ version, back: calendar().dataset.calendar, ...fields });
  const content = await ask(`/calendar/activities/${id}`, { method: "POST", body }, "drag");
  if (!content || !show(content, focused)) refresh(calendar());
}

enableDrag(place);

// Keys: Alt and an arrow move the entry in focus by a quarter of an hour or a day
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const entry = event.target.closest?.(".entry[data-entry]:not([data-fixed])");
  const step = { ArrowUp: [0, -15], ArrowDown: [0, 15], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.code];
  if (!entry || !step) return;
  event.preventDefault();
  if (entry.ariaBusy === "true") return;
  entry.ariaBusy = "true";
  const date = later(entry.closest("[data-day]")?.dataset.day, step[0]);
  if (!date) return;
  const begin = "h" in entry.dataset
    ? Number(entry.dataset.h) * 60 + Number(entry.dataset.m) : minutes(entry.querySelector("time")?.textContent);
  const time = begin === null ? "" : clock(Math.max(0, Math.min(24 * 60 - 15, begin + step[1])));
  place(entry, { date, time }, entry.dataset.entry);
}, true);

function minutes(text) {
  const parts = text?.match(/^(\d\d):(\d\d)/);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

function later(day, days) {
  if (!day || !days) return day;
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

// The line of now goes on from where the server drew it, in the company's zone
let drawn = performance.now(), line = null, began = 0;
function tick() {
  const now = document.querySelector("[data-now]");
  if (!now) return;
  if (now !== line) [line, drawn, began] = [now, performance.now(), Number(now.dataset.h) * 60 + Number(now.dataset.m)];
  const passed = began + Math.floor((performance.now() - drawn) / 60_000);
  if (passed >= 24 * 60) return refresh(calendar());
  Object.assign(now.dataset, { h: Math.floor(passed / 60), m: passed % 60 });
}
tick();
setInterval(tick, 20_000);

toastsIn(document);
