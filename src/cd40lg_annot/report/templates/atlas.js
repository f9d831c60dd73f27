"use strict";
(function () {
  const MOST = 500;
  const [head, ...lines] = document.getElementById("data").textContent.split("\n");
  const terms = head.split("\t");
  const rows = lines.map((line) => line.split("\t"));
  const body = document.getElementById("table").tBodies[0];
  const count = document.getElementById("count");
  const inputs = ["search", "term", "exon", "only"].map((id) => document.getElementById(id));
  const [POS, C, P, TERM, EXON, RESIDUE, SPLICE, , CLINVAR] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

  function matchesText(row, words) {
    return words.every(
      (word) =>
        row[POS] === word ||
        row[RESIDUE] === word ||
        row[C].toLowerCase().includes(word) ||
        row[P].toLowerCase().includes(word)
    );
  }

  function wanted(row, words, term, exon, only) {
    if (term && !terms[row[TERM]].split("&").includes(term)) return false;
    if (exon && row[EXON].split("/")[0] !== exon) return false;
    if (only === "known" && !row[CLINVAR]) return false;
    if (only === "splice" && !(Number(row[SPLICE]) >= 0.2)) return false;
    return matchesText(row, words);
  }

  function cell(text) {
    const made = document.createElement("td");
    made.textContent = text;
    return made;
  }

  function show() {
    const [search, term, exon, only] = inputs.map((input) => input.value);
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter((row) => wanted(row, words, term, exon, only));
    body.replaceChildren(
      ...found.slice(0, MOST).map((row) => {
        const line = document.createElement("tr");
        line.append(...row.map((text, index) => cell(index === TERM ? terms[text].replaceAll("&", ", ") : text)));
        return line;
      })
    );
    count.textContent = found.length + " of " + rows.length + " fit";
  }

  for (const input of inputs) input.addEventListener("input", show);
  show();
})();
