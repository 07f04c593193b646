"use strict";
const form = document.getElementById("filters");
const findings = [...document.querySelectorAll(".finding")];
const files = [...document.querySelectorAll(".file")];
const plain = text => text.normalize("NFKC").toLowerCase()
  .replace(/[\u200c\u064b-\u0652\u0640]/g, "").replace(/[يى]/g, "ی").replace(/ك/g, "ک");
const words = new Map(findings.map(own => [own, plain(own.textContent)]));

function filter() {
  const chosen = new FormData(form);
  const severities = new Set(chosen.getAll("severity"));
  const wanted = plain(chosen.get("words").trim());
  let shown = 0;
  for (const own of findings) {
    const fits = severities.has(own.dataset.severity)
      && (!chosen.get("check") || chosen.get("check") === own.dataset.check)
      && (!chosen.get("file") || chosen.get("file") === own.parentElement.dataset.file)
      && (chosen.has("silenced") || !("silenced" in own.dataset))
      && words.get(own).includes(wanted);
    own.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  for (const file of files) file.hidden = !file.querySelector(".finding:not([hidden])");
  form.querySelector("output").textContent = `${shown} of ${findings.length} shown`;
}

form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
for (const link of document.querySelectorAll("[data-pick-check]")) {
  link.addEventListener("click", event => {
    event.preventDefault();
    form.elements.check.value = link.dataset.pickCheck;
    filter();
    files.find(file => !file.hidden)?.scrollIntoView();
  });
}
filter();
