// Checking refusals: the queue by keys, reasons by number, a recording that is played counts as opened.
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
  if (!reply?.ok) return;
  call.dataset.heard = "";
  call.querySelector("[data-mark]")?.replaceWith(call.querySelector("[data-heard-mark]").content.cloneNode(true));
  call.querySelector("[data-hearing-forms]")?.remove();
  if (!page.querySelector("[data-hearing]:not([data-heard])")) page.querySelector("[data-gate]")?.remove();
}
