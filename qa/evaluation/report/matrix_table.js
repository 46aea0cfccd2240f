// The runs as a table that sorts; on a narrow window each row is a card.

function matrixSection(data, info) {
  const sorting = { column: "value", ascending: !info.higher_is_better };
  const table = el("table", { class: "matrix" });
  const columns = matrixColumns(data, info);
  const draw = () =>
    table.replaceChildren(
      el("caption", { class: "unseen" }, "Runs with their settings, quality, time and cost"),
      matrixHead(columns, sorting, draw),
      el(
        "tbody",
        null,
        sortedCells(data, info, sorting).map((cell) => matrixRow(cell, columns)),
      ),
    );
  draw();
  return section(
    "runs",
    "Runs",
    el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Runs" }, table),
  );
}

// Each column: what it sorts by, its heading, what a cell shows, and the class of that.
function matrixColumns(data, info) {
  const hasCost = data.cells.some((cell) => cell.cost_usd !== null);
  return [
    data.cells.some((cell) => cell.name) && ["name", "run", (cell) => cell.name || "–"],
    ...data.columns.map((name) => [`setting:${name}`, inWords(name), (cell) => cell.settings[name] ?? "–"]),
    ["value", inWords(info.name), (cell) => qualityShown(cell, info), "quality"],
    ["cases", "cases", (cell) => cell.cases],
    [
      "seconds",
      "time a case, p50",
      (cell) => (cell.seconds === null ? "–" : time(cell.seconds * 1000)),
      "number",
    ],
    hasCost && ["cost_usd", "cost a case", (cell) => told(cell.cost_usd, "usd"), "number"],
    ["errors", "errors", (cell) => cell.errors],
    ["front", "unbeaten in", (cell) => cell.front, "best"],
  ].filter(Boolean);
}

function matrixHead(columns, sorting, draw) {
  const header = (column, label) =>
    sortHeader(label, sorting.column === column, sorting.ascending, () => sortBy(sorting, column, draw));
  return el(
    "thead",
    null,
    el(
      "tr",
      null,
      header("index", "#"),
      columns.map(([column, label]) => header(column, label)),
    ),
  );
}

function sortedCells(data, info, { column, ascending }) {
  const cells = data.cells.map((cell, index) => ({
    ...cell,
    ...info.cells[index],
    index,
    front: frontWords(info, index),
  }));
  const value = (cell) =>
    (column.startsWith("setting:") ? cell.settings[column.slice(8)] : cell[column]) ?? null;
  const order = (a, b) =>
    typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
  const known = cells
    .filter((cell) => value(cell) !== null)
    .sort((a, b) => order(value(a), value(b)) * (ascending ? 1 : -1));
  return [...known, ...cells.filter((cell) => value(cell) === null)];
}

function frontWords(info, index) {
  return [info.fronts.seconds.includes(index) && "★ time", info.fronts.cost_usd.includes(index) && "★ cost"]
    .filter(Boolean)
    .join(" ");
}

function qualityShown(cell, info) {
  if (cell.failed !== null) return el("a", { class: "failed", href: "#failed" }, "✕ failed, see below");
  if (cell.value === null) return "applies to no case";
  const top = info.unit === "share" ? 1 : Math.max(...info.cells.map((one) => one.high ?? one.value ?? 0));
  return [
    el("b", null, told(cell.value, info.unit)),
    cell.low !== null && el("small", null, ` ${told(cell.low, info.unit)} to ${told(cell.high, info.unit)}`),
    whisker(cell, top),
  ];
}

function matrixRow(cell, columns) {
  return el(
    "tr",
    null,
    el("th", { scope: "row" }, cell.index + 1),
    columns.map(([, label, shown, kind]) => el("td", { class: kind, "data-column": label }, shown(cell))),
  );
}
