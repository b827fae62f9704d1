// 适老版 reads the page aloud, where the browser has a voice for it; figures of numbers are read one by one.
"use strict";
(() => {
  const voice = window.speechSynthesis;
  const button = document.querySelector("[data-read]");
  if (!voice || !button) return;

  function words(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style, form, svg, .sr, .screen, [hidden]") || !node.getClientRects().length) return "";
    const text = [...node.childNodes].map(words).join("");
    if (node.matches(".number")) return text.replace(/\S/g, "$& ");
    const label = node.dataset.title ? node.dataset.title + " " : "";
    return /^(h\d|p|li|dt|dd|tr|td|th|div|section|caption)$/.test(node.localName) ? `${label}${text}。\n` : text;
  }

  function stop() { voice.cancel(); button.textContent = button.dataset.names.split("|")[0]; }
  button.addEventListener("click", () => {
    if (voice.speaking) return stop();
    const told = new SpeechSynthesisUtterance(words(document.querySelector("main")).replace(/(。\s*)+/g, "。\n"));
    told.lang = document.documentElement.lang;
    told.rate = 0.9;
    told.onend = stop;
    button.textContent = button.dataset.names.split("|")[1];
    voice.speak(told);
  });
  window.addEventListener("pagehide", stop);
  button.hidden = false;
})();
