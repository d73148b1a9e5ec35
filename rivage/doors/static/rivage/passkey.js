/* Passkeys: the page asks the server what to sign, the device signs, and the form is sent as any other. */
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const described = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const create = async (asked) => {
    const made = await navigator.credentials.create({ publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: described(asked.excludeCredentials),
    } });
    return { made, response: { attestationObject: text(made.response.attestationObject) } };
  };

  const get = async (asked) => {
    const made = await navigator.credentials.get({ publicKey: {
      ...asked, challenge: bytes(asked.challenge), allowCredentials: described(asked.allowCredentials),
    } });
    const { authenticatorData, signature, userHandle } = made.response;
    return { made, response: {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : undefined,
    } };
  };

  const said = (error) => {
    if (error.name === "InvalidStateError") return "Cet appareil a déjà une clé pour votre compte.";
    if (error.name === "NotAllowedError") return "L’appareil n’a rien donné. Recommencez, ou essayez autrement.";
    return "Cela n’a pas marché. Vérifiez la connexion, puis recommencez.";
  };

  document.querySelectorAll("form[data-cle]").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const refused = form.querySelector("[data-cle-refus]");
      refused.hidden = true;
      try {
        const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
        const answer = await fetch(form.dataset.cle, { method: "POST", headers });
        if (!answer.ok) throw new Error(String(answer.status));
        const { publicKey } = await answer.json();
        const { made, response } = await ("nouvelle" in form.dataset ? create : get)(publicKey);
        response.clientDataJSON = text(made.response.clientDataJSON);
        form.querySelector("[data-cle-reponse]").value = JSON.stringify({
          id: made.id, rawId: text(made.rawId), type: made.type, response,
          authenticatorAttachment: made.authenticatorAttachment,
          clientExtensionResults: made.getClientExtensionResults(),
        });
        form.submit();
      } catch (error) {
        refused.querySelector("span").textContent = said(error);
        refused.hidden = false;
      }
    });
  });
})();
