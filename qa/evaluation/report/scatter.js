// Quality against what it takes: a point a run, with the interval of its quality and the front that no run beats.

const NARROW = matchMedia("(max-width: 640px)").matches;
const SCATTER = { width: NARROW ? 360 : 560, height: 340, left: 60, right: 20, top: 16, bottom: 42 };
const LOG_RANGE = 20; // of the largest to the smallest, from which steps of a factor read better than of a sum

function scatterPoints(data, info, field) {
  return data.cells
    .map((cell, index) => ({ ...cell, ...info.cells[index], index, x: cell[field] }))
    .map((cell) => ({ ...cell, front: info.fronts[field].includes(cell.index) }))
    .filter((cell) => cell.x !== null && cell.value !== null);
}

// The plot and, where its points have numbers for want of room, what the numbers stand for.
function scatterPlot(points, { metric, label, words }) {
  const horizontal = scaleX(points.map((point) => point.x));
  const vertical = scaleY(points);
  const { width, height } = SCATTER;
  const labels = placedLabels(
    points.map((point) => ({
      text: point.label,
      number: String(point.index + 1),
      x: horizontal.at(point.x),
      y: vertical.at(point.value),
      line: point.low === null ? null : [vertical.at(point.high), vertical.at(point.low)],
    })),
  );
  const plot = svg(
    "svg",
    {
      class: "scatter",
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": `${inWords(metric)} against ${label}`,
    },
    axes(horizontal, vertical, metric, label, words),
    stepLine(
      points.filter((point) => point.front),
      horizontal.at,
      vertical.at,
    ),
    points.map((point) => scatterPoint(point, horizontal.at, vertical.at, words)),
    labels.map((one, place) =>
      svg(
        "text",
        { class: points[place].front ? "name front" : "name", x: one.x + PAD, y: one.y + 10.5 },
        one.text,
      ),
    ),
  );
  const numbered = labels.some((one, place) => one.text !== points[place].label);
  return [plot, numbered && legendOf(points)];
}

function legendOf(points) {
  return el(
    "ol",
    { class: "numbers", "aria-label": "Runs by number" },
    [...points]
      .sort((a, b) => a.index - b.index)
      .map((point) =>
        el("li", { class: point.front ? "front" : null }, el("b", null, point.index + 1), ` ${point.label}`),
      ),
  );
}

function scaleX(values) {
  const { width, left, right } = SCATTER;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const inside = width - left - right;
  if (least > 0 && most / least > LOG_RANGE) {
    const [low, high] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most) + 0.1)];
    const ticks = Array.from({ length: high - low + 1 }, (_, place) => 10 ** (low + place));
    return { ticks, log: true, at: (value) => left + ((Math.log10(value) - low) / (high - low)) * inside };
  }
  const top = most * 1.15 || 1;
  const step = roundStep(top / 5);
  const ticks = Array.from({ length: Math.floor(top / step) + 1 }, (_, place) => place * step);
  return { ticks, log: false, at: (value) => left + (value / top) * inside };
}

function scaleY(points) {
  const { height, top, bottom } = SCATTER;
  const low = Math.min(...points.map((point) => point.low ?? point.value));
  const high = Math.max(...points.map((point) => point.high ?? point.value));
  const step = roundStep(Math.max(high - low, 0.05) / 5);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
  const inside = height - top - bottom;
  return {
    ticks,
    at: (value) => height - bottom - ((value - first * step) / ((last - first) * step)) * inside,
  };
}

function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 2.5, 5, 10].map((times) => power * times).find((step) => step >= least * (1 - 1e-9));
}

function axes(horizontal, vertical, metric, label, words) {
  const { width, height, left, right, top, bottom } = SCATTER;
  return [
    vertical.ticks.map((value) => [
      svg("line", {
        class: "grid",
        x1: left,
        x2: width - right,
        y1: vertical.at(value),
        y2: vertical.at(value),
      }),
      svg(
        "text",
        { x: left - 6, y: vertical.at(value) + 4, "text-anchor": "end" },
        String(Math.round(value * 1000) / 1000),
      ),
    ]),
    horizontal.ticks.map((value) => [
      svg("line", {
        class: "grid",
        x1: horizontal.at(value),
        x2: horizontal.at(value),
        y1: top,
        y2: height - bottom,
      }),
      svg(
        "text",
        { x: horizontal.at(value), y: height - bottom + 14, "text-anchor": "middle" },
        words(value),
      ),
    ]),
    svg(
      "text",
      { x: (left + width - right) / 2, y: height - 6, "text-anchor": "middle" },
      `${label}${horizontal.log ? ", by powers of ten" : ""}`,
    ),
    svg(
      "text",
      {
        x: 0,
        y: 0,
        "text-anchor": "middle",
        transform: `translate(11 ${(top + height - bottom) / 2}) rotate(-90)`,
      },
      inWords(metric),
    ),
  ];
}

function stepLine(points, x, y) {
  const ordered = [...points].sort((a, b) => a.x - b.x);
  const path = ordered
    .map((point, place) => (place ? `H${x(point.x)}V${y(point.value)}` : `M${x(point.x)} ${y(point.value)}`))
    .join("");
  return ordered.length > 1 && svg("path", { class: "step", d: path });
}

function scatterPoint(point, x, y, words) {
  return svg(
    "g",
    { class: point.front ? "front" : null },
    svg("title", null, `${point.label}: ${told(point.value)}, ${words(point.x)}`),
    point.low !== null &&
      svg("line", { class: "span", x1: x(point.x), x2: x(point.x), y1: y(point.low), y2: y(point.high) }),
    svg("circle", { class: "dot", cx: x(point.x), cy: y(point.value), r: 5 }),
  );
}
