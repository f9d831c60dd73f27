"use strict";
(function () {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const search = document.getElementById("search");
  const show = document.getElementById("show");
  const count = document.getElementById("count");
  const rows = Array.from(body.rows, (row) => ({ row, text: row.textContent.toLowerCase() }));
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function wanted(row) {
    const kind = show.value;
    if (kind === "warnings") return row.dataset.warnings !== "0";
    if (kind === "incomplete") return row.dataset.assessed !== "100%";
    return kind === "" || row.dataset.relevance === kind;
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const visible = wanted(row) && words.every((word) => text.includes(word));
      row.hidden = !visible;
      if (visible) shown += 1;
    }
    count.textContent = shown + " of " + rows.length + " shown";
  }

  function sort(heading) {
    const column = heading.cellIndex;
    const up = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of heading.parentElement.cells) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const keyed = rows.map((entry) => ({ entry, key: entry.row.cells[column].textContent }));
    keyed.sort((a, b) => (up ? 1 : -1) * order.compare(a.key, b.key));
    body.append(...keyed.map(({ entry }) => entry.row));
  }

  for (const heading of table.tHead.rows[0].cells) {
    heading.firstElementChild.addEventListener("click", () => sort(heading));
  }
  search.addEventListener("input", filter);
  show.addEventListener("change", filter);
})();
