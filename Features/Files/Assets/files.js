// [data-files]: files that are dropped, pasted or chosen go up at once, each with its progress.
import { refreshAll } from "../js/regions.js";
import { toast, toastTemplate } from "../js/toast.js";

const csrf = () => document.querySelector('meta[name="csrf"]')?.content;
const panelNear = (target) =>
  target.closest?.("[data-files]") ?? (target.closest?.("[data-composer]") ? null : document.querySelector("[data-files]"));

document.addEventListener("change", ({ target }) => {
  if (target.type === "file") sendChosen(target);
});

function sendChosen(input) {
  const form = input.closest("[data-upload]");
  if (!form || !input.files.length) return;
  send(form.closest("[data-files]"), input.files);
  input.value = "";
}

// Something is dragged over the page: the place to drop it shows itself.
let inside = 0;
const carries = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragenter", (event) => {
  if (!carries(event)) return;
  inside += 1;
  for (const place of document.querySelectorAll("[data-files], [data-composer]")) place.dataset.dropping = "";
});
document.addEventListener("dragleave", (event) => {
  if (carries(event) && --inside <= 0) calm();
});
document.addEventListener("dragover", (event) => {
  if (carries(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!carries(event)) return;
  calm();
  if (event.defaultPrevented) return;
  event.preventDefault();
  const panel = panelNear(event.target);
  if (panel) send(panel, event.dataTransfer.files);
});

function calm() {
  inside = 0;
  for (const place of document.querySelectorAll("[data-dropping]")) delete place.dataset.dropping;
}

// A picture from the clipboard; what is pasted into a comment belongs to the comment.
document.addEventListener("paste", (event) => {
  const files = event.clipboardData?.files;
  if (event.defaultPrevented || !files?.length) return;
  if (event.target.closest?.("input, textarea, [contenteditable]")) return;
  const panel = document.querySelector("[data-files]");
  if (!panel) return;
  event.preventDefault();
  send(panel, files);
});

let queue = Promise.resolve();

/** Sends the files one after the other. */
function send(panel, files) {
  const form = panel.querySelector("[data-upload]");
  const limit = Number(form.dataset.limit);
  for (const file of files) {
    if (file.size > limit) toastTemplate("too-large");
    else {
      const row = begin(panel, file);
      queue = queue.then(() => row.isConnected && put(form.action, file, row));
    }
  }
  queue = queue.then(() => {
    if (panel.querySelector("[data-busy]")) return;
    refreshAll(panel.dataset.live);
  });
}

function begin(panel, file) {
  const row = panel.querySelector("template[data-uploading]").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-name]").textContent = file.name;
  row.querySelector("progress").ariaLabel = file.name;
  row.querySelector("[data-stop]").addEventListener("click", () => row.remove());
  panel.querySelector(".file-list").prepend(row);
  return row;
}

function put(address, file, row) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const bar = row.querySelector("progress");
    const leave = () => { row.remove(); done(); };
    request.upload.addEventListener("progress", ({ loaded, total }) => { bar.value = total ? loaded / total : 0; });
    request.addEventListener("load", () => {
      if (request.status === 401) return location.reload();
      if (request.status === 413) toastTemplate("too-large");
      else if (request.status >= 400) complain(request.responseText);
      leave();
    });
    request.addEventListener("error", () => { toastTemplate("offline"); leave(); });
    request.addEventListener("abort", leave);
    row.querySelector("[data-stop]").addEventListener("click", () => request.abort());
    request.open("POST", address);
    request.setRequestHeader("X-CSRF-Token", csrf());
    request.setRequestHeader("X-Fragment", "region");
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

function complain(html) {
  const frame = document.createElement("template");
  frame.innerHTML = html;
  const message = frame.content.querySelector("template[data-toast]");
  if (message) toast(message.content, "bad");
  else toastTemplate("failed");
}

// Somebody may have been quicker than this script.
for (const input of document.querySelectorAll("[data-upload] input[type=file]")) sendChosen(input);
