// One stream of what changed. It carries no data: whoever is concerned fetches under his own rights.
const address = document.querySelector('meta[name="live"]')?.content;
const patience = 4000, longest = 30000, nap = 20000;

let source = null, last = null, tries = 0, retry = 0, warning = 0, rest = 0;

function connect() {
  disconnect();
  const url = new URL(address, location.href);
  if (last !== null) url.searchParams.set("after", last);
  source = new EventSource(url);
  source.addEventListener("open", () => { tries = 0; connected(true); tell("connected", null); });
  source.addEventListener("changed", (event) => {
    remember(event);
    tell("changed", JSON.parse(event.data));
  });
  source.addEventListener("refetch", (event) => {
    remember(event);
    tell("refetch", null);
  });
  // Reconnecting by ourselves keeps `after` true to what was really seen.
  source.addEventListener("error", () => {
    disconnect();
    connected(false);
    const pause = Math.min(longest, 1000 * 2 ** tries++) * (0.75 + Math.random() / 2);
    retry = setTimeout(connect, pause);
  });
}

function disconnect() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

function remember(event) {
  if (event.lastEventId) last = event.lastEventId;
}

function tell(what, detail) {
  document.dispatchEvent(new CustomEvent(`voronka:${what}`, { detail }));
}

// The strip waits a little: a restart of the server is not worth a word.
function connected(now) {
  const strip = document.querySelector("[data-offline-strip]");
  if (now) {
    clearTimeout(warning);
    warning = 0;
    if (strip) strip.hidden = true;
  } else if (!warning) {
    warning = setTimeout(() => { if (strip) strip.hidden = false; }, patience);
  }
}

if (address) {
  connect();
  addEventListener("online", connect);
  addEventListener("offline", () => { disconnect(); connected(false); });
  // A browser opens six connections to a server: pages nobody looks at give theirs back.
  document.addEventListener("visibilitychange", () => {
    clearTimeout(rest);
    if (document.hidden) rest = setTimeout(disconnect, nap);
    else if (source?.readyState !== EventSource.OPEN) connect();
  });
  // A page without a connection can be kept by the browser and shown again at once.
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) connect(); });
  // A machine that slept does not always notice that its connection is gone.
  let beat = Date.now();
  setInterval(() => {
    const gone = Date.now() - beat;
    beat = Date.now();
    if (gone > 2 * nap && !document.hidden) connect();
  }, nap / 2);
}
