// Comforts only: every page works without this file.
"use strict";
const faults = document.getElementById("faults");
if (faults) faults.focus();
// A second tap while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
