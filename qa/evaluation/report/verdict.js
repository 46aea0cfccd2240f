// Whether the run passed, and every reason why not, each with a way to its cases.

const PROMISES = "promises"; // chosen as what is wrong: every case that fails the run by itself

function verdictPanel(data) {
  const { passed, missed, unusable, worse, cases } = data.verdict;
  const reasons = [
    cases.length > 0 && promisesBroken(data),
    missed.length > 0 &&
      reasonList(
        `${missed.length} of ${plural(data.verdict.floors, "floor")} missed`,
        missed.map((one) => missedFloor(one, data)),
      ),
    unusable.length > 0 &&
      reasonList(
        `${plural(unusable.length, "floor")} that cannot be checked`,
        unusable.map((told) => el("li", null, told)),
      ),
    worse.length > 0 &&
      reasonList(
        `${plural(worse.length, "metric")} worse than the baseline`,
        worse.map((name) => worseMetric(name, data)),
      ),
  ].filter(Boolean);
  const word = !passed ? "Failed" : data.rows.length ? "Passed" : "Nothing was run";
  return el(
    "section",
    {
      class: `judgement ${!passed ? "failed-run" : data.rows.length ? "passed-run" : ""}`,
      "aria-label": "Verdict",
    },
    el(
      "p",
      { class: "word" },
      el("span", { "aria-hidden": "true" }, !passed ? "✕ " : data.rows.length ? "✓ " : "– "),
      word,
    ),
    passed ? el("p", { class: "why" }, passedWords(data)) : el("div", { class: "reasons" }, reasons),
  );
}

function passedWords(data) {
  const floors = data.verdict.floors;
  return [
    "No promise is broken",
    floors ? `${plural(floors, "floor")} met` : "no floor is set",
    data.comparison ? "no metric is worse than the baseline" : "there is no baseline",
  ].join("; ");
}

function reasonList(title, items) {
  return el("div", { class: "reason" }, el("h2", null, title), el("ul", null, items));
}

function promisesBroken(data) {
  const grave = data.groups.filter((group) => group.grave);
  const count = data.verdict.cases.length;
  return el(
    "div",
    { class: "reason" },
    el(
      "h2",
      null,
      el(
        "button",
        {
          type: "button",
          class: "link",
          "data-fault": PROMISES,
          onclick: () => state.choose({ fault: PROMISES }),
        },
        `${plural(count, "case")} ${count === 1 ? "breaks" : "break"} a promise`,
      ),
    ),
    el("p", null, grave.map((group) => `${group.label.toLowerCase()}: ${group.cases.length}`).join("; ")),
  );
}

function missedFloor(one, data) {
  const info = data.metrics.find((other) => other.name === one.metric);
  const below = info?.unit === "share" && info.higher_is_better ? "1" : "";
  return el(
    "li",
    null,
    el(
      "details",
      null,
      el("summary", null, one.told),
      el(
        "ul",
        null,
        one.cases.map((told) => el("li", null, told)),
      ),
      el(
        "button",
        {
          type: "button",
          class: "link",
          onclick: () => state.choose({ metric: one.metric, tag: one.tag, below, sort: "worst" }),
        },
        "Its cases, worst first",
      ),
    ),
  );
}

function worseMetric(name, data) {
  const change = data.comparison.metrics.find((one) => one.metric === name);
  const unit = metricInfo(data, name).unit;
  return el(
    "li",
    null,
    el(
      "button",
      {
        type: "button",
        class: "link",
        onclick: () => state.choose({ changed: name, metric: name, sort: "change" }),
      },
      inWords(name),
    ),
    ` ${told(change.before, unit)} → ${told(change.after, unit)} (${signed(change.difference, unit)}), ${plural(change.changes.length, "case")}`,
  );
}

function faultCases(data, fault) {
  if (fault === PROMISES) return data.verdict.cases;
  return data.groups.find((group) => group.id === fault)?.cases ?? [];
}

function faultLabel(data, fault) {
  if (fault === PROMISES) return "any promise broken";
  return data.groups.find((group) => group.id === fault)?.label ?? fault;
}
