// [data-order]: a list in a form, put in order by dragging; its rows hold their numbers as hidden fields,
// so the form says the new order by itself. Keys move a row by their own forms.
for (const list of document.querySelectorAll("[data-order]")) {
  window.Sortable?.create(list, {
    handle: "[data-grip]",
    draggable: "li[data-id]",
    animation: 120,
    forceFallback: true,
    fallbackTolerance: 4,
    ghostClass: "order-hole",
    onEnd: ({ oldIndex, newIndex }) => { if (oldIndex !== newIndex) send(list); },
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    event.target.closest("li")?.querySelector(`button[value="${step}"]:not([disabled])`)?.click();
  });
}

function send(list) {
  const form = document.querySelector(`form[id="${list.dataset.order}"]`);
  for (const field of form.querySelectorAll("[name=ids]")) field.remove();
  for (const row of list.querySelectorAll("li[data-id]")) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "ids", value: row.dataset.id });
    form.append(field);
  }
  form.requestSubmit();
}
