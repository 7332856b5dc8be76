// Quick add: one short form at the top of a column that stays open for the next deal.
import { apply, board, send } from "./changes.js";

const pause = 200;

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
  const form = quick.querySelector("form");
  if (event.target.closest("[data-quick-close]")) shut(quick);
  const known = event.target.closest("[data-company]");
  if (known) choose(form, known.dataset);
  if (event.target.closest("[data-chosen-clear]")) {
    forget(form);
    form.elements.phone.focus();
  }
});
board.addEventListener("keydown", (event) => {
  const quick = event.target.closest("[data-quick][open]");
  if (quick && event.code === "Escape") shut(quick);
});

function shut(quick) {
  quick.open = false;
  quick.querySelector("summary").focus();
}

// The known client, offered while his phone or name is typed.
const timers = new WeakMap(), asked = new WeakMap();

board.addEventListener("input", ({ target }) => {
  const form = target.closest("[data-quick] form");
  if (!form || !["phone", "name"].includes(target.name)) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => offer(form), pause));
});

async function offer(form) {
  const phone = form.elements.phone.value, name = form.elements.name.value.trim();
  asked.get(form)?.abort();
  const list = form.querySelector("[data-known-list]");
  if (phone.replace(/\D/g, "").length < 4 && name.length < 2) return list.replaceChildren();
  const question = new AbortController();
  asked.set(form, question);
  try {
    const query = new URLSearchParams({ phone, name });
    const headers = { "X-Fragment": "known" };
    const reply = await fetch(`${form.dataset.known}?${query}`, { signal: question.signal, headers });
    if (reply.ok && !reply.redirected) list.innerHTML = await reply.text();
  } catch {
    // an older question, or no connection: the offer is only a help
  }
}

function choose(form, { company, name }) {
  form.elements.company_id.value = company;
  form.querySelector("[data-chosen-name]").textContent = name;
  form.querySelector("[data-chosen]").hidden = false;
  form.querySelector("[data-known-list]").replaceChildren();
  form.elements.title.focus();
}

function forget(form) {
  asked.get(form)?.abort();
  form.elements.company_id.value = "";
  form.querySelector("[data-chosen]").hidden = true;
  form.querySelector("[data-known-list]").replaceChildren();
}
