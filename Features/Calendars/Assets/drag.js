// Dragging entries of the calendar: to another hour, day or person; longer and shorter at their lower edge.
const two = (number) => String(number).padStart(2, "0");
/** `09:30` */
export const clock = (minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

const quarter = 15, slack = 5;
const drag = { entry: null, moved: false };

/** @param place sends where an entry went: (entry, fields). */
export function enableDrag(place) {
  document.addEventListener("pointerdown", (event) => {
    // A finger scrolls; it moves entries by their form.
    if (event.button || event.pointerType === "touch") return;
    const entry = event.target.closest?.(".entry[data-entry]:not([data-fixed])");
    if (!entry?.closest("[data-day]")) return;
    const box = entry.getBoundingClientRect();
    Object.assign(drag, {
      entry, moved: false, x: event.clientX, y: event.clientY, held: event.clientY - box.top,
      sizing: event.target.matches("[data-resize]"), fields: null, home: entry.parentElement, next: entry.nextSibling,
      was: { ...entry.dataset }, length: Number(entry.dataset.lh ?? 0) * 60 + Number(entry.dataset.lm ?? 30),
    });
  });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".calendar")) event.preventDefault();
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag.entry) return;
    if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < slack) return;
    if (!drag.moved) lift();
    if (drag.sizing) stretch(event);
    else carry(event);
  });
  document.addEventListener("pointerup", () => {
    if (!drag.entry) return;
    const { entry, moved, fields } = drag;
    drop();
    if (!moved) return;
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 50);
    if (fields) place(entry, fields);
    else putBack(entry);
  });
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", (event) => {
    if (!drag.moved || event.code !== "Escape") return;
    event.preventDefault();
    cancel();
  }, true);
}

const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };

function lift() {
  drag.moved = true;
  drag.entry.dataset.lifted = "";
  const calendar = drag.entry.closest("[data-calendar]");
  calendar.dataset.dragging = "";
  calendar.dataset.busy = ""; // what changes meanwhile waits until it is let go
}

function drop() {
  const { entry } = drag;
  delete entry.dataset.lifted;
  const calendar = document.querySelector("[data-calendar]");
  delete calendar.dataset.dragging;
  delete calendar.dataset.busy;
  unmark();
  drag.entry = null;
}

function cancel() {
  if (!drag.entry) return;
  const { entry, moved } = drag;
  drop();
  drag.moved = false;
  if (moved) putBack(entry);
}

function putBack(entry) {
  for (const name of ["h", "m", "lh", "lm", "lane", "lanes", "short"]) {
    if (name in drag.was) entry.dataset[name] = drag.was[name];
    else delete entry.dataset[name];
  }
  if ("line" in drag.was) entry.dataset.line = "";
  drag.home.insertBefore(entry, drag.next);
}

function unmark() {
  for (const place of document.querySelectorAll(".calendar [data-drop]")) delete place.dataset.drop;
}

// Minutes after midnight at that height of a column, to the quarter.
function timeAt(column, y) {
  const hours = column.closest("[data-first]");
  const first = Number(hours.dataset.first), count = Number(hours.dataset.hours);
  const box = column.getBoundingClientRect(), hour = parseFloat(getComputedStyle(column).minHeight) / count;
  const minutes = first * 60 + Math.round(((y - box.top) / hour) * 60 / quarter) * quarter;
  return Math.max(first * 60, Math.min(minutes, (first + count) * 60 - quarter));
}

function stretch(event) {
  const { entry } = drag, begin = Number(entry.dataset.h) * 60 + Number(entry.dataset.m);
  const length = Math.max(quarter, Math.min(720, timeAt(entry.parentElement, event.clientY) - begin));
  Object.assign(entry.dataset, { lh: Math.floor(length / 60), lm: length % 60 });
  delete entry.dataset.short;
  const day = entry.closest("[data-day]").dataset.day;
  drag.fields = length === drag.length ? null : { date: day, time: clock(begin), duration_minutes: length };
}

function carry(event) {
  const { entry } = drag;
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  const column = under.find((part) => part.matches("[data-hours-column]"));
  const other = under.find((part) => part.matches("[data-all], [data-all-or-time]"));
  const day = (column ?? other)?.closest("[data-day]");
  unmark();
  drag.fields = null;
  if (!day) return;
  if (column) {
    const begin = timeAt(column, event.clientY - drag.held);
    const length = drag.length || 30;
    if (entry.parentElement !== column) column.append(entry);
    delete entry.dataset.line;
    Object.assign(entry.dataset, {
      h: Math.floor(begin / 60), m: begin % 60, lh: Math.floor(length / 60), lm: length % 60, lane: 0, lanes: 1,
    });
    drag.fields = { date: day.dataset.day, time: clock(begin) };
  } else {
    other.dataset.drop = "";
    const time = other.matches("[data-all]") ? "" : entry.querySelector("time")?.textContent.slice(0, 5) ?? "";
    drag.fields = { date: day.dataset.day, time };
  }
  if (day.dataset.person && day.dataset.person !== entry.dataset.owner) drag.fields.owner_id = day.dataset.person;
  if (same(day)) drag.fields = null;
}

// Whether it would stay where it was.
function same(day) {
  const { fields, was, home } = drag, origin = home.closest("[data-day]");
  if (origin !== day || fields.owner_id) return false;
  if (home.matches("[data-all-or-time]")) return true;
  const before = "h" in was ? clock(Number(was.h) * 60 + Number(was.m)) : "";
  return fields.time === before;
}

