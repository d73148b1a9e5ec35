/* What is sent and what is kept as one types. A form leaves once its page knows that it will be received: the session
   open, its token good, the server there; otherwise the page stays, and says why. *Saved* is said of an answer that
   carries the server's own mark (Rivage-Garde), of no other. A form opts out with data-fichier (it answers with a
   file), data-cle (a device answers first) or data-sortie (the exit, whatever is open); data-garde makes it a form
   saved as one types. Nothing is kept in the browser but the page itself. */
"use strict";
(() => {
  const SLOW_MS = 300;
  const RETRY_MS = 5000;
  const ANSWER_MS = 10000;
  const PUT_OFF_MS = 15000;
  const OPEN = "ouverte";
  const CLOSED = "fermee";
  const OTHER = "autre";
  const LOST = "perdue";
  const BACK = "revenue";
  const sent = new WeakMap();
  const ready = new WeakSet();
  const again = new WeakSet();
  const unsaved = new Set();
  let leaving = new WeakSet();
  let lostSince = 0;
  let slow = 0;
  let watching = 0;
  let refused = false;

  const meta = (name) => document.querySelector(`meta[name=${name}]`);

  const setGarde = (kind, strong, rest) => {
    const line = document.getElementById("garde");
    if (!line) return;
    line.hidden = false;
    line.classList.toggle("attente", kind !== "ok");
    line.querySelectorAll("[data-icone]").forEach((icon) => {
      icon.toggleAttribute("hidden", icon.dataset.icone !== kind);
    });
    const bold = document.createElement("strong");
    bold.textContent = strong;
    line.querySelector("[data-texte]").replaceChildren(bold, document.createTextNode(rest ? ` ${rest}` : ""));
  };

  const clock = () => {
    const now = new Date();
    return `${now.getHours()}\u00a0h\u00a0${String(now.getMinutes()).padStart(2, "0")}`;
  };

  const lock = (form, button) => {
    const state = { button, words: null, timer: null };
    sent.set(form, state);
    form.setAttribute("aria-busy", "true");
    if (!button) return;
    button.setAttribute("aria-disabled", "true");
    state.timer = window.setTimeout(() => {
      state.words = [...button.childNodes];
      button.style.inlineSize = `${button.getBoundingClientRect().width}px`;
      button.replaceChildren("Envoi…");
    }, SLOW_MS);
  };

  const unlock = (form) => {
    const state = sent.get(form);
    if (!state) return;
    sent.delete(form);
    form.removeAttribute("aria-busy");
    if (!state.button) return;
    window.clearTimeout(state.timer);
    state.button.removeAttribute("aria-disabled");
    state.button.style.inlineSize = "";
    if (state.words) state.button.replaceChildren(...state.words);
  };

  // Whether this function still acts. Its page takes up the token that a sign-in made anew.
  const renew = (token) => {
    const held = meta("csrf-token");
    if (held) held.content = token;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
  };

  const ask = async () => {
    const patience = new AbortController();
    const late = window.setTimeout(() => patience.abort(), ANSWER_MS);
    try {
      const answer = await window.fetch(meta("rivage-session").content, {
        headers: { "HX-Request": "true" }, cache: "no-store", redirect: "error", signal: patience.signal,
      });
      const words = await answer.text();
      if (answer.status === 200) renew(words);
      return { 200: OPEN, 401: CLOSED, 404: OTHER }[answer.status] || LOST;
    } catch {
      return LOST;
    } finally {
      window.clearTimeout(late);
    }
  };

  const say = (word) => {
    const band = document.getElementById("session");
    if (!band) return;
    band.hidden = !word;
    document.querySelectorAll("[data-dit]").forEach((line) => { line.hidden = line.dataset.dit !== word; });
  };

  // The page is hidden behind what says why, until the same account is back in the same function.
  let behind = null;
  const veil = (over) => {
    const said = document.getElementById("voile");
    if (!said || said.hidden !== over) return;
    if (over) behind = { title: document.title, focused: document.activeElement };
    document.documentElement.classList.toggle("rv-voile", over);
    said.hidden = !over;
    document.title = over ? "Session fermée" : behind.title;
    (over ? said : behind.focused).focus();
  };

  const keepAgain = (form) => { if (document.contains(form)) window.htmx.trigger(form, "rivage:encore"); };

  // The same account in the same function: what is kept as one types is kept again; the rest waits for a click.
  const opened = () => {
    window.clearInterval(watching);
    watching = 0;
    veil(false);
    say(refused ? BACK : "");
    refused = false;
    const waiting = [...unsaved];
    unsaved.clear();
    waiting.forEach(keepAgain);
  };

  const look = async () => {
    if (!watching || document.visibilityState !== "visible") return;
    const state = await ask();
    if (!watching || state === LOST) return;
    if (state === OPEN) opened();
    else say(state);
  };

  const closed = (state) => {
    say(state);
    if (!watching) watching = window.setInterval(look, RETRY_MS);
  };
  document.addEventListener("visibilitychange", look);

  const pause = () => new Promise((go) => {
    window.setTimeout(go, RETRY_MS);
    window.addEventListener("online", go, { once: true });
  });

  const leave = async (form, button) => {
    lock(form, button);
    let state = await ask();
    while (state === LOST) {
      say(LOST);
      await pause();
      if (!document.contains(form)) return;
      state = await ask();
    }
    unlock(form);
    if (state !== OPEN) {
      refused = true;
      closed(state);
      return;
    }
    if (watching) { refused = false; opened(); }
    say("");
    ready.add(form);
    form.requestSubmit(button && button.form === form ? button : null);
    ready.delete(form);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || !meta("rivage-session")) return;
    if (ready.has(form)) return;
    if (form.matches("[data-fichier], [data-cle], [data-sortie], [data-hx-post]:not([data-garde])")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!sent.has(form)) leave(form, event.submitter || form.querySelector("button[type=submit]"));
  }, true);

  // A button pressed while a saving is on its way waits for its answer: sent now, the form would carry a version
  // already passed, and its author would be told that somebody else is writing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-garde]")) return;
    if (!form.matches(".htmx-request")) { leaving.add(form); return; }
    const button = event.submitter;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.addEventListener("htmx:afterRequest", () => window.setTimeout(() => form.requestSubmit(button), 0),
      { once: true });
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-fichier], [data-cle], [data-garde]") || event.defaultPrevented) return;
    if (sent.has(form)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    lock(form, event.submitter || form.querySelector("button[type=submit]"));
  }, true);

  document.addEventListener("htmx:configRequest", (event) => {
    const token = meta("csrf-token");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.content;
  });

  // Once it is sent, what was still waiting to be kept is in it: keeping it again would pass for somebody else's words.
  // It is put off, not dropped: the sending may give nothing, and the page stay.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!leaving.has(form)) return;
    event.preventDefault();
    window.setTimeout(() => {
      leaving.delete(form);
      keepAgain(form);
    }, PUT_OFF_MS);
  }, true);
  document.addEventListener("input", (event) => { if (event.isTrusted) leaving.delete(event.target.form); }, true);
  window.addEventListener("pageshow", () => { leaving = new WeakSet(); });

  // Words of a form that nothing keeps as one types: the page is not left without them unless one says so.
  const WORDS = "textarea, input:not([type]), input[type=text], input[type=email], input[type=tel]";
  const typed = new Set();
  document.addEventListener("input", (event) => {
    const form = meta("rivage-session") && event.target.matches(WORDS) && event.target.form;
    if (form && form.getAttribute("method") === "post" && !form.matches("[data-garde], [role=search]")) typed.add(form);
  }, true);
  document.addEventListener("submit", (event) => typed.delete(event.target), true);
  window.addEventListener("pagehide", () => typed.clear());
  window.addEventListener("beforeunload", (event) => {
    const left = [...typed].some((form) => form.isConnected && [...form.querySelectorAll(WORDS)].some(
      (field) => field.value.trim() && field.value !== field.defaultValue,
    ));
    if (!left) return;
    event.preventDefault();
    // Whoever stays may press again what had been on its way.
    window.setTimeout(() => document.querySelectorAll("form[aria-busy=true]").forEach(unlock), 0);
  });

  // Sortir in another tab, while words here wait to be saved: what was typed since the page, what a form saved as one
  // types has not yet had answered, and the page that answered a sending, which holds what was sent.
  const held = new Map();
  const sentAt = new WeakMap();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-garde]")) held.set(form, event.timeStamp);
  }, true);
  const changed = (field) => {
    if (["hidden", "password", "submit", "button"].includes(field.type)) return false;
    if (field.options) return [...field.options].some((one, at) => one.selected !== one.defaultSelected && at > 0);
    return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
  };
  const waiting = () => meta("rivage-rendu") || unsaved.size || [...document.forms].some((form) => (
    form.matches("[data-garde]") ? held.has(form)
      : form.method === "post" && !form.matches("[role=search]") && [...form.elements].some(changed)));
  document.addEventListener("rivage:sorti", (event) => {
    if (!meta("rivage-session") || !waiting()) return;
    event.preventDefault();
    veil(true);
    closed(CLOSED);
  });

  const savedForm = (event) => event.detail.elt.closest("[data-garde]");

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.defaultPrevented || !savedForm(event)) return;
    sentAt.set(savedForm(event), event.timeStamp);
    if (lostSince) return;
    slow = window.setTimeout(() => setGarde("cours", "Enregistrement", "en cours"), SLOW_MS);
  });

  // Refused once, it is tried again with the token of the day; refused twice, the token was not the reason.
  const notKept = async (form) => {
    const tried = again.has(form);
    setGarde("perdu", "Pas enregistré.", "Gardez cette page ouverte : ce que vous écrivez y reste.");
    if (!meta("rivage-session")) return;
    const state = await ask();
    if (state === CLOSED || state === OTHER) {
      unsaved.add(form);
      closed(state);
    } else if (state === OPEN && !tried) {
      again.add(form);
      keepAgain(form);
    }
  };

  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr } = event.detail;
    const saved = savedForm(event);
    if (!saved) {
      const form = event.detail.elt.closest("form");
      if (form) unlock(form);
      if (xhr.status === 401) closed(CLOSED);
      return;
    }
    window.clearTimeout(slow);
    // Nothing answered: `lost` says so. A 422 is swapped in, and says by itself that nothing was saved.
    if (!xhr.status || xhr.status === 422) return;
    lostSince = 0;
    const mark = event.detail.successful && xhr.getResponseHeader("Rivage-Garde");
    if (!mark) { notKept(saved); return; }
    again.delete(saved);
    unsaved.delete(saved);
    if (held.get(saved) <= sentAt.get(saved)) held.delete(saved);
    if ((xhr.getResponseHeader("HX-Trigger") || "").includes("rivage:ensemble")) return;
    setGarde("ok", "Enregistré", `à ${mark}`);
  });

  // What comes from a door is never drawn inside somebody's page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const page = meta("rivage-session");
    const from = new URL(event.detail.xhr.responseURL || window.location.href, window.location.href);
    if (!page || from.pathname.startsWith(page.content.replace(/session$/, ""))) return;
    event.detail.shouldSwap = false;
    closed(CLOSED);
  });

  const lost = (event) => {
    const form = savedForm(event);
    if (!form) return;
    window.clearTimeout(slow);
    if (!lostSince) {
      lostSince = Date.now();
      setGarde("perdu", "Connexion perdue", `à ${clock()}. Ne fermez pas la page, nous réessayons.`);
    }
    window.setTimeout(() => keepAgain(form), RETRY_MS);
  };
  // A button that changes a part of its page, and had no answer: its form leaves as it does without script.
  const plainly = (event) => {
    const button = event.detail.elt;
    if (button.matches("button[data-hx-post]") && button.form) button.form.requestSubmit(button);
  };
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => {
    document.addEventListener(name, plainly);
  });
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);

  // The server says that somebody wrote at the same time: HX-Trigger: {"rivage:ensemble": {"texte": "…"}}
  document.addEventListener("rivage:ensemble", (event) => {
    setGarde("ensemble", event.detail.texte, "Vos mots et les siens sont gardés.");
  });
})();
