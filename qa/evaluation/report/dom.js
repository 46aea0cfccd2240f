// Building blocks: elements, numbers in words, whiskers. Text goes in as text nodes only, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) node.append(child);
  }
  return node;
}

function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function readData() {
  return JSON.parse(document.getElementById("data").textContent);
}

function plural(count, noun, several = `${noun}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : several}`;
}

function inWords(name) {
  return name.replaceAll("_", " ");
}

// A value with its unit, as short as it stays telling.
function told(value, unit = "share") {
  if (value === null || value === undefined) return "–";
  if (unit === "ms") return time(value);
  if (unit === "usd") return value === 0 ? "$0" : `$${value.toPrecision(3).replace(/\.?0+$/, "")}`;
  if (unit === "tokens") return Math.round(value).toLocaleString("en");
  return value.toFixed(3);
}

function time(ms) {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(ms < 10000 ? 2 : 1)} s`;
  return `${Math.floor(ms / 60000)} min ${Math.round((ms % 60000) / 1000)} s`;
}

function signed(value, unit) {
  return value === null ? "–" : `${value < 0 ? "−" : "+"}${told(Math.abs(value), unit)}`;
}

function intervalWords(measure, unit, level) {
  if (measure.value === null) return "applies to no case";
  const parts = [told(measure.value, unit)];
  if (measure.low !== null) {
    parts.push(
      `${Math.round(level * 100)}% interval ${told(measure.low, unit)} to ${told(measure.high, unit)}`,
    );
  }
  if (measure.chance !== null) parts.push(`chance ${told(measure.chance, unit)}`);
  parts.push(plural(measure.cases, "case"));
  if (measure.failed) parts.push(`${measure.failed} failed`);
  return parts.join(", ");
}

// The interval as a bar, the value as a dot, chance as a tick; `top` is the value at the right end.
function whisker(measure, top = 1) {
  const at = (value) => `${(Math.max(0, Math.min(1, value / (top || 1))) * 96 + 2).toFixed(2)}%`;
  const parts = [svg("line", { class: "track", x1: "2%", x2: "98%", y1: 7, y2: 7 })];
  if (measure.value !== null) {
    if (measure.chance !== null && measure.chance !== undefined) {
      parts.push(
        svg("line", { class: "chance", x1: at(measure.chance), x2: at(measure.chance), y1: 1, y2: 13 }),
      );
    }
    if (measure.low !== null) {
      parts.push(svg("line", { class: "span", x1: at(measure.low), x2: at(measure.high), y1: 7, y2: 7 }));
    }
    parts.push(svg("circle", { class: "dot", cx: at(measure.value), cy: 7, r: 3.2 }));
  }
  return svg("svg", { class: "whisker", height: 14, "aria-hidden": "true", focusable: "false" }, parts);
}

// One tip for whatever has `data-tip`, shown on hover and on focus alike; Escape puts it away.
function showTips() {
  const tip = el("div", { class: "tip", role: "tooltip", id: "tip", hidden: true });
  document.body.append(tip);
  let owner = null;
  const place = () => {
    const at = owner.getBoundingClientRect();
    const below = at.bottom + 6 + tip.offsetHeight < innerHeight;
    tip.style.top = `${below ? at.bottom + 6 : Math.max(4, at.top - tip.offsetHeight - 6)}px`;
    tip.style.left = `${Math.max(4, Math.min(at.left, innerWidth - tip.offsetWidth - 8))}px`;
  };
  const show = (target) => {
    owner = target;
    tip.hidden = !owner;
    if (!owner) return;
    tip.textContent = owner.dataset.tip;
    place();
  };
  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => show(event.target.closest?.("[data-tip]") ?? null));
  }
  document.addEventListener("focusout", () => show(null));
  document.addEventListener("scroll", () => owner && place(), true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(null);
  });
}

function section(id, title, ...children) {
  return el(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title` }, title),
    children,
  );
}

function stanceChip(stance) {
  const signs = { positive: "+", negative: "−", mixed: "±", neutral: "○" };
  return stance ? el("span", { class: `stance ${stance}` }, `${signs[stance] ?? ""} ${stance}`) : null;
}

// Sort by a column: upwards at first, the other way where it is sorted by already.
function sortBy(sorting, column, draw) {
  sorting.ascending = sorting.column === column ? !sorting.ascending : true;
  sorting.column = column;
  draw();
}

// A heading that sorts, in a table whose rows are made anew by `sort(column, ascending)`.
function sortHeader(label, active, ascending, onsort, attributes) {
  const state = active ? (ascending ? "ascending" : "descending") : "none";
  const arrow = active ? (ascending ? " ▲" : " ▼") : "";
  const button = el(
    "button",
    { class: "sorter", type: "button", onclick: onsort },
    label,
    el("span", { "aria-hidden": "true" }, arrow),
  );
  return el("th", { scope: "col", "aria-sort": state, ...attributes }, button);
}

// Text by code points, which is how offsets count; a JS string counts UTF-16 units.
class CodePoints {
  constructor(text) {
    this.text = text;
    this.points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    this.length = this.points ? this.points.length : text.length;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.text.slice(start, end);
  }

  // The nearest place from `at` towards `step` that does not cut a word, at most 24 characters away.
  wordEdge(at, step) {
    let place = Math.max(0, Math.min(this.length, at));
    for (let moved = 0; moved < 24 && place > 0 && place < this.length; moved += 1) {
      if (/\s/.test(this.slice(step < 0 ? place - 1 : place, step < 0 ? place : place + 1))) break;
      place += step;
    }
    return place;
  }
}
