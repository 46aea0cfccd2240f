// Distributions over cases: bars of a histogram, which list their cases on a click.

const PLOT = { width: 260, height: 96, left: 4, right: 4, top: 8, bottom: 16 };
const WIDE_PLOT = { ...PLOT, width: 560 };

function plotsSection(data) {
  const grid = el("div", { class: "plots" });
  const known = data.metrics.filter((info) => data.histograms[info.name] && info.name !== "latency_ms");
  const draw = () => {
    const chosen = chosenPlots(known, data);
    grid.replaceChildren(
      ...known.filter((info) => chosen.includes(info.name)).map((info) => metricPlot(info, data)),
    );
  };
  state.listeners.push((now, before) => {
    if (now.plots !== before.plots) draw();
  });
  draw();
  return section(
    "plots",
    "Distributions",
    data.latency.length > 0 && el("div", { class: "plots latency" }, latencyPlots(data)),
    plotChooser(known, data),
    grid,
  );
}

function chosenPlots(known, data) {
  if (state.now.plots === "none") return [];
  if (state.now.plots) return state.now.plots.split(",");
  return known
    .map((info) => info.name)
    .filter((name) => data.headline.includes(name))
    .slice(0, 8);
}

function plotChooser(known, data) {
  const details = el(
    "details",
    { class: "chooser" },
    el("summary", null, "Choose metrics"),
    el(
      "div",
      { class: "picks" },
      known.map((info) =>
        el(
          "label",
          { class: "pick" },
          el("input", { type: "checkbox", value: info.name, onchange: save }),
          ` ${inWords(info.name)}`,
        ),
      ),
    ),
  );
  const inputs = () => [...details.querySelectorAll("input")];
  function save() {
    state.set(
      {
        plots:
          inputs()
            .filter((box) => box.checked)
            .map((box) => box.value)
            .join(",") || "none",
      },
      true,
    );
  }
  function sync() {
    const on = chosenPlots(known, data);
    for (const box of inputs()) box.checked = on.includes(box.value);
  }
  state.listeners.push(sync);
  sync();
  return details;
}

function metricPlot(info, data) {
  const bars = data.histograms[info.name];
  const measure = data.summary[info.name][""];
  const cases = bars.counts.reduce((sum, count) => sum + count, 0);
  return el(
    "figure",
    null,
    el(
      "figcaption",
      null,
      inWords(info.name),
      el("small", null, ` mean ${told(measure.value, info.unit)}, ${plural(cases, "case")}`),
    ),
    histogramPlot(bars, info.unit, inWords(info.name), {
      onbar: (low, high) =>
        state.choose({ metric: info.name, from: String(low), below: high, sort: "worst" }),
    }),
  );
}

function latencyPlots(data) {
  return data.latency.map((bars) => {
    const cases = bars.counts.reduce((sum, count) => sum + count, 0);
    const engine = bars.engine || "engine not told";
    return el(
      "figure",
      null,
      el(
        "figcaption",
        null,
        `time to answer: ${engine}`,
        el("small", null, ` p50 ${time(bars.p50)}, p95 ${time(bars.p95)}, ${plural(cases, "case")}`),
      ),
      histogramPlot(bars, "ms", `time to answer, ${engine}`, {
        plot: matchMedia("(max-width: 640px)").matches ? PLOT : WIDE_PLOT,
        marks: [
          ["p50", bars.p50],
          ["p95", bars.p95],
        ],
        onbar: (low, high) => state.choose({ metric: "time", from: String(low), below: high, sort: "worst" }),
      }),
    );
  });
}

function histogramPlot(bars, unit, name, { plot = PLOT, marks = [], onbar }) {
  const { width, height, left, right, top, bottom } = plot;
  const low = bars.edges[0];
  const high = bars.edges.at(-1);
  const most = Math.max(1, ...bars.counts);
  const x = (value) => left + ((Math.min(value, high) - low) / (high - low)) * (width - left - right);
  const y = (count) => height - bottom - (count / most) * (height - top - bottom - 10);
  const shapes = bars.counts.map((count, place) => histogramBar(bars, place, count, unit, x, y, onbar));
  const ticks = [low, (low + high) / 2, high].map((value, place) =>
    svg(
      "text",
      {
        class: "tick",
        x: x(value),
        y: height - 3,
        "text-anchor": ["start", "middle", "end"][place],
      },
      tickWords(value, unit) + (place === 2 && bars.open_ended ? " +" : ""),
    ),
  );
  const lines = marks.map(([label, value], place) => [
    svg("line", { class: "marker", x1: x(value), x2: x(value), y1: top, y2: height - bottom }),
    svg(
      "text",
      { class: "tick strong", x: Math.min(x(value) + 3, width - 22), y: top + 8 + place * 10 },
      label,
    ),
  ]);
  return svg(
    "svg",
    {
      class: "histogram",
      viewBox: `0 0 ${width} ${height}`,
      role: "group",
      "aria-label": `Histogram of ${name}`,
    },
    svg("line", { class: "axis", x1: left, x2: width - right, y1: height - bottom, y2: height - bottom }),
    shapes,
    lines,
    ticks,
  );
}

function histogramBar(bars, place, count, unit, x, y, onbar) {
  if (!count) return null;
  const [low, high] = [bars.edges[place], bars.edges[place + 1]];
  const last = place === bars.counts.length - 1;
  const words = `${told(low, unit)} to ${last && bars.open_ended ? "more" : told(high, unit)}: ${plural(count, "case")}`;
  const open = () => onbar(low, last ? "" : String(high));
  const base = y(0);
  return svg(
    "g",
    {
      class: "column",
      tabindex: 0,
      role: "button",
      "aria-label": words,
      onclick: open,
      onkeydown: (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          open();
        }
      },
    },
    svg("title", null, words),
    svg("rect", { class: "hit", x: x(low), y: PLOT.top, width: x(high) - x(low), height: base - PLOT.top }),
    svg("rect", {
      class: "fill",
      x: x(low) + 1,
      y: y(count),
      width: Math.max(1, x(high) - x(low) - 2),
      height: base - y(count),
    }),
    bars.counts.length <= 12 &&
      svg(
        "text",
        { class: "count", x: (x(low) + x(high)) / 2, y: y(count) - 2, "text-anchor": "middle" },
        count,
      ),
  );
}

function tickWords(value, unit) {
  if (value === 0) return "0";
  return unit === "share" ? String(Math.round(value * 100) / 100) : told(value, unit);
}
