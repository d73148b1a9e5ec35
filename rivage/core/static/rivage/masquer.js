/* Masquer: blanks the page at once, ends the session through /sortir, and leaves nothing for the Back button. The page
   of the exit, and the door, which is shown to whoever has no session, tell the other tabs: each blanks itself and asks
   for its page again, which the door answers; one where words wait to be saved is hidden, and keeps them (sending.js).
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
    // What a round left on this phone (outreach/sortie.js). Without network, an error would show the address.
    if (window.indexedDB) window.indexedDB.deleteDatabase("rivage-sortie");
    window.location.replace(navigator.onLine ? "/sortir" : "about:blank");
  };

  // Not by reload(), which would offer to send a form twice; without its fragment, or the address would only scroll.
  const askAgain = () => window.location.replace(window.location.href.split("#")[0]);

  const drawn = (then) => {
    if (document.readyState !== "loading") then();
    else document.addEventListener("DOMContentLoaded", then);
  };

  // Whether this page's session is still open: another site can have a door shown without its cookie.
  const open = async () => {
    const page = document.querySelector("meta[name=rivage-session]");
    const asked = { headers: { "HX-Request": "true" }, cache: "no-store", redirect: "error" };
    return Boolean(page) && window.fetch(page.content, asked).then((answer) => answer.ok, () => false);
  };

  // The session is over, another tab says. A page of nobody's stays as it is.
  const over = async () => {
    if (leaving || !document.querySelector(".rv-sortir")) return;
    root.classList.add("rv-blanc");
    const stays = await open() || !document.dispatchEvent(new CustomEvent("rivage:sorti", { cancelable: true }));
    if (leaving) return;
    if (stays) {
      root.classList.remove("rv-blanc");
      return;
    }
    leaving = true;
    document.title = "";
    askAgain();
  };

  if (channel) {
    channel.addEventListener("message", (event) => {
      if (event.data === "masquer") leave(false);
      if (event.data === "sorti") drawn(over);
    });
    if (["/sortir", "/entrer"].includes(window.location.pathname)) channel.postMessage("sorti");
  }

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

  // Chrome keeps a page for Back even under no-store: it is kept blank, and asked again when shown.
  window.addEventListener("pagehide", () => root.classList.add("rv-blanc"));
  window.addEventListener("pageshow", (event) => { if (event.persisted) askAgain(); });
})();
