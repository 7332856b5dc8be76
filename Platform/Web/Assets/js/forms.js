// Small comforts of forms.

// [data-autosubmit]: a choice is sent at once; inside an open sheet or [data-hold] the reader sends it himself.
document.addEventListener("change", ({ target }) => {
  const form = target.form;
  if (!form?.matches("[data-autosubmit]") || form.matches(":popover-open") || target.closest("[data-hold]")) return;
  if (target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
});
document.addEventListener("search", ({ target }) => {
  if (target.value === "" && target.form?.matches("[data-autosubmit]")) target.form.requestSubmit();
});
// An address holds only what was chosen.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});

// [data-narrow]: of a long choice only what holds the typed words is left to see.
document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-narrow]")) return;
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  const words = plain(target.value).split(/\s+/).filter(Boolean);
  for (const label of target.parentElement.querySelectorAll("label")) {
    label.hidden = !words.every((word) => plain(label.textContent).includes(word));
  }
});
document.addEventListener("keydown", (event) => {
  if (event.code !== "Enter" || !event.target.matches?.("[data-narrow]")) return;
  event.preventDefault();
  event.target.parentElement.querySelector("label:not([hidden]) input")?.click();
});

// A form that came back begins at what is wrong with it.
document.querySelector("main [aria-invalid=true]")?.focus();

// A second press must not send the same thing twice; htmx and scripts guard their own.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent !== undefined) return event.preventDefault();
  form.dataset.sent = "";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// [data-most]: where so many boxes are taken, the others wait until one is given back.
function bound(form) {
  const boxes = [...form.querySelectorAll("[type=checkbox][name=column]")];
  const full = boxes.filter((box) => box.checked).length >= Number(form.dataset.most);
  for (const box of boxes) box.disabled = full && !box.checked;
}
document.addEventListener("change", ({ target }) => target.form?.matches("[data-most]") && bound(target.form));
for (const form of document.querySelectorAll("[data-most]")) bound(form);

document.addEventListener("keydown", (event) => {
  if (event.code !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.target.form?.requestSubmit();
});

document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.("[data-select]")) target.select();
});

// [data-copy]: what stands before the button goes to the clipboard, and the button says so.
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const field = button.parentElement.querySelector("[data-select]");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy"); // an installation without https has no clipboard
  }
  const label = button.querySelector("span"), words = label.textContent;
  if (words === button.dataset.done) return;
  label.textContent = button.dataset.done;
  setTimeout(() => { label.textContent = words; }, 2000);
});

// [data-edit]: closing a form in place forgets what was typed.
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-edit-close]")) closeEdit(target.closest("[data-edit]"));
});
document.addEventListener("keydown", (event) => {
  if (event.code !== "Escape" || event.defaultPrevented) return;
  const edit = event.target.closest?.("[data-edit][open]");
  if (edit) closeEdit(edit);
});
// A form that somebody opens is where he writes next; one that stood open when the page came is not.
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("[data-edit][open], details[open]:not([data-menu]):has(> form)")) return;
  if (!navigator.userActivation?.hasBeenActive) return;
  const field = target.querySelector("[aria-invalid=true]")
    ?? target.querySelector("input:not([type=hidden]), select, textarea");
  field?.focus();
}, true);

function closeEdit(edit) {
  edit.querySelector("form")?.reset();
  edit.open = false;
  edit.querySelector("summary").focus();
}
