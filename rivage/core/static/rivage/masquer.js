/* Masquer: blanks the page at once, ends the session through /sortir, and leaves nothing for the Back button.
   Loaded without defer, before the page is drawn, so that it works while the rest still arrives. */
"use strict";
(() => {
  const root = document.documentElement;
  const WINDOW_MS = 5000;
  const PRESSES = 3;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("rivage") : null;
  let presses = [];
  let leaving = false;

  root.classList.remove("rv-sans-js");

  // htmx writes each address in the tab's storage, whatever its settings; it gives up when storage refuses.
  Storage.prototype.setItem = () => {
    throw new DOMException("Rivage keeps nothing in the browser", "QuotaExceededError");
  };

  const leave = (tellOthers) => {
    if (leaving) return;
    leaving = true;
    root.classList.add("rv-blanc");
    document.title = "";
    if (document.body) document.body.replaceChildren();
    if (tellOthers && channel) channel.postMessage("masquer");
    window.location.replace("/sortir");
  };

  if (channel) channel.addEventListener("message", (event) => { if (event.data === "masquer") leave(false); });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".rv-masquer-geste")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave(true);
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < WINDOW_MS), event.timeStamp];
    if (presses.length >= PRESSES) leave(true);
  }, true);

  // Chrome keeps a page for Back even under no-store: it is kept blank, and asked again when shown. Not by reload(),
  // which would offer to send a form twice; without its fragment, or the address would only scroll.
  window.addEventListener("pagehide", () => root.classList.add("rv-blanc"));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.replace(window.location.href.split("#")[0]);
  });
})();
