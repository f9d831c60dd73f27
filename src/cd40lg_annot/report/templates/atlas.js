"use strict";
(function () {
  const MOST = 500;
  const [head, ...lines] = document.getElementById("data").textContent.split("\n");
  const terms = head.split("\t");
  const rows = lines.map((line) => line.split("\t"));
  const body = document.getElementById("table").tBodies[0];
  const count = document.getElementById("count");
  const inputs = ["search", "term", "exon", "only"].map((id) => document.getElementById(id));
  const [POS, C, P, TERM, EXON, RESIDUE, SPLICE, CLASS, CLINVAR] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

  // A number is a position, a residue or a whole c. number; anything else is part of a name.
  function matchesText(row, words) {
    return words.every((word) =>
      /^\d+$/.test(word)
        ? row[POS] === word || row[RESIDUE] === word || row[C].match(/\d+/)[0] === word
        : row[C].toLowerCase().includes(word) || row[P].toLowerCase().replace(/[()]/g, "").includes(word)
    );
  }

  const NAMES = "ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val ter ter".split(" ");
  const THREE = Object.fromEntries([..."arndcqeghilkmfpstwyvx*"].map((one, index) => [one, NAMES[index]]));

  // Residues in one letter, T254M or p.W140*, become those of the list.
  function inThreeLetters(word) {
    const parts = word.match(/^(?:p\.)?([a-z])(\d+)([a-z*]?)$/);
    if (!parts || !THREE[parts[1]] || (parts[3] && !THREE[parts[3]])) return word;
    return THREE[parts[1]] + parts[2] + (parts[3] ? THREE[parts[3]] : "");
  }

  // Names come with accessions and parentheses, positions with a chromosome.
  function wordsOf(text) {
    return text
      .toLowerCase()
      .split(/\s+/)
      .map((word) => inThreeLetters(word.replace(/^.*:/, "").replace(/[()]/g, "")))
      .filter(Boolean);
  }

  function wanted(row, words, term, exon, only) {
    if (term && !terms[row[TERM]].split("&").includes(term)) return false;
    if (exon && (row[EXON].split("/")[0] || "none") !== exon) return false;
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
    const words = wordsOf(search);
    const fitting = rows.filter((row) => wanted(row, words, term, exon, only));
    const found = words.length ? fitting : [...fitting].sort((a, b) => !a[CLINVAR] - !b[CLINVAR]);
    body.replaceChildren(
      ...found.slice(0, MOST).map((row) => {
        const line = document.createElement("tr");
        line.append(...row.map((text, index) => cell(index === TERM ? terms[text].replaceAll("&", ", ") : index === CLASS ? text.replaceAll("_", " ") : text)));
        return line;
      })
    );
    const [fit, all] = [found.length, rows.length].map((number) => number.toLocaleString("en"));
    count.textContent = fit + " of " + all + " fit";
    history.replaceState(null, "", search ? "#" + encodeURIComponent(search) : location.pathname);
  }

  // A link to a search: index.html#c.761
  inputs[0].value = decodeURIComponent(location.hash.slice(1));
  for (const input of inputs) input.addEventListener("input", show);
  show();
})();
