// What every page gets on top of markup that works without it.
import "./live.js";
import "./regions.js";
import "./menu.js";
import "./forms.js";
import "./more.js";
import { openDialog } from "./dialog.js";
import { shortcut } from "./shortcuts.js";
import { toastsIn, toastTemplate } from "./toast.js";

// [data-module="files/files"]: a part of the page that has a script of its own.
function awaken() {
  for (const part of document.querySelectorAll("[data-module]")) import(`../${part.dataset.module}.js`);
}
awaken();
for (const change of ["htmx:afterSwap", "voronka:region"]) document.addEventListener(change, awaken);

toastsIn(document);
shortcut("KeyF", {}, () => {
  const field = document.querySelector("[data-find]");
  if (!field) return false;
  field.focus();
});
shortcut("Slash", { shift: true }, () => openDialog("shortcuts"));
// In the Russian layout the question mark stands on the seven.
shortcut("Digit7", { shift: true }, (event) => event.key === "?" && openDialog("shortcuts"));
// On the page of a record: its first form that opens in place, and the comment.
shortcut("KeyE", {}, () => {
  const edit = document.querySelector("main [data-edit]");
  if (!edit) return false;
  edit.open = true;
});
shortcut("KeyN", {}, () => {
  const note = document.querySelector("[data-composer] textarea");
  if (!note) return false;
  note.focus();
});

// The worker only says so where there is no connection; without it nothing is lost.
navigator.serviceWorker?.register("/worker.js");

// What htmx brings may hold messages too, and its failures are told like ours.
document.addEventListener("htmx:afterSwap", () => toastsIn(document));
document.addEventListener("htmx:sendError", () => toastTemplate("offline"));
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status === 401) location.reload();
  else toastTemplate("failed");
});
