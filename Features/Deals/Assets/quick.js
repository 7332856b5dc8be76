// Quick add: one short form at the top of a column that stays open for the next deal.
import { apply, board, send } from "./changes.js";
import { forget } from "./known.js";

/** Opens the first column's form, or the one of the column that holds `near`. */
export function openQuick(near) {
  const own = near?.closest(".column")?.querySelector("[data-quick]");
  const quick = own ?? board.querySelector("[data-quick]");
  if (!quick) return false;
  quick.closest(".column").scrollIntoView({ inline: "nearest", block: "nearest" });
  quick.open = true;
  first(quick)?.focus();
}

const first = (quick) => quick.querySelector("[aria-invalid=true]")
  ?? [...quick.querySelectorAll("input:not([type=hidden])")].find((input) => input.offsetParent);

board.addEventListener("toggle", ({ target }) => {
  if (!target.matches("[data-quick][open]")) return;
  if (!target.contains(document.activeElement?.form ?? null)) first(target)?.focus();
}, true);

// Who came to add a deal begins to type at once.
const waiting = board.querySelector("[data-quick][open]");
if (waiting) first(waiting)?.focus();

board.addEventListener("submit", async (event) => {
  const quick = event.target.closest("[data-quick]");
  if (!quick) return;
  event.preventDefault();
  const form = event.target, button = form.querySelector("button:not([type=button])");
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  const fields = [...new FormData(form)].filter(([name]) => name !== "_token");
  const answer = await send(form.action, fields);
  button.ariaBusy = null;
  if (!answer) return;
  const again = answer.content.querySelector("[data-quick]");
  if (again) {
    quick.replaceWith(again);
    first(again)?.focus();
  } else {
    apply(answer.content, { flash: true });
    if (answer.ok) clear(form);
  }
});

function clear(form) {
  for (const input of form.querySelectorAll("input:not([type=hidden])")) {
    input.value = "";
    input.removeAttribute("aria-invalid");
  }
  for (const error of form.querySelectorAll(".form-error")) error.remove();
  forget(form);
  form.elements.phone.focus();
}

board.addEventListener("click", (event) => {
  const quick = event.target.closest("[data-quick]");
  if (!quick) return;
  if (event.target.closest("[data-quick-close]")) shut(quick);
});
board.addEventListener("keydown", (event) => {
  const quick = event.target.closest("[data-quick][open]");
  if (quick && event.code === "Escape") shut(quick);
});

function shut(quick) {
  quick.open = false;
  quick.querySelector("summary").focus();
}
