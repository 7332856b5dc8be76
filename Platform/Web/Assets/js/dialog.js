// Dialogs: opened by [data-open=NAME], closed by [data-close], Esc or a press beside them.

/** Opens the page's dialog of this name and returns it. */
export function openDialog(name) {
  const dialog = document.querySelector(`dialog[data-dialog="${name}"]`);
  if (dialog && !dialog.open) dialog.showModal();
  return dialog;
}

/** Puts a dialog the server sent on the page, opens it, and removes it once closed. */
export function present(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) return void openDialog(opener.dataset.open);
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target.closest("[data-close]")) dialog.close();
});

let pressedBeside = false;
document.addEventListener("pointerdown", (event) => { pressedBeside = beside(event); });
document.addEventListener("click", (event) => {
  if (pressedBeside && beside(event)) event.target.close();
});

function beside({ target, clientX: x, clientY: y }) {
  if (!(target instanceof HTMLDialogElement) || !target.open) return false;
  const box = target.getBoundingClientRect();
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}
