"use strict";

// What is signed is the project that was saved: as soon as a field changes, nothing leads to the signature.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".rv-decision");
  const sign = document.querySelector("[data-signer]");
  if (!form || !sign) return;
  const off = () => {
    sign.setAttribute("aria-disabled", "true");
    sign.setAttribute("aria-describedby", "pas-enregistre");
    document.getElementById("pas-enregistre").hidden = false;
  };
  form.addEventListener("input", off);
  form.addEventListener("change", off);
});
