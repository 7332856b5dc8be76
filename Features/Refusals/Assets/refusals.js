// Checking refusals: the queue by keys, reasons by number, a recording that is played counts as opened.
import { refresh } from "../js/regions.js";
import { shortcut } from "../js/shortcuts.js";

const page = document.querySelector("[data-check]");

function go(by) {
  const cases = [...page.querySelectorAll(".case")];
  const at = cases.findIndex((line) => line.ariaCurrent === "true");
  const next = cases[at + by];
  if (!next) return false;
  location.assign(next.href);
}

// The recording that plays stops; else the first that is not opened yet begins, or goes on.
function play() {
  const sounds = [...page.querySelectorAll("audio")];
  const playing = sounds.find((sound) => !sound.paused);
  if (playing) return playing.pause();
  const next = sounds.find((sound) => sound.currentTime > 0 && !sound.ended)
    ?? sounds.find((sound) => !sound.closest("[data-heard]")) ?? sounds[0];
  if (!next) return false;
  next.scrollIntoView({ block: "nearest" });
  next.play();
}

const form = () => [...page.querySelectorAll("form[data-step]")].find((one) => one.offsetParent);

if (page) {
  shortcut("KeyJ", {}, () => go(1));
  shortcut("KeyK", {}, () => go(-1));
  shortcut("KeyP", {}, play);
  for (let digit = 1; digit <= 9; digit++) {
    shortcut(`Digit${digit}`, {}, () => {
      const choice = form()?.querySelectorAll("[data-reasons] input")[digit - 1];
      if (!choice) return false;
      choice.checked = true;
    });
  }
  shortcut("Enter", {}, () => {
    if (document.activeElement?.closest("a, button, summary, audio")) return false;
    const step = form();
    if (!step) return false;
    step.requestSubmit();
  });
  page.addEventListener("play", ({ target }) => {
    const call = target.closest("[data-hearing]:not([data-heard])");
    const hear = call?.querySelector("form[data-hear]");
    if (hear) opened(call, hear);
  }, { capture: true });
}

async function opened(call, hear) {
  const reply = await fetch(hear.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(hear)),
    headers: { "X-Fragment": "hearing" },
  }).catch(() => null); // not noted: it stays to be opened
  if (reply?.ok) noted(call);
}

function noted(call) {
  call.dataset.heard = "";
  call.querySelector("[data-mark]")?.replaceWith(call.querySelector("[data-heard-mark]").content.cloneNode(true));
  call.querySelector("[data-hearing-forms]")?.remove();
  if (!page.querySelector("[data-hearing]:not([data-heard])")) page.querySelector("[data-gate]")?.remove();
}

// Marks: put where the player stands, and back to it.
let heardLast = null;
const soundOf = (element) => element.closest("[data-hearing]")?.querySelector("audio");
const clock = (seconds) => {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
};

function jump(link) {
  const sound = page.querySelector(`audio[data-call="${link.dataset.call}"]`);
  if (!sound) return false;
  sound.currentTime = Number(link.dataset.jump);
  sound.closest("[data-hearing]").scrollIntoView({ block: "nearest" });
  sound.focus({ preventScroll: true });
  sound.play().catch(() => {}); // where the browser forbids sound the player stands there all the same
}

function mark() {
  const sounds = [...page.querySelectorAll("audio[data-call]")];
  const sound = sounds.find((one) => !one.paused) ?? heardLast ?? sounds[0];
  const form = sound?.closest("[data-hearing]").querySelector("[data-mark-add]");
  if (!form) return false;
  form.open = true;
  form.scrollIntoView({ block: "nearest" });
}

async function send(form) {
  const reply = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "X-Fragment": "mark" },
  }).catch(() => null); // the browser says it better
  // What is wrong is shown by the page itself.
  if (!reply?.ok) return form.submit();
  const call = form.closest("[data-hearing]");
  if (!call.matches("[data-heard]")) noted(call);
  form.reset();
  form.parentElement.open = false;
  form.parentElement.querySelector("summary").focus();
  for (const region of page.querySelectorAll(".marks[data-src]")) refresh(region);
}

if (page) {
  shortcut("KeyM", {}, mark);
  page.addEventListener("play", ({ target }) => { heardLast = target; }, { capture: true });
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-jump]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (jump(link) !== false) event.preventDefault();
  });
  page.addEventListener("toggle", ({ target }) => {
    if (!target.matches?.("[data-mark-add][open]")) return;
    const { moment, note } = target.querySelector("form").elements;
    if (!moment.value) moment.value = clock(soundOf(target)?.currentTime ?? 0);
    note.focus();
  }, { capture: true });
  page.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-mark-form]")) return;
    event.preventDefault();
    send(event.target);
  });
}
