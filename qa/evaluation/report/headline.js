// The top of the page: what was run, what must hold, the measures that matter most, and what is wrong.

function pageHeader(data) {
  const run = data.run;
  const numbers = { answered: 0, refused: 0, error: 0 };
  for (const row of data.rows) numbers[row.outcome] += 1;
  const facts = [
    [plural(data.rows.length, "case"), () => state.choose({})],
    [`${numbers.answered} answered`, () => state.choose({ outcome: "answered" })],
    [`${numbers.refused} refused`, () => state.choose({ outcome: "refused" })],
    [plural(numbers.error, "error"), () => state.choose({ outcome: "error" }), numbers.error > 0],
  ];
  const about = [
    ["cases", run.cases_file],
    ["started", run.started.replace("T", " ")],
    ["took", run.seconds ? time(run.seconds * 1000) : ""],
    ["version", run.version],
    ...run.system,
  ].filter(([, value]) => value);
  return el(
    "header",
    { class: "top" },
    el(
      "div",
      { class: "titles" },
      el("p", { class: "kicker" }, "Evaluation run"),
      el("h1", null, run.name),
      data.comparison &&
        el("p", { class: "against" }, "compared with ", el("b", null, data.comparison.before)),
    ),
    el(
      "p",
      { class: "facts" },
      facts.map(([label, onclick, alarming]) =>
        el("button", { type: "button", class: alarming ? "fact alarming" : "fact", onclick }, label),
      ),
    ),
    verdictPanel(data),
    el(
      "dl",
      { class: "settings" },
      about.map(([name, value]) => el("div", null, el("dt", null, inWords(name)), el("dd", null, value))),
    ),
  );
}

function pageNav(data) {
  const parts = [
    ["wrong", "What is wrong"],
    data.comparison && ["compared", "Compared"],
    ["measures", "By tag"],
    data.judged.length && ["judged", "Judged"],
    ["plots", "Distributions"],
    ["cases", "Cases"],
  ].filter(Boolean);
  return el(
    "nav",
    { "aria-label": "Parts of the report" },
    parts.map(([id, label]) =>
      el(
        "a",
        {
          href: `#${id}`,
          onclick: (event) => {
            event.preventDefault();
            showSection(id);
          },
        },
        label,
      ),
    ),
  );
}

function headline(data) {
  const invariants = data.metrics.filter((info) => info.must_hold);
  const measures = data.headline.map((name) => data.metrics.find((info) => info.name === name));
  return el(
    "div",
    { class: "headline" },
    invariants.length > 0 &&
      el(
        "div",
        { class: "invariants", role: "group", "aria-label": "What must hold" },
        invariants.map((info) => invariantTile(info, data)),
      ),
    el(
      "div",
      {
        class: "tiles",
        role: "group",
        "aria-label": "Quality",
        style: `--all: ${measures.length}; --half: ${measures.length > 4 ? Math.ceil(measures.length / 2) : measures.length}`,
      },
      measures.map((info) => measureTile(info, data)),
    ),
  );
}

function invariantTile(info, data) {
  const measure = data.summary[info.name][""];
  const broken = info.broken.length;
  const untested = measure.value === null;
  const verdict = broken
    ? `broken in ${plural(broken, "case")}`
    : untested
      ? "applies to no case"
      : `holds in ${plural(measure.cases, "case")}`;
  const content = [
    el("span", { class: "mark", "aria-hidden": "true" }, broken ? "✕" : untested ? "–" : "✓"),
    el("span", { class: "name" }, inWords(info.name)),
    el("span", { class: "verdict" }, verdict, measure.failed > 0 && `, ${measure.failed} not computed`),
    el("span", { class: "value" }, told(measure.value)),
  ];
  const tip = `${info.about}\n${intervalWords(measure, "share", data.level)}`.trim();
  if (!broken)
    return el("div", { class: untested ? "invariant" : "invariant holds", "data-tip": tip }, content);
  return el(
    "button",
    {
      type: "button",
      class: "invariant broken",
      "data-tip": tip,
      onclick: () => state.choose({ metric: info.name, below: "1", sort: "worst" }),
    },
    content,
  );
}

function measureTile(info, data) {
  const measure = data.summary[info.name][""];
  const words = intervalWords(measure, info.unit, data.level);
  return el(
    "button",
    {
      type: "button",
      class: "tile",
      "data-tip": `${info.about}\n${words}`.trim(),
      "aria-label": `${inWords(info.name)}: ${words}`,
      onclick: () => state.choose({ metric: info.name, sort: "worst" }),
    },
    el(
      "span",
      { class: "name" },
      inWords(info.name),
      !info.higher_is_better && el("small", null, " lower is better"),
    ),
    el("span", { class: "value" }, told(measure.value, info.unit)),
    whisker(measure),
    el(
      "span",
      { class: "note" },
      measure.low === null ? "" : `${measure.low.toFixed(2)} to ${measure.high.toFixed(2)}, `,
      plural(measure.cases, "case"),
    ),
  );
}

function whatIsWrong(data) {
  const most = Math.max(1, ...data.groups.map((group) => group.cases.length));
  const clean = data.rows.length - new Set(data.groups.flatMap((group) => group.cases)).size;
  const list = el(
    "ol",
    { class: "groups" },
    data.groups.map((group) =>
      el(
        "li",
        null,
        el(
          "button",
          {
            type: "button",
            class: group.grave ? "group grave" : "group",
            "data-fault": group.id,
            onclick: () => state.choose({ fault: group.id }),
          },
          el("span", { class: "count" }, group.cases.length),
          el(
            "span",
            { class: "title" },
            group.label,
            group.grave && el("span", { class: "flag" }, "must not be"),
          ),
          bar(group.cases.length / most),
          el("span", { class: "about" }, group.about, groupDetail(group, data)),
        ),
      ),
    ),
  );
  return section(
    "wrong",
    "What is wrong",
    el(
      "p",
      { class: "lead" },
      data.groups.length
        ? `Every way an answer fails: what must not be, then the rest, largest first. A case may be in several. ${plural(clean, "case")} of ${data.rows.length} in none.`
        : "Nothing that these metrics can see.",
    ),
    list,
  );
}

function bar(share) {
  const length = `${(share * 100).toFixed(1)}%`;
  return svg(
    "svg",
    { class: "bar", height: 6, "aria-hidden": "true" },
    svg("rect", { class: "rail", width: "100%", height: 6, rx: 2 }),
    svg("rect", { class: "fill", width: length, height: 6, rx: 2 }),
  );
}

function groupDetail(group, data) {
  const points = data.points;
  if (group.id !== "evidence-none" && group.id !== "evidence-some") return null;
  if (!points.traced || group !== data.groups.find((one) => one.id.startsWith("evidence-"))) return null;
  return ` Of ${points.traced} uncited points in all, ${points.not_retrieved} were not retrieved either.`;
}
