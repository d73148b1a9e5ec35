/* What every screen needs beside htmx: one sending per click, the saved state in words, the phone menu, focus on
   errors. A form opts out of the sending lock with data-fichier (it answers with a file); data-garde makes it a form
   saved as one types. */
"use strict";
(() => {
  const SLOW_MS = 300;
  const RETRY_MS = 5000;
  const PUT_OFF_MS = 15000;
  const sent = new WeakMap();

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

  // Second blocks are closed on a phone, open where there is room, and never lost on paper.
  const wide = window.matchMedia("(min-width: 992px)");
  const unfold = (root) => { root.querySelectorAll("details[data-large]").forEach((block) => { block.open = true; }); };
  if (wide.matches) unfold(document);
  window.addEventListener("beforeprint", () => unfold(document));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-fichier], [data-garde]") || event.defaultPrevented) return;
    if (sent.has(form)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    lock(form, event.submitter || form.querySelector("button[type=submit]"));
  }, true);

  // A button that is off says why next to it; pressing it must do nothing.
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target && target.closest("[aria-disabled=true]");
    if (button && !button.closest("[aria-busy=true]")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const menu = target && target.closest(".rv-menu");
    if (menu) {
      const open = document.getElementById(menu.getAttribute("aria-controls")).classList.toggle("ouvert");
      menu.setAttribute("aria-expanded", String(open));
    }
    const eye = target && target.closest("[data-voir]");
    if (eye) {
      const field = document.getElementById(eye.dataset.voir);
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      eye.setAttribute("aria-pressed", String(shown));
    }
    if (target && target.closest("[data-imprimer]")) window.print();
  }, true);

  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".rv-menu[aria-expanded=true]");
    if (event.key === "Escape" && menu) { menu.click(); menu.focus(); }
  });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("input[type=file]")) {
      const line = document.getElementById(`${field.id}_nom`);
      if (line) line.textContent = [...field.files].map((file) => file.name).join(", ");
    }
    if (field.matches("[data-soumet]")) field.form.requestSubmit();
  });

  const focusErrors = (root) => {
    const box = root.querySelector(".rv-erreurs");
    if (box) box.focus();
  };

  document.addEventListener("DOMContentLoaded", () => focusErrors(document));

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("meta[name=csrf-token]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.content;
  });

  let leaving = new WeakSet();

  // A button pressed while a saving is on its way waits for its answer: sent now, the form would carry a version
  // already passed, and its author would be told that somebody else is writing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-garde]")) return;
    if (!form.matches(".htmx-request")) { leaving.add(form); return; }
    const button = event.submitter;
    event.preventDefault();
    event.stopImmediatePropagation();
    const again = () => window.setTimeout(() => form.requestSubmit(button), 0);
    form.addEventListener("htmx:afterRequest", again, { once: true });
  }, true);

  // Once it is sent, what was still waiting to be kept is in it: keeping it again would pass for somebody else's words.
  // It is put off, not dropped: the sending may give nothing, and the page stay.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!leaving.has(form)) return;
    event.preventDefault();
    window.setTimeout(() => {
      leaving.delete(form);
      if (document.contains(form)) window.htmx.trigger(form, "rivage:encore");
    }, PUT_OFF_MS);
  }, true);
  document.addEventListener("input", (event) => { if (event.isTrusted) leaving.delete(event.target.form); }, true);
  window.addEventListener("pageshow", () => { leaving = new WeakSet(); });

  const savedForm = (event) => event.detail.elt.closest("[data-garde]");
  let lostSince = 0;
  let slow = 0;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.defaultPrevented || !savedForm(event) || lostSince) return;
    slow = window.setTimeout(() => setGarde("cours", "Enregistrement", "en cours"), SLOW_MS);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) unlock(form);
    if (!savedForm(event)) return;
    window.clearTimeout(slow);
    // A 422 is swapped in, which htmx calls a success: nothing was saved.
    if (!event.detail.successful || event.detail.xhr.status === 422) return;
    lostSince = 0;
    if ((event.detail.xhr.getResponseHeader("HX-Trigger") || "").includes("rivage:ensemble")) return;
    setGarde("ok", "Enregistré", `à ${event.detail.xhr.getResponseHeader("Rivage-Garde") || clock()}`);
  });

  document.addEventListener("htmx:responseError", (event) => {
    if (savedForm(event) && event.detail.xhr.status !== 422) {
      setGarde("perdu", "Pas enregistré.", "Gardez cette page ouverte : ce que vous écrivez y reste.");
    }
  });

  const lost = (event) => {
    const form = savedForm(event);
    if (!form) return;
    window.clearTimeout(slow);
    if (!lostSince) {
      lostSince = Date.now();
      setGarde("perdu", "Connexion perdue", `à ${clock()}. Ne fermez pas la page, nous réessayons.`);
    }
    window.setTimeout(() => { if (document.contains(form)) window.htmx.trigger(form, "rivage:encore"); }, RETRY_MS);
  };
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);

  // The server says that somebody wrote at the same time: HX-Trigger: {"rivage:ensemble": {"texte": "…"}}
  document.addEventListener("rivage:ensemble", (event) => {
    setGarde("ensemble", event.detail.texte, "Vos mots et les siens sont gardés.");
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    focusErrors(event.detail.elt);
    if (wide.matches) unfold(event.detail.elt);
  });
})();
