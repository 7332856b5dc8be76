// Says so where there is no connection, and shows the messages of the installation. It keeps that one page
// with its styles and no other: whatever else is asked for comes from the server or not at all.
const kept = "offline", page = "/offline";

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  Promise.all([registration.navigationPreload?.enable(), clients.claim()])));

// Asked for as nobody, so that nothing of a person stays on the device.
async function keep() {
  const reply = await fetch(page, { credentials: "omit", cache: "reload" });
  if (!reply.ok) throw new Error(`no ${page}`);
  const styles = [...(await reply.clone().text()).matchAll(/<link rel="stylesheet" href="([^"]+)"/g)];
  const cache = await caches.open(kept);
  await cache.addAll(styles.map(([, address]) => address));
  await cache.put(page, reply);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(open(event));
  else if (request.destination === "style") event.respondWith(style(request));
});

async function open(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(page, { cacheName: kept })) ?? Response.error();
  }
}

// A style's address changes with its content, so what is kept under it is true.
async function style(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { cacheName: kept })) ?? Response.error();
  }
}

// A message of the installation: it says what happened and leads there.
addEventListener("push", (event) => {
  let message = {};
  try {
    message = event.data?.json() ?? {};
  } catch {
    // A browser that shows nothing loses its leave to show anything.
  }
  const { title = "Voronka", body = "", path = "/notifications", tag } = message;
  event.waitUntil(registration.showNotification(title, { body, tag, data: { path } }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data?.path));
});

async function lead(path) {
  const address = new URL(path ?? "/notifications", location.origin);
  if (address.origin !== location.origin) return;
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const known = windows.find((window) => new URL(window.url).origin === location.origin);
  if (!known) {
    await clients.openWindow(address.href);
    return;
  }
  await known.focus();
  await known.navigate(address.href);
}
