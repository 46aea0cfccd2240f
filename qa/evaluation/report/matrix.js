// Several runs: a table of cells with what varies between them, and two plots.

function drawMatrix() {
  const data = readData();
  const working = data.cells.filter((cell) => cell.failed === null);
  const failed = data.cells.map((cell, index) => ({ ...cell, index })).filter((cell) => cell.failed !== null);
  document.getElementById("page").append(
    el(
      "header",
      { class: "top" },
      el(
        "div",
        null,
        el("p", { class: "kicker" }, "Matrix of runs"),
        el("h1", null, `${inWords(data.metric.name)} by setting`),
      ),
      el(
        "p",
        { class: "facts" },
        el("span", { class: "fact" }, plural(working.length, "run")),
        failed.length > 0 && el("a", { class: "fact alarming", href: "#failed" }, `${failed.length} failed`),
      ),
      el(
        "dl",
        { class: "settings" },
        [["cases", data.cases_files.join(", ")], ...data.fixed]
          .filter(([, value]) => value)
          .map(([name, value]) => el("div", null, el("dt", null, inWords(name)), el("dd", null, value))),
      ),
    ),
    el(
      "main",
      null,
      el(
        "p",
        { class: "lead" },
        data.metric.about,
        !data.metric.higher_is_better && " Lower is better.",
        ` Bars are ${Math.round(data.level * 100)}% intervals over cases.`,
        " ★ marks runs that no other beats: as good for less, or better for as little.",
      ),
      el(
        "div",
        { class: "scatters" },
        plotOf(data, "seconds", "seconds a case, median", secondsWords),
        plotOf(data, "cost_usd", "US dollars a case, mean", (value) => told(value, "usd")),
      ),
      matrixSection(data),
      failed.length > 0 &&
        section(
          "failed",
          "Runs without a result",
          el(
            "ul",
            { class: "faults" },
            failed.map((cell) =>
              el(
                "li",
                { class: "grave" },
                el("b", null, `${cell.index + 1} ${cell.name || "unnamed run"}`),
                `: ${cell.failed}`,
              ),
            ),
          ),
        ),
    ),
  );
}

function secondsWords(value) {
  return value === 0 ? "0" : time(value * 1000);
}

function plotOf(data, field, label, words) {
  const untold = data.cells.flatMap((cell, index) =>
    cell.failed === null && cell[field] === null ? [index + 1] : [],
  );
  return el(
    "figure",
    null,
    el(
      "figcaption",
      null,
      `${inWords(data.metric.name)} and ${label}`,
      untold.length > 0 &&
        untold.length < data.cells.length &&
        el("small", null, `Not here, since they tell none: ${untold.join(", ")}`),
    ),
    scatterPlot(data.cells, data.fronts[field], { metric: data.metric.name, field, label, words }),
  );
}

function matrixSection(data) {
  const sorting = { column: "quality", ascending: !data.metric.higher_is_better };
  const table = el("table", { class: "matrix" });
  const draw = () =>
    table.replaceChildren(
      el("caption", { class: "unseen" }, "Runs with their settings, quality, time and cost"),
      matrixHead(data, sorting, draw),
      el(
        "tbody",
        null,
        sortedCells(data, sorting).map((cell) => matrixRow(cell, data)),
      ),
    );
  draw();
  return section(
    "runs",
    "Runs",
    el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": "Runs" }, table),
  );
}

function matrixHead(data, sorting, draw) {
  const header = (column, label) =>
    sortHeader(label, sorting.column === column, sorting.ascending, () => {
      sorting.ascending = sorting.column === column ? !sorting.ascending : true;
      sorting.column = column;
      draw();
    });
  return el(
    "thead",
    null,
    el(
      "tr",
      null,
      header("index", "#"),
      header("name", "run"),
      data.columns.map((name) => header(`setting:${name}`, inWords(name))),
      header("quality", inWords(data.metric.name)),
      header("cases", "cases"),
      header("seconds", "time a case, p50"),
      header("cost_usd", "cost a case"),
      header("errors", "failed cases"),
      header("front", "unbeaten in"),
    ),
  );
}

function sortedCells(data, { column, ascending }) {
  const cells = data.cells.map((cell, index) => ({ ...cell, index, front: frontWords(data, index) }));
  const value = (cell) =>
    (column.startsWith("setting:") ? cell.settings[column.slice(8)] : cell[column]) ?? null;
  const order = (a, b) =>
    typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
  const known = cells
    .filter((cell) => value(cell) !== null)
    .sort((a, b) => order(value(a), value(b)) * (ascending ? 1 : -1));
  return [...known, ...cells.filter((cell) => value(cell) === null)];
}

function frontWords(data, index) {
  return [data.fronts.seconds.includes(index) && "★ time", data.fronts.cost_usd.includes(index) && "★ cost"]
    .filter(Boolean)
    .join(" ");
}

function matrixRow(cell, data) {
  const { unit } = data.metric;
  const top = unit === "share" ? 1 : Math.max(...data.cells.map((one) => one.high ?? one.quality ?? 0));
  const quality =
    cell.quality === null
      ? el("span", { class: "failed" }, cell.failed ? "✕ failed" : "applies to no case")
      : [
          el("b", null, told(cell.quality, unit)),
          el("small", null, ` ${told(cell.low, unit)} to ${told(cell.high, unit)}`),
          whisker({ ...cell, value: cell.quality }, top),
        ];
  return el(
    "tr",
    null,
    el("td", null, cell.index + 1),
    el("th", { scope: "row" }, cell.name || "unnamed run"),
    data.columns.map((name) => el("td", null, cell.settings[name] ?? "–")),
    el("td", { class: "quality" }, quality),
    el("td", null, cell.cases),
    el("td", { class: "number" }, cell.seconds === null ? "–" : time(cell.seconds * 1000)),
    el("td", { class: "number" }, told(cell.cost_usd, "usd")),
    el("td", { class: cell.errors ? "failed" : null }, cell.errors),
    el("td", { class: "best" }, cell.front),
  );
}

drawMatrix();
