// Chips of inquiries that wait for an answer: their minutes go on as long as today's work does.
const seen = new WeakMap();

function tick() {
  const now = performance.now();
  for (const chip of document.querySelectorAll("[data-waited]")) {
    if (!seen.has(chip)) seen.set(chip, now);
    const passed = Math.min((now - seen.get(chip)) / 1000, Number(chip.dataset.left));
    const waited = Number(chip.dataset.waited) + passed, minutes = Math.floor(waited / 60);
    const [words, ofMinutes, ofHours] = chip.dataset.words.split("|");
    const length = minutes < 120 ? ofMinutes.replace("#", minutes) : ofHours.replace("#", Math.floor(minutes / 60));
    const text = chip.querySelector("span"), said = words.replace("*", minutes < 1 ? "" : length).trim();
    if (text.textContent !== said) text.textContent = said;
    if (waited >= Number(chip.dataset.limit) && chip.dataset.tone !== "bad") chip.dataset.tone = "bad";
  }
}

tick();
setInterval(tick, 10_000);
