// Several runs: what they have in common, plots by a metric of the reader's choice, a table, and what failed.

function drawMatrix() {
  const data = readData();
  const parts = el("div", { class: "parts" });
  const title = el("h1");
  const draw = (name) => {
    const info = data.metrics.find((one) => one.name === name);
    title.textContent = `${inWords(name)} by setting`;
    parts.replaceChildren(aboutMetric(data, info), plots(data, info), matrixSection(data, info));
  };
  const choice = metricChoice(data, draw);
  document
    .getElementById("page")
    .append(
      matrixHeader(data, title),
      el(
        "main",
        null,
        data.metrics.length > 1 && el("div", { class: "filters" }, choice),
        parts,
        failedSection(data),
      ),
    );
  draw(chosenMetric(data));
}

// The choice lives in the address after #, so that a link or a reload brings it back.
function chosenMetric(data) {
  const asked = new URLSearchParams(location.hash.slice(1)).get("metric");
  return data.metrics.some((one) => one.name === asked) ? asked : data.metric;
}

function metricChoice(data, draw) {
  const chosen = chosenMetric(data);
  const select = el(
    "select",
    {
      name: "metric",
      onchange: () => {
        history.replaceState(null, "", `#${new URLSearchParams({ metric: select.value })}`);
        draw(select.value);
      },
    },
    data.metrics.map((info) =>
      el("option", { value: info.name, selected: info.name === chosen }, inWords(info.name)),
    ),
  );
  return el("label", { class: "field" }, el("span", null, "compare by"), select);
}

function matrixHeader(data, title) {
  const failed = data.cells.filter((cell) => cell.failed !== null).length;
  return el(
    "header",
    { class: "top" },
    el("div", null, el("p", { class: "kicker" }, "Matrix of runs"), title),
    el(
      "p",
      { class: "facts" },
      el("span", { class: "fact" }, plural(data.cells.length - failed, "run")),
      failed > 0 && el("a", { class: "fact alarming", href: "#failed" }, `${failed} failed`),
    ),
    el(
      "dl",
      { class: "settings" },
      [["cases", data.cases_files.join(", ")], ...data.fixed]
        .filter(([, value]) => value)
        .map(([name, value]) => el("div", null, el("dt", null, inWords(name)), el("dd", null, value))),
    ),
  );
}

function aboutMetric(data, info) {
  return el(
    "p",
    { class: "lead" },
    info.about,
    !info.higher_is_better && " Lower is better.",
    ` Bars are ${Math.round(data.level * 100)}% intervals over cases.`,
    " ★ marks runs that no other beats: as good for less, or better for as little.",
  );
}

// No plot of a price that no run tells.
function plots(data, info) {
  const made = [
    plotOf(data, info, "seconds", "time a case, median", (value) => (value === 0 ? "0" : time(value * 1000))),
    plotOf(data, info, "cost_usd", "US dollars a case, mean", (value) => told(value, "usd")),
  ].filter(Boolean);
  return made.length
    ? el("div", { class: "scatters" }, made)
    : el("p", { class: "nothing" }, `No run has a ${inWords(info.name)} to show.`);
}

function plotOf(data, info, field, label, words) {
  const points = scatterPoints(data, info, field);
  if (!points.length) return null;
  const untold = data.cells.flatMap((cell, index) =>
    cell.failed === null && !points.some((point) => point.index === index) ? [index + 1] : [],
  );
  return el(
    "figure",
    { "data-field": field },
    el(
      "figcaption",
      null,
      `${inWords(info.name)} and ${label}`,
      untold.length > 0 && el("small", null, `Not here, since they tell none: ${untold.join(", ")}`),
    ),
    scatterPlot(points, { metric: info.name, label, words }),
  );
}

function failedSection(data) {
  const failed = data.cells.map((cell, index) => ({ ...cell, index })).filter((cell) => cell.failed !== null);
  if (!failed.length) return null;
  return section(
    "failed",
    "Runs without a result",
    el(
      "ul",
      { class: "faults" },
      failed.map((cell) =>
        el("li", { class: "grave" }, el("b", null, `${cell.index + 1} ${cell.label}`), `: ${cell.failed}`),
      ),
    ),
  );
}

drawMatrix();
