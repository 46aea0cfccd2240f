// Metrics by tag, a row each and a column a tag. What is far below the overall is marked by a sign and a frame.

const DEFAULT_COLUMNS = 6;

function chosenTags(data) {
  const names = data.tags.map(([tag]) => tag);
  if (state.now.tags === "none") return [];
  if (state.now.tags) return state.now.tags.split(",").filter((tag) => names.includes(tag));
  return names.slice(0, names.length <= DEFAULT_COLUMNS + 2 ? names.length : DEFAULT_COLUMNS);
}

function measuresSection(data) {
  return section(
    "measures",
    "Measures by tag",
    el(
      "p",
      { class: "lead" },
      `The bar is the ${Math.round(data.level * 100)}% interval, the tick what a random pick would score. `,
      el("span", { class: "far key" }, "▼ 0.500"),
      " is far below all cases together, by more than its interval. A click on a number lists its cases, worst first.",
    ),
    tagChooser(data),
    metricTable(data, data.metrics, data.summary, "measures"),
  );
}

function judgedSection(data) {
  return section(
    "judged",
    "Judged by a model",
    el(
      "p",
      { class: "lead" },
      "These scores are a language model’s opinion of the answers. They are not measured against gold, may be wrong, and are kept apart from all else here.",
    ),
    metricTable(data, data.judged, data.judged_summary, "judged"),
  );
}

function tagChooser(data) {
  const boxes = data.tags.map(([tag, cases]) =>
    el(
      "label",
      { class: "pick" },
      el("input", { type: "checkbox", value: tag, onchange: save }),
      ` ${tag} `,
      el("small", null, cases),
    ),
  );
  const details = el(
    "details",
    { class: "chooser" },
    el("summary", null, "Choose tags"),
    el("div", { class: "picks" }, boxes),
    el(
      "p",
      { class: "picks" },
      el("button", { type: "button", onclick: () => pick(() => true) }, "all"),
      el("button", { type: "button", onclick: () => pick(() => false) }, "none"),
      el("button", { type: "button", onclick: () => pick((tag) => marks(tag) > 0) }, "those with a mark"),
    ),
  );
  const inputs = () => [...details.querySelectorAll("input")];
  const marks = (tag) => Object.values(data.summary).filter((row) => row[tag]?.far).length;
  function save() {
    const on = inputs()
      .filter((box) => box.checked)
      .map((box) => box.value);
    state.set({ tags: on.join(",") || "none" }, true);
  }
  function pick(wanted) {
    for (const box of inputs()) box.checked = wanted(box.value);
    save();
  }
  function sync() {
    const on = chosenTags(data);
    for (const box of inputs()) box.checked = on.includes(box.value);
  }
  state.listeners.push(sync);
  sync();
  return data.tags.length > 0 && details;
}

function metricTable(data, infos, summary, id) {
  const table = el("table", { class: "metrics" });
  const sorting = { column: null, ascending: true };
  const draw = () => {
    const tags = ["", ...chosenTags(data)];
    table.replaceChildren(
      el(
        "caption",
        { class: "unseen" },
        id === "judged" ? "Scores judged by a model, by tag" : "Measures by tag",
      ),
      tableHead(data, tags, sorting, draw),
      ...tableBodies(data, infos, summary, tags, sorting, id),
    );
  };
  state.listeners.push((now, before) => {
    if (now.tags !== before.tags) draw();
  });
  draw();
  return el(
    "div",
    {
      class: "scroller",
      tabindex: 0,
      role: "region",
      "aria-label": id === "judged" ? "Judged scores by tag" : "Measures by tag",
    },
    table,
  );
}

function tableHead(data, tags, sorting, draw) {
  const by = (column) => () => sortBy(sorting, column, draw);
  const numbers = new Map(data.tags);
  return el(
    "thead",
    null,
    el(
      "tr",
      null,
      sortHeader("metric", sorting.column === null, sorting.ascending, by(null), { class: "metric" }),
      tags.map((tag) =>
        sortHeader(
          [tag || "all cases", el("small", null, ` ${tag ? numbers.get(tag) : data.rows.length}`)],
          sorting.column === tag,
          sorting.ascending,
          by(tag),
        ),
      ),
    ),
  );
}

// Shares first, then what is measured in other units; each is sorted by itself, since they do not compare.
function tableBodies(data, infos, summary, tags, sorting, id) {
  const parts = [
    infos.filter((info) => info.unit === "share"),
    infos.filter((info) => info.unit !== "share"),
  ].filter((part) => part.length);
  return parts.map((part) =>
    el(
      "tbody",
      null,
      sorted(part, summary, sorting)
        .filter((info) => summary[info.name]?.[""])
        .map((info) => metricRow(data, info, summary[info.name], tags, id)),
    ),
  );
}

function sorted(infos, summary, { column, ascending }) {
  const sign = ascending ? 1 : -1;
  if (column === null) return ascending ? infos : [...infos].reverse();
  const value = (info) => summary[info.name]?.[column]?.value ?? null;
  const known = infos.filter((info) => value(info) !== null);
  const unknown = infos.filter((info) => value(info) === null);
  return [...known.sort((a, b) => sign * (value(a) - value(b))), ...unknown];
}

function metricRow(data, info, measures, tags, id) {
  const top =
    info.unit === "share"
      ? 1
      : Math.max(...tags.map((tag) => measures[tag]?.high ?? measures[tag]?.value ?? 0));
  return el(
    "tr",
    { "data-metric": info.name },
    el(
      "th",
      { scope: "row", "data-tip": info.about || null },
      inWords(info.name),
      info.must_hold && el("span", { class: "flag" }, "must hold"),
      !info.higher_is_better && el("small", null, " lower is better"),
    ),
    tags.map((tag) => measureCell(data, info, measures[tag], tag, top, id)),
  );
}

function measureCell(data, info, measure, tag, top, id) {
  if (!measure || (measure.value === null && !measure.failed)) return el("td", { class: "none" }, "·");
  const words =
    `${inWords(info.name)}, ${tag || "all cases"}: ${intervalWords(measure, info.unit, data.level)}` +
    (measure.far ? ". Far below all cases together" : "");
  const metric = id === "judged" ? `judged:${info.name}` : info.name;
  return el(
    "td",
    { class: measure.far ? "far" : null },
    el(
      "button",
      {
        type: "button",
        "data-tip": words,
        "aria-label": words,
        "data-tag": tag,
        onclick: () => state.choose({ tag, metric, sort: "worst" }),
      },
      el(
        "span",
        { class: "value" },
        measure.far && el("span", { "aria-hidden": "true" }, info.higher_is_better ? "▼ " : "▲ "),
        told(measure.value, info.unit),
      ),
      el(
        "small",
        null,
        measure.cases,
        measure.failed > 0 && el("span", { class: "failed" }, ` !${measure.failed}`),
      ),
      whisker(measure, top),
    ),
  );
}
