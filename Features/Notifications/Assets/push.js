// [data-push]: whether this browser shows messages, and the buttons that change it.
const csrf = () => document.querySelector('meta[name="csrf"]')?.content;
const isAble = () => isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function send(path, body = {}) {
  const reply = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf() }, body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return reply;
}

async function subscription() {
  const worker = await navigator.serviceWorker.ready;
  return worker.pushManager.getSubscription();
}

// Bytes of base64 as addresses write it.
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

async function state(part) {
  if (!isAble()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return "here" in part.dataset && (await subscription()) ? "on" : "off";
}

async function show(part) {
  const now = await state(part);
  for (const line of part.querySelectorAll("[data-state]")) line.hidden = line.dataset.state !== now;
  part.querySelector("[data-push-on]").hidden = now !== "off";
  part.querySelector("[data-push-off]").hidden = now !== "on";
}

async function begin(part) {
  if ((await Notification.requestPermission()) !== "granted") return;
  const worker = await navigator.serviceWorker.ready;
  const { key } = await (await send("/push/key")).json();
  // One that was made for another key would stay silent.
  await (await worker.pushManager.getSubscription())?.unsubscribe();
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  const { endpoint, keys } = made.toJSON();
  await send("/push/subscription", { endpoint, p256dh: keys.p256dh, auth: keys.auth });
  part.dataset.here = "";
}

async function end(part) {
  await (await subscription())?.unsubscribe();
  await send("/push/subscription/end");
  delete part.dataset.here;
}

async function act(part, button, deed) {
  button.setAttribute("aria-busy", "true");
  try {
    await deed(part);
  } catch (error) {
    const { toastTemplate } = await import("../js/toast.js");
    toastTemplate("failed");
    console.error(error);
  } finally {
    button.removeAttribute("aria-busy");
    await show(part);
  }
}

const part = document.querySelector("[data-push]");
if (part) {
  const [on, off] = ["[data-push-on]", "[data-push-off]"].map((name) => part.querySelector(name));
  on.addEventListener("click", () => act(part, on, begin));
  off.addEventListener("click", () => act(part, off, end));
  show(part);
}
