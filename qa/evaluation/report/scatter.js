// Quality against what it takes: a point a run, with the interval of its quality and the front that no run beats.

const NARROW = matchMedia("(max-width: 640px)").matches;
const SCATTER = { width: NARROW ? 360 : 560, height: 340, left: 48, right: 20, top: 16, bottom: 42 };
const LOG_RANGE = 20; // of the largest to the smallest, from which steps of a factor read better than of a sum

function scatterPlot(cells, front, { metric, field, label, words }) {
  const points = cells
    .map((cell, index) => ({ ...cell, index, x: cell[field], front: front.includes(index) }))
    .filter((cell) => cell.x !== null && cell.quality !== null);
  if (!points.length) return el("p", { class: "nothing" }, `No run tells its ${label}.`);
  const horizontal = scaleX(points.map((point) => point.x));
  const vertical = scaleY(points);
  const { width, height } = SCATTER;
  return svg(
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
    scatterLabels(points, horizontal.at, vertical.at),
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
  const low = Math.min(...points.map((point) => point.low ?? point.quality));
  const high = Math.max(...points.map((point) => point.high ?? point.quality));
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
    .map((point, place) =>
      place ? `H${x(point.x)}V${y(point.quality)}` : `M${x(point.x)} ${y(point.quality)}`,
    )
    .join("");
  return ordered.length > 1 && svg("path", { class: "step", d: path });
}

function scatterPoint(point, x, y, words) {
  return svg(
    "g",
    { class: point.front ? "front" : null },
    svg("title", null, `${point.name}: ${told(point.quality)}, ${words(point.x)}`),
    point.low !== null &&
      svg("line", { class: "span", x1: x(point.x), x2: x(point.x), y1: y(point.low), y2: y(point.high) }),
    svg("circle", { class: "dot", cx: x(point.x), cy: y(point.quality), r: 5 }),
  );
}

// Each label goes to the first place around its point that no label or point has, as its number alone where the
// name does not fit; the same number stands in the table.
function scatterLabels(points, x, y) {
  const taken = points.map((point) => box(x(point.x) - 6, y(point.quality) - 6, 12, 12));
  return points.map((point) => {
    for (const name of [shortName(point), String(point.index + 1)]) {
      const free = labelPlaces(name, x(point.x), y(point.quality)).find(
        (one) => fits(one) && !taken.some((other) => overlap(one, other)),
      );
      if (!free) continue;
      taken.push(free);
      return svg(
        "g",
        { class: point.front ? "front" : null },
        svg("text", { class: "name", x: free.x + 2, y: free.y + 10 }, name),
      );
    }
    return null;
  });
}

function labelPlaces(name, x, y) {
  const wide = name.length * 6 + 4;
  const places = [
    [9, -6],
    [-9 - wide, -6],
    [9, -20],
    [-9 - wide, -20],
    [9, 8],
    [-9 - wide, 8],
    [-wide / 2, -22],
    [-wide / 2, 12],
  ];
  return places.map(([dx, dy]) => box(x + dx, y + dy, wide, 13));
}

function shortName(point) {
  const name = point.name || "run";
  return `${point.index + 1} ${name.length > 22 ? `${name.slice(0, 21)}…` : name}`;
}

function box(x, y, width, height) {
  return { x, y, width, height };
}

function fits(one) {
  return (
    one.x >= SCATTER.left &&
    one.x + one.width <= SCATTER.width &&
    one.y >= 0 &&
    one.y + one.height <= SCATTER.height - SCATTER.bottom
  );
}

function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
