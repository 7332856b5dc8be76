// Taking back: the button in a message, and Ctrl+Z for the last own deed.
import { shortcut } from "../js/shortcuts.js";
import { toastsIn, toastTemplate } from "../js/toast.js";

let isBusy = false;

async function undo(path, form) {
  if (isBusy) return;
  isBusy = true;
  try {
    const token = document.querySelector('meta[name="csrf"]').content;
    const reply = await fetch(path, { method: "POST", headers: { "X-CSRF-Token": token, "X-Fragment": "undo" } });
    if (reply.status === 401 || reply.redirected) return location.reload();
    const frame = document.createElement("template");
    frame.innerHTML = await reply.text();
    // What the message said is no longer so.
    const message = form?.closest(".toast") ?? document.querySelector('.toast[data-tone="lasting"]');
    if (reply.ok || form) message?.querySelector("[data-close]").click();
    toastsIn(frame.content);
    if (reply.ok) document.dispatchEvent(new CustomEvent("voronka:undone"));
  } catch {
    toastTemplate("offline");
  } finally {
    isBusy = false;
    if (form) delete form.dataset.sent;
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-undo]")) return;
  event.preventDefault();
  undo(event.target.action, event.target);
});
shortcut("KeyZ", { ctrl: true }, () => { undo("/undo"); });
