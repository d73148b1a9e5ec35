/* Rounds noted without network: kept on the phone until the server says that it has them, a day at most. The form is
   kept in codes and counts, by `data-garder`; the pages of rounds offer it again to who came in, by `data-reprendre`,
   and erase what the server says it received, by `data-recue`. Masquer and Sortir erase all (Clear-Site-Data). */
"use strict";
(() => {
  const BASE = "rivage-sortie";
  const DAY_MS = 24 * 60 * 60 * 1000;

  const opened = () => new Promise((done, failed) => {
    const asked = window.indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("sorties", { keyPath: "once" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  // Closed after each: an open base would hold back its erasing.
  const within = async (mode, act) => {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const asked = act(base.transaction("sorties", mode).objectStore("sorties"));
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
      });
    } finally {
      base.close();
    }
  };
  const put = (round) => within("readwrite", (store) => store.put(round));
  const drop = (once) => within("readwrite", (store) => store.delete(once));
  const all = () => within("readonly", (store) => store.getAll());

  // At the first opening after a day, what was not sent is erased. Gives what still waits, and how many went.
  const waiting = async () => {
    const found = await all();
    const old = found.filter((round) => Date.now() - round.at > DAY_MS);
    await Promise.all(old.map((round) => drop(round.once)));
    return { rounds: found.filter((round) => !old.includes(round)), erased: old.length };
  };

  const hour = (at) => new Date(at).toLocaleString("fr-FR", { weekday: "long", hour: "2-digit", minute: "2-digit" });
  const many = (count, word, words = `${word}s`) => `${count}\u00a0${count > 1 ? words : word}`;
  const told = (round) => `${hour(round.at)}\u00a0: ${many(Number(round.sent.met || 0), "rencontre")}, `
    + `${many(Number(round.sent.answered || 0), "réponse")}`;

  const said = (place, words) => {
    place.textContent = words;
    place.hidden = !words;
  };

  const sentOf = (form) => {
    const data = new FormData(form);
    const sent = {};
    for (const [name, value] of data.entries()) {
      if (name === "once" || name === "csrfmiddlewaretoken") continue;
      if (name === "languages") (sent[name] = sent[name] || []).push(value);
      else if (value) sent[name] = value;
    }
    return sent;
  };

  const fill = (form, round) => {
    form.elements.once.value = round.once;
    Object.entries(round.sent).forEach(([name, value]) => {
      form.querySelectorAll(`[name="${name}"]`).forEach((field) => {
        if (["radio", "checkbox"].includes(field.type)) field.checked = [].concat(value).includes(field.value);
        else field.value = value;
      });
    });
  };

  const drawn = (list, rounds) => {
    const lines = rounds.map((round) => {
      const line = document.createElement("li");
      const words = document.createElement("span");
      words.textContent = told(round);
      line.append(words);
      if (list.dataset.reprendre) {
        const link = document.createElement("a");
        link.className = "btn btn-primary";
        link.href = `${list.dataset.reprendre}?telephone#${round.once}`;
        link.textContent = "Relire et envoyer";
        line.append(link);
      }
      return line;
    });
    const shown = list.querySelector("ul") || document.createElement("ul");
    shown.className = "rv-envois";
    shown.replaceChildren(...lines);
    list.querySelector(".rv-corps").prepend(shown);
    list.hidden = !lines.length;
  };

  // What is typed so far, over the button; read by eye alone, since each number says itself as it changes.
  const summed = (form) => {
    const place = form.querySelector("[data-total]");
    const of = (name) => Number(form.elements[name].value) || 0;
    const parts = [
      many(of("met"), "rencontrée"), many(of("answered"), "réponse"), of("messages") && many(of("messages"), "message"),
      of("given") && many(of("given"), "objet donné", "objets donnés"),
    ].filter(Boolean);
    const tooMany = of("answered") > of("met") + of("messages");
    place.textContent = tooMany ? `${parts.join(", ")}\u00a0: plus de réponses que de rencontres et de messages`
      : parts.join(", ");
    place.classList.toggle("faux", tooMany);
    place.hidden = !["met", "answered", "messages", "given"].some(of);
  };

  // A night's round is of the day it left.
  const today = (form) => {
    form.elements.day.value = new Date(Date.now() - 6 * 60 * 60 * 1000).toLocaleDateString("sv-SE");
  };

  // Why it is not kept; "" when it is fit to be.
  const wrong = (sent) => {
    const met = Number(sent.met || 0);
    if (!sent.kind) return "Dites comment l’équipe est sortie.";
    if (!(met || sent.messages || sent.given || sent.cancelled)) {
      return "Mettez au moins un nombre, ou dites en bas s’il n’y avait personne.";
    }
    return Number(sent.answered || 0) > met + Number(sent.messages || 0)
      ? "Plus de réponses que de personnes rencontrées et de messages envoyés." : "";
  };

  const keeping = (form, list) => async (event) => {
    event.preventDefault();
    const place = form.querySelector("[data-verdict]");
    const sent = sentOf(form);
    if (wrong(sent)) { said(place, wrong(sent)); return; }
    try {
      await put({ once: window.crypto.randomUUID(), at: Date.now(), sent });
    } catch {
      said(place, "Ce téléphone ne garde rien (navigation privée\u00a0?). Notez les nombres sur papier.");
      return;
    }
    form.reset();
    today(form);
    summed(form);
    said(place, "Gardée sur ce téléphone, un jour au plus. Rien n’est encore parti\u00a0: à envoyer d’ici demain.");
    drawn(list, (await waiting()).rounds);
  };

  document.addEventListener("DOMContentLoaded", async () => {
    const list = document.querySelector("[data-attend]");
    const form = document.querySelector("form[data-garder]");
    const counted = document.querySelector("[data-total]")?.closest("form");
    if (counted) counted.addEventListener("input", () => summed(counted));
    if (counted) summed(counted);
    const received = document.querySelector("[data-recue]");
    if (form && "serviceWorker" in navigator) navigator.serviceWorker.register(form.dataset.garder);
    if (!window.indexedDB) return;
    if (received) await drop(received.dataset.recue);
    const { rounds, erased } = await waiting();
    if (list) drawn(list, rounds);
    const gone = document.querySelector("[data-effacees]");
    if (gone && erased) {
      said(gone, `${many(erased, "sortie")} de plus d’un jour\u00a0: effacée de ce téléphone, sans être partie.`);
    }
    const again = document.querySelector("form[data-reprise]");
    const round = again && rounds.find((one) => one.once === window.location.hash.slice(1));
    if (round) { fill(again, round); summed(again); }
    if (!form) return;
    today(form);
    form.addEventListener("submit", keeping(form, list));
  });
})();
