/* Small comforts; every page also works without them. */
(function () {
  "use strict";
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  /* "/" goes to the search box, as in many programs that people know. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const box = document.querySelector("[data-search]");
    if (!box || box.offsetParent === null) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  /* J and K go down and up a list of work, Enter opens what has the focus. */
  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const links = [...document.querySelectorAll("[data-rows] .mz-main a")];
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  });

  /* A form is sent once: the second click of an impatient hand does nothing. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  /* Printing is a button where a script can do it. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  /* A form with faults: start at the first of them. */
  const fault = document.querySelector(".is-invalid, [aria-invalid=true]");
  if (fault) fault.focus();

  /* On a phone the parts of a long page are folded: their headings are a table of contents. */
  const small = window.matchMedia("(max-width: 767.98px)");
  const unfold = (part, open) => {
    part.toggleAttribute("data-folded", !open);
    part.querySelector("[data-unfold]").setAttribute("aria-expanded", String(open));
  };
  const fold = (place) => {
    if (!small.matches) return;
    place.querySelectorAll("[data-fold]").forEach((part) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-icon mz-unfold";
      button.setAttribute("data-unfold", "");
      button.setAttribute("aria-labelledby", part.getAttribute("aria-labelledby"));
      button.innerHTML = '<i class="ti ti-chevron-down" aria-hidden="true"></i>';
      part.querySelector(".card-header").append(button);
      part.removeAttribute("data-fold");
      unfold(part, `#${part.id}` === location.hash);
    });
  };
  fold(document);
  document.addEventListener("desk:arrived", (event) => fold(event.detail));
  document.addEventListener("click", (event) => {
    const part = event.target.closest(".card-header")?.parentElement;
    if (!part?.querySelector("[data-unfold]") || event.target.closest("a")) return;
    unfold(part, part.hasAttribute("data-folded"));
  });

  /* What htmx brought is told to those who listen; what failed is told to everybody. */
  const announce = (text) => {
    const place = document.getElementById("announce");
    if (place) place.textContent = text;
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    const told = event.target.querySelector && event.target.querySelector("[data-announce]");
    if (told) announce(told.dataset.announce);
    document.dispatchEvent(new CustomEvent("desk:arrived", { detail: event.target }));
  });
  document.addEventListener("htmx:responseError", (event) => {
    const target = event.detail.target;
    if (!target) return;
    const note = document.createElement("p");
    note.className = "alert alert-danger";
    note.setAttribute("role", "alert");
    note.textContent = document.documentElement.lang.startsWith("en")
      ? "This part could not be loaded. Reload the page and try again."
      : "这一部分没有取到，请刷新页面再试。";
    target.replaceChildren(note);
  });
})();
