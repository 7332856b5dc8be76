// form[data-known]: while a phone, an e-mail, a tax number or a name is typed, who it may be. In a form with
// [data-known-name] only the field of that name names a client, in one with [data-known-changed] only what was changed.
const pause = 200;
const names = ["phone", "phones", "email", "emails", "inn", "name", "last_name", "first_name"];
const timers = new WeakMap(), asked = new WeakMap();

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.dataset.known) return;
  const { knownName } = form.dataset;
  if (knownName ? target.name !== knownName : !names.includes(target.name)) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => offer(form), pause));
});

// Of a field with one item on a line the one that is being typed is the last.
function question(form) {
  const { knownName, knownChanged } = form.dataset;
  const typed = (name) => {
    const field = form.elements[name];
    if (!field || (knownChanged !== undefined && field.value === field.defaultValue)) return "";
    return field.value.trim();
  };
  if (knownName) return { phone: "", email: "", inn: "", name: typed(knownName) };
  const last = (name) => typed(name).split("\n").at(-1).trim();
  const name = typed("name") || [typed("last_name"), typed("first_name")].filter(Boolean).join(" ");
  return {
    phone: typed("phone") || last("phones"), email: typed("email") || last("emails"), inn: typed("inn"), name,
  };
}

const says = ({ phone, email, inn, name }) =>
  phone.replace(/\D/g, "").length >= 4 || email.includes("@") || inn.length >= 10 || name.length >= 2;

async function offer(form) {
  asked.get(form)?.abort();
  const list = form.querySelector("[data-known-list]"), wanted = question(form);
  if (!says(wanted)) return list.replaceChildren();
  const asking = new AbortController();
  asked.set(form, asking);
  const address = new URL(form.dataset.known, location);
  for (const [name, value] of Object.entries(wanted)) if (value) address.searchParams.set(name, value);
  try {
    const reply = await fetch(address, { signal: asking.signal, headers: { "X-Fragment": "known" } });
    if (reply.ok && !reply.redirected) list.innerHTML = await reply.text();
  } catch {
    // an older question, or no connection: the offer is only a help
  }
}

// Where the form has a place for him, the client is chosen instead of described.
document.addEventListener("click", ({ target }) => {
  const form = target.closest("form[data-known]");
  const known = target.closest("[data-company]");
  if (form && known) choose(form, known.dataset);
  const join = target.closest("[data-join]");
  // No button that submits, or Enter in a field would press it; it leads to that deal's page.
  if (form && join) {
    form.action = join.dataset.join;
    form.submit();
  }
  if (form && target.closest("[data-chosen-clear]")) {
    forget(form);
    form.elements.phone.focus();
  }
});

function choose(form, { company, name }) {
  form.elements.company_id.value = company;
  form.querySelector("[data-chosen-name]").textContent = name;
  form.querySelector("[data-chosen]").hidden = false;
  // What he has open stays in sight until the deal is made.
  for (const other of form.querySelectorAll(`.known > [data-company]:not([data-company="${company}"])`)) {
    if (other.nextElementSibling?.matches(".known-deal")) other.nextElementSibling.remove();
    other.remove();
  }
  form.querySelector(`.known > [data-company]`)?.remove();
  form.elements.title.focus();
}

/** Empties the offer and the choice. */
export function forget(form) {
  clearTimeout(timers.get(form));
  asked.get(form)?.abort();
  form.elements.company_id.value = "";
  form.querySelector("[data-chosen]").hidden = true;
  form.querySelector("[data-known-list]").replaceChildren();
}
