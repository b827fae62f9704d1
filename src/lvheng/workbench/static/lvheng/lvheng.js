// What a page needs beyond its own HTML. No inline script anywhere: a strict content policy may stand.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { value ? localStorage.setItem(name, value) : localStorage.removeItem(name); } catch { /* private window */ } };

  // Before the first paint: the reader's own look.
  if (kept("theme")) root.dataset.theme = kept("theme");
  const isLarge = () => document.cookie.split("; ").includes("look=large");
  root.classList.toggle("large", isLarge()); // a page that the browser kept may be older than the choice

  const looks = ["", "light", "dark"];
  function sayLook() {
    for (const button of document.querySelectorAll("[data-switch=theme]")) button.textContent = button.dataset.names.split("|")[looks.indexOf(root.dataset.theme || "")];
    for (const button of document.querySelectorAll("[data-switch=large]")) {
      button.textContent = button.dataset.names.split("|")[Number(isLarge())];
      button.value = isLarge() ? "0" : "1";
    }
  }
  function switchLook(which) {
    if (which === "large") {
      document.cookie = `look=${isLarge() ? "; max-age=0" : "large; max-age=31536000"}; path=/; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
      root.classList.toggle("large", isLarge());
    } else {
      const next = looks[(looks.indexOf(root.dataset.theme || "") + 1) % looks.length];
      if (next) root.dataset.theme = next; else delete root.dataset.theme;
      keep("theme", next);
    }
    sayLook();
  }

  // For a moment after a dialog was closed the focus is still in its field: a field that is not shown is not typed in.
  const typing = (target) => target.closest?.("input, select, textarea, [contenteditable]")?.getClientRects().length;
  const everything = () => document.getElementById("everything");
  function openEverything() {
    const dialog = everything();
    if (dialog && !dialog.open) { dialog.showModal(); dialog.querySelector("input").select(); }
  }

  // j and k walk through rows, Enter opens the row's record; the arrows do the same in search results.
  function walk(step) {
    const dialog = everything();
    const within = dialog?.open ? dialog : document;
    const links = [...within.querySelectorAll("[data-row] [data-open], tr[data-row] th a, .results li > a")].filter((a) => a.getClientRects().length);
    const stops = [...new Map(links.map((a) => [a.closest("tr, li"), a])).values()];
    if (!stops.length) return false;
    const at = stops.findIndex((a) => a.closest("tr, li").contains(document.activeElement));
    stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus();
    return true;
  }

  // g and then a number: the entries of the main navigation, from the left.
  let going = 0;
  function go(key) {
    const began = Date.now() - going < 3000;
    going = key === "g" ? Date.now() : 0;
    const link = began && /^[1-9]$/.test(key) && document.querySelectorAll("header nav a")[key - 1];
    if (link) link.click();
  }

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      if (everything()) { event.preventDefault(); openEverything(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
    const arrows = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in arrows && everything()?.open) { if (walk(arrows[event.key])) event.preventDefault(); return; }
    if (everything()?.open && !typing(event.target) && event.key.length === 1) { everything().querySelector("input").focus(); return; } // go on typing
    if (typing(event.target) && event.target.type !== "checkbox" || document.querySelector("dialog[open]")) return;
    if (event.key === "/") {
      const field = document.querySelector("[data-find], input[type=search]");
      if (field) { event.preventDefault(); field.focus(); field.select(); } else if (everything()) { event.preventDefault(); openEverything(); }
    } else if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
    else if (event.key === "x") document.activeElement.closest("tr")?.querySelector(".tick input")?.click();
    else if (event.key === "?") document.getElementById("keys")?.showModal();
    else go(event.key);
  });

  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-switch], [data-dialog], [data-close], [data-print], [data-all], [data-insert], [data-beside]");
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    if (!chosen) return;
    if (chosen.dataset.switch) { event.preventDefault(); switchLook(chosen.dataset.switch); } // without scripts the form sets the cookie
    else if (chosen.dataset.dialog === "everything") openEverything();
    else if (chosen.dataset.dialog) document.getElementById(chosen.dataset.dialog).showModal();
    else if ("close" in chosen.dataset) chosen.closest("dialog").close();
    else if ("print" in chosen.dataset) window.print();
    else if ("beside" in chosen.dataset) { event.preventDefault(); showBeside(document.getElementById(chosen.hash.slice(1))); }
    else if (chosen.dataset.insert) insert(chosen.textContent, written?.form === chosen.form ? written : document.getElementById(chosen.dataset.insert));
    else if (chosen.dataset.all) for (const box of document.querySelectorAll(`input[type=checkbox][name="${chosen.dataset.all}"]`)) box.checked = chosen.checked;
  });

  // The place of a row in the text beside it is shown there, and the page stays where one was reading.
  function showBeside(place) {
    const text = place.closest(".source");
    while (!place.textContent && place.previousElementSibling) place = place.previousElementSibling; // later targets of one row of a table
    for (const shown of text.querySelectorAll(".shown")) shown.classList.remove("shown");
    place.classList.add("shown");
    text.scrollTop += place.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  }

  // A word that may be put in goes to where one was writing.
  let written = null;
  document.addEventListener("focusin", (event) => { if (event.target.matches("textarea, input:not([type])")) written = event.target; });
  function insert(word, into) {
    into.focus();
    into.setRangeText(word, into.selectionStart, into.selectionEnd, "end");
    into.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // A day or filter that was changed asks the page anew, once the person has stopped typing.
  let waiting;
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-ask]");
    if (!form || (event.target.type === "date" && event.target.value && event.target.value < "1900")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => form.requestSubmit(), event.target.type === "date" ? 600 : 0);
  });

  // A form that was begun is not lost by a wrong click.
  let begun = null;
  document.addEventListener("input", (event) => { const form = event.target.closest("form[data-keep]"); if (form) begun = form; });
  document.addEventListener("submit", (event) => {
    if (event.target === begun) begun = null;
    // Enter in the search box opens the first result, if it is one of what was typed.
    const found = document.getElementById(event.target.dataset.first)?.querySelector("[data-found]");
    const first = found && found.dataset.found === event.target.elements.q.value.trim() && found.querySelector("li a");
    if (first) { event.preventDefault(); first.click(); return; }
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });
  window.addEventListener("beforeunload", (event) => { if (begun?.isConnected) event.preventDefault(); });

  // Files dropped on a drop zone go into its input.
  for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.(".drop");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    const input = kind === "drop" && zone.querySelector("input[type=file]");
    if (input) { input.files = event.dataTransfer.files; input.dispatchEvent(new Event("change", { bubbles: true })); }
  });

  // On a narrow screen the tabs scroll: the one that is open comes into sight.
  const showTabs = () => { for (const each of document.querySelectorAll("main > .chips [aria-current], main > .tabs [aria-current]")) each.parentElement.scrollLeft = each.offsetLeft - each.parentElement.offsetLeft; };
  document.addEventListener("DOMContentLoaded", () => { sayLook(); showTabs(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { root.classList.toggle("large", isLarge()); sayLook(); } });
})();
