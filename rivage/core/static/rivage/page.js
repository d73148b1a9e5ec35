/* What every screen needs beside htmx: the phone menu, second blocks, focus on errors. What is sent and kept is in
   sending.js. */
"use strict";
(() => {
  // Second blocks are closed on a phone, open where there is room, and never lost on paper; others open for it alone.
  const wide = window.matchMedia("(min-width: 1280px)");
  const unfold = (root) => { root.querySelectorAll("details[data-large]").forEach((block) => { block.open = true; }); };
  if (wide.matches) unfold(document);
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfold(document);
    unfolded = [...document.querySelectorAll("details[data-papier]:not([open])")];
    unfolded.forEach((block) => { block.open = true; });
  });
  window.addEventListener("afterprint", () => unfolded.forEach((block) => { block.open = false; }));

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
    // One more or one less of what is counted, within what its field takes.
    const step = target && target.closest("[data-pas]");
    if (step) {
      const field = document.getElementById(step.dataset.de);
      const most = Number(field.max);
      field.value = Math.min(most, Math.max(0, (Number(field.value) || 0) + Number(step.dataset.pas)));
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    // The day of the page, said by who presses: no field holds one by itself.
    const day = target && target.closest("[data-jour]");
    if (day) {
      const field = document.getElementById(day.dataset.champ);
      field.value = day.dataset.jour;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    if (target && target.closest("[data-imprimer]")) window.print();
    const copied = target && target.closest("[data-copie]");
    if (copied) {
      const said = copied.querySelector("span");
      navigator.clipboard.writeText(copied.dataset.copie)
        .then(() => { said.textContent = "Copiée"; }, () => { said.textContent = "À copier à la main"; });
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".rv-menu[aria-expanded=true]");
    if (event.key === "Escape" && menu) { menu.click(); menu.focus(); }
  });

  // A long list of choices shows those that hold the words typed; what is chosen stays in sight.
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  document.addEventListener("input", (event) => {
    const list = event.target.dataset.cherche && document.getElementById(`${event.target.dataset.cherche}_choix`);
    if (!list) return;
    const words = plain(event.target.value).split(/\s+/);
    list.classList.toggle("cherche", event.target.value.trim() !== "");
    list.querySelectorAll("label").forEach((choice) => {
      const text = plain(choice.textContent);
      choice.hidden = !choice.querySelector(":checked") && !words.every((word) => text.includes(word));
    });
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

  document.addEventListener("htmx:afterSwap", (event) => {
    focusErrors(event.detail.elt);
    if (wide.matches) unfold(event.detail.elt);
  });
})();
