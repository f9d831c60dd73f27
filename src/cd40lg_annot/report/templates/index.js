"use strict";
(function () {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const search = document.getElementById("search");
  const show = document.getElementById("show");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  const rows = Array.from(body.rows, (row) => ({ row, text: row.textContent.toLowerCase() }));
  // A browser lays out a few hundred rows at once; the others wait until they are asked for.
  let limit = 200;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  function wanted(row) {
    const kind = show.value;
    if (kind === "warnings") return row.dataset.warnings !== "0";
    if (kind === "incomplete") return row.dataset.assessed !== "100%";
    return kind === "" || row.dataset.relevance === kind;
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let matching = 0;
    for (const { row, text } of rows) {
      const matches = wanted(row) && words.every((word) => text.includes(word));
      if (matches) matching += 1;
      row.hidden = !matches || matching > limit;
    }
    const shown = Math.min(matching, limit);
    const message = shown < matching ? count.dataset.part : count.dataset.all;
    const values = { number: matching, all: rows.length, shown };
    count.textContent = message.replace(/\{(\w+)\}/g, (place, name) => values[name]);
    more.hidden = shown === matching;
  }

  function sort(heading) {
    const column = heading.cellIndex;
    const up = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of heading.parentElement.cells) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    for (const entry of rows) entry.key = entry.row.cells[column].textContent;
    rows.sort((a, b) => (up ? 1 : -1) * order.compare(a.key, b.key));
    for (const { row } of rows) row.hidden = true;
    body.append(...rows.map(({ row }) => row));
    filter();
  }

  for (const heading of table.tHead.rows[0].cells) {
    heading.firstElementChild.addEventListener("click", () => sort(heading));
  }
  search.addEventListener("input", filter);
  show.addEventListener("change", filter);
  more.addEventListener("click", () => {
    limit = Infinity;
    filter();
  });
  filter();
})();
