// What changed since the baseline: per metric with interval and verdict, and the cases behind it.

const VERDICTS = { worse: "▼ worse", better: "▲ better", "no difference shown": "no difference shown" };

function comparedSection(data) {
  const told = data.comparison;
  const infos = new Map(data.metrics.map((info) => [info.name, info]));
  const rank = ({ verdict }) => ["worse", "better", "no difference shown"].indexOf(verdict);
  const tested = told.metrics.filter((one) => !one.measured).sort((a, b) => rank(a) - rank(b));
  const applies = (one) => one.before !== null || one.after !== null;
  const measured = told.metrics.filter((one) => one.measured && applies(one));
  const moved = tested.filter((one) => one.changes.length > 0 || (one.difference !== 0 && applies(one)));
  const still = tested
    .filter((one) => !moved.includes(one) && applies(one))
    .map((one) => inWords(one.metric));
  const widest = Math.max(
    0.05,
    ...tested.flatMap((one) => [one.low, one.high, one.difference]).map((value) => Math.abs(value ?? 0)),
  );
  return section(
    "compared",
    `Compared with ${told.before}`,
    el("p", { class: "lead" }, [
      told.after !== data.run.name && `This run is ${told.after}. `,
      comparisonWords(tested, told),
    ]),
    el(
      "div",
      { class: "scroller", tabindex: 0, role: "region", "aria-label": "Comparison by metric" },
      el(
        "table",
        { class: "compared" },
        el("caption", { class: "unseen" }, "Metrics before and after"),
        el(
          "thead",
          null,
          el(
            "tr",
            null,
            [
              "metric",
              "before",
              "after",
              "difference",
              `${Math.round(data.level * 100)}% interval`,
              "p, corrected",
              "verdict",
              "cases that changed",
            ].map((label) => el("th", { scope: "col" }, label)),
          ),
        ),
        el(
          "tbody",
          null,
          moved.map((one) => changeRow(one, infos.get(one.metric), widest)),
        ),
        measured.length > 0 &&
          el(
            "tbody",
            { class: "measured" },
            el(
              "tr",
              null,
              el(
                "th",
                { class: "group", colspan: 8, scope: "rowgroup" },
                "Time and cost differ from run to run; they are no regression by themselves.",
              ),
            ),
            measured.map((one) => changeRow(one, infos.get(one.metric), null)),
          ),
      ),
    ),
    still.length > 0 && el("p", { class: "still" }, `The same in every case: ${still.join(", ")}.`),
    onlyIn("Only in the baseline", told.only_before),
    onlyIn("Only in this run", told.only_after),
  );
}

function comparisonWords(tested, told) {
  const count = (verdict) => tested.filter((one) => one.verdict === verdict).length;
  const parts = [
    `${count("worse")} of ${plural(tested.length, "metric")} worse, ${count("better")} better, over ${plural(told.shared, "shared case")}.`,
  ];
  parts.push("A verdict takes a paired test, corrected for all metrics at once.");
  return parts.join(" ");
}

function changeRow(one, info, widest) {
  const unit = info.unit;
  const reach =
    widest ?? Math.max(...[one.low, one.high, one.difference].map((value) => Math.abs(value ?? 0)), 1e-9);
  const interval = one.low === null ? "–" : `${signed(one.low, unit)} to ${signed(one.high, unit)}`;
  return el(
    "tr",
    {
      "data-metric": one.metric,
      class: one.measured || one.verdict === "no difference shown" ? null : one.verdict,
    },
    el(
      "th",
      { scope: "row", "data-tip": info.about || null },
      inWords(one.metric),
      !info.higher_is_better && el("small", null, " lower is better"),
    ),
    el("td", null, told(one.before, unit)),
    el("td", null, told(one.after, unit)),
    el(
      "td",
      null,
      el(
        "div",
        { class: "difference" },
        el("b", null, signed(one.difference, unit)),
        differenceBar(one, reach),
      ),
    ),
    el("td", { class: "interval" }, interval),
    el("td", null, one.measured || one.difference === null ? "–" : pWords(one.corrected_p)),
    el(
      "td",
      null,
      one.measured
        ? "–"
        : el(
            "span",
            { class: `verdict ${one.verdict === "no difference shown" ? "unsure" : one.verdict}` },
            verdictWords(one),
          ),
    ),
    el(
      "td",
      null,
      one.changes.length === 0
        ? "none"
        : el(
            "button",
            {
              type: "button",
              class: "link",
              onclick: () => state.choose({ changed: one.metric, metric: one.metric, sort: "change" }),
            },
            changedWords(one, info),
          ),
    ),
  );
}

// How many cases went which way; what applies in one run only went neither.
function changedWords(one, info) {
  const both = one.changes.filter(([, before, after]) => before !== null && after !== null);
  const up = both.filter(([, before, after]) => after > before === info.higher_is_better).length;
  const single = one.changes.length - both.length;
  return [
    both.length > 0 && `${both.length - up} worse, ${up} better`,
    single > 0 && `${single} in one run only`,
  ]
    .filter(Boolean)
    .join(", ");
}

function verdictWords(one) {
  if (one.before === null) return "in this run only";
  return one.after === null ? "in the baseline only" : VERDICTS[one.verdict];
}

function pWords(p) {
  if (p === null) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

function differenceBar(one, reach) {
  if (one.difference === null) return null;
  const at = (value) => `${(50 + (value / reach) * 48).toFixed(2)}%`;
  return svg(
    "svg",
    { class: "whisker", height: 14, "aria-hidden": "true" },
    svg("line", { class: "track", x1: "2%", x2: "98%", y1: 7, y2: 7 }),
    svg("line", { class: "zero", x1: "50%", x2: "50%", y1: 0, y2: 14 }),
    one.low !== null && svg("line", { class: "span", x1: at(one.low), x2: at(one.high), y1: 7, y2: 7 }),
    svg("circle", { class: "dot", cx: at(one.difference), cy: 7, r: 3.2 }),
  );
}

function onlyIn(label, cases) {
  return (
    cases.length > 0 &&
    el(
      "details",
      { class: "only" },
      el("summary", null, `${label}: ${plural(cases.length, "case")}`),
      el(
        "ul",
        null,
        cases.map(([key, question]) => el("li", null, el("code", null, key), " ", question)),
      ),
    )
  );
}
