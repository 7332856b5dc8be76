// [data-next]: a list goes on where its last link comes near the edge of what is seen. What comes takes the link's
// row; with [data-whole=".region"] it takes the place of the region that the link stands in.
import { replace } from "./regions.js";

const observers = new WeakMap();

/** Watches the links to more inside `root`. */
export function watch(root = document) {
  for (const link of root.querySelectorAll("a[data-next]")) observerFor(link).observe(link);
}

function observerFor(link) {
  // A region lies in the page; what scrolls around its table does so sideways.
  const area = link.closest(link.dataset.whole ? ".page" : ".scroll, .page") ?? document.body;
  if (!observers.has(area)) {
    const root = area === document.body ? null : area;
    observers.set(area, new IntersectionObserver(arrived, { root, rootMargin: "50% 0px" }));
  }
  return observers.get(area);
}

function arrived(entries, observer) {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting || target.offsetParent === null) continue;
    observer.unobserve(target);
    load(target);
  }
}

async function load(link) {
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  try {
    const reply = await fetch(link.dataset.next, { headers: { "X-Fragment": "rows" } });
    if (reply.status === 401) return location.reload();
    if (!reply.ok || reply.redirected) throw new Error(reply.statusText);
    const frame = document.createElement("template");
    frame.innerHTML = await reply.text();
    const region = link.dataset.whole && link.closest(link.dataset.whole);
    if (region) return replace(region, frame.content.firstElementChild);
    const place = link.closest("tr[data-more]") ?? link, list = place.parentElement;
    if (!list) return;
    dropDoubles(frame.content, list);
    place.replaceWith(frame.content);
    watch(list);
    list.dispatchEvent(new CustomEvent("voronka:more", { bubbles: true }));
  } catch {
    link.ariaBusy = "false"; // it stays a link, to be pressed again
  }
}

// A record may have moved while the page was open, and a day may begin in one part and end in the next.
function dropDoubles(rows, list) {
  for (const row of [...rows.querySelectorAll("[id]")]) {
    if (row.id && document.getElementById(row.id)) row.remove();
  }
  for (const day of [...rows.querySelectorAll("[data-day]")]) {
    if (list.querySelector(`[data-day="${day.dataset.day}"]`)) day.remove();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-next]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  load(link);
});

watch();
document.addEventListener("voronka:region", ({ target }) => watch(target));
