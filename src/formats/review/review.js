"use strict";
const rows = () => [...document.querySelectorAll("#rows tbody tr")];
const clean = (text) => text.replace(/\s+/g, " ").trim();
for (const row of rows()) {
  row.querySelector("select").addEventListener("change", (event) => {
    row.className = event.target.value;
  });
}
document.getElementById("next").addEventListener("click", () => {
  const below = (row) => row.getBoundingClientRect().top > 200;
  const waiting = rows().filter((row) => row.className === "check");
  const next = waiting.find(below) || waiting[0];
  if (next) next.scrollIntoView({ block: "center" });
});
document.getElementById("save").addEventListener("click", () => {
  const languages = [...document.querySelectorAll("#rows th[dir]")].map((cell) => clean(cell.textContent));
  const lines = ["# tarjuman review"];
  const facts = document.getElementById("facts").textContent.replaceAll("<\u2060/", "</");
  lines.push(...facts.split("\n").filter((line) => line.startsWith("# ")));
  lines.push(["status", "confidence", ...languages].join("\t"));
  for (const row of rows()) {
    const [, confidence, ...texts] = [...row.cells].map((cell) => clean(cell.textContent));
    lines.push([row.querySelector("select").value, confidence, ...texts].join("\t"));
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/tab-separated-values" }));
  link.download = "review.tsv";
  link.click();
});
