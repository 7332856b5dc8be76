// The mapping of a file: a field is dragged onto a column, and what depends on the choice follows at once.
const find = () => document.querySelector("[data-mapping]");

let edits = 0, waiting;
const pause = 300;

/** Shows the form anew when the reader has paused: letters that choose from a list come one by one. */
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, pause);
}

/** Sends the choices and shows the form anew, where the reader stands. */
async function refresh() {
  const before = edits;
  const form = find(), id = document.activeElement?.name;
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok || answer.redirected) return;
  const text = await answer.text();
  // Somebody went on choosing meanwhile: what was asked is out of date.
  if (edits !== before) return soon();
  const frame = new DOMParser().parseFromString(text, "text/html");
  const fresh = frame.querySelector("[data-mapping]");
  if (!fresh) return;
  form.replaceWith(fresh);
  mark();
  if (id) fresh.elements[id]?.focus();
}

/** Pales the fields that a column has. */
function mark() {
  const used = new Set([...document.querySelectorAll("[data-column] select")].map((select) => select.value));
  for (const chip of document.querySelectorAll("[data-field]")) chip.toggleAttribute("data-used", used.has(chip.dataset.field));
}

document.addEventListener("input", ({ target }) => { if (target.closest("[data-mapping]")) edits++; });
document.addEventListener("change", ({ target }) => {
  if (target.closest("[data-column]") || ["pipeline", "encoding", "separator"].includes(target.name)) soon();
});
document.addEventListener("keydown", ({ target }) => {
  if (!target.closest("[data-mapping] select")) return;
  edits++;
  if (waiting) soon();
});

document.addEventListener("dragstart", (event) => {
  const chip = event.target.closest?.("[data-field]");
  if (!chip) return;
  event.dataTransfer.setData("text/plain", chip.dataset.field);
  event.dataTransfer.effectAllowed = "copy";
});

const over = (event) => event.target.closest?.("[data-column]");
document.addEventListener("dragover", (event) => {
  const row = over(event);
  for (const other of document.querySelectorAll("[data-over]")) if (other !== row) other.removeAttribute("data-over");
  if (!row) return;
  event.preventDefault();
  row.dataset.over = "";
});
document.addEventListener("drop", (event) => {
  const row = over(event), select = row?.querySelector("select");
  row?.removeAttribute("data-over");
  if (!select) return;
  event.preventDefault();
  const field = event.dataTransfer.getData("text/plain");
  // A field belongs to one column: where it was before, it goes.
  for (const other of document.querySelectorAll("[data-column] select")) if (other.value === field) other.value = "";
  select.value = field;
  edits++;
  refresh();
});
mark();
