// T: the line in which an activity is planned; on a page without one, the list of one's own.
import { shortcut } from "../js/shortcuts.js";

shortcut("KeyT", {}, () => {
  const line = document.querySelector("dialog[open] [data-plan], main [data-plan]");
  if (line) line.focus();
  else location.assign("/activities#plan");
});

if (location.hash === "#plan") document.querySelector("main [data-plan]")?.focus();
