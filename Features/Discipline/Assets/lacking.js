// The list behind a number: marks for all of its page, and the list anew where something was taken back.
const list = document.querySelector("[data-lacking]");
const all = list?.querySelector("[data-mark-all]");
const whole = list?.querySelector("[data-whole]");
const marks = () => [...list.querySelectorAll('[name="deals"]')];

// What was said once is not said again when the page is opened anew.
const address = new URL(location.href);
for (const name of ["handed", "batch"]) address.searchParams.delete(name);
history.replaceState(history.state, "", address);
document.addEventListener("voronka:undone", () => location.reload());

function tell() {
  const count = marks().filter((mark) => mark.checked).length;
  all.checked = count > 0 && count === marks().length;
  all.indeterminate = count > 0 && !all.checked;
  if (!all.checked) whole.checked = false;
}

if (all) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const mark of marks()) mark.checked = all.checked;
    tell();
  });
  whole.addEventListener("change", () => {
    if (whole.checked) for (const mark of marks()) mark.checked = true;
    tell();
  });
  list.addEventListener("change", ({ target }) => { if (target.name === "deals") tell(); });
  addEventListener("pageshow", tell);
}
