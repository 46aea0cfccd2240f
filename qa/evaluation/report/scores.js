// The inside of a case, continued: what was wanted, how it scored, and what it took.

function wantedPart(row) {
  const sign = (holds) => el("span", { class: holds ? "yes" : "no" }, holds ? "✓" : "✕");
  const lines = [
    [
      "answerable",
      row.answerable ? "yes" : "no, the reviews are silent",
      row.outcome === "error" ? null : row.answerable === (row.outcome === "answered"),
    ],
    row.stance && [
      "stance",
      [stanceChip(row.stance), row.answer ? ` claims: ${stances(row.answer.claims) || "none"}` : ""],
      scoreHolds(row.scores.stance_correctness),
    ],
    ...row.counts.map((one) => [inWords(one.name), `${one.wanted}, got ${one.got ?? "none"}`, one.holds]),
    ...row.wanted.map((one) => ["must say", one.any.join(" or "), one.said]),
    ...row.forbidden.map((one) => ["must not say", one.any[0], !one.said]),
  ].filter(Boolean);
  return el(
    "div",
    { class: "wanted" },
    el("h3", null, "Wanted"),
    el(
      "ul",
      null,
      lines.map(([name, value, holds]) =>
        el(
          "li",
          null,
          holds === null ? el("span", { class: "open" }, "·") : sign(holds),
          " ",
          el("span", { class: "what" }, name),
          " ",
          value,
        ),
      ),
    ),
  );
}

function scoreHolds(score) {
  return score && score[0] !== null ? score[0] === 1 : null;
}

function scorePart(row, data, earlier) {
  const infos = new Map(data.metrics.map((info) => [info.name, info]));
  const list = (scores, before) =>
    el(
      "ul",
      { class: "scores" },
      Object.entries(scores).map(([name, score]) => scoreItem(name, score, infos.get(name), before?.[name])),
    );
  const judged = Object.keys(row.judged).length > 0;
  return el(
    "details",
    { class: "scoring" },
    el("summary", null, `All scores (${Object.keys(row.scores).length})`),
    list(row.scores, earlier?.scores),
    judged && [el("h4", null, "Judged by a model"), list(row.judged, earlier?.judged)],
  );
}

function scoreItem(name, [value, weight, chance, error], info, before) {
  const unit = info?.unit ?? "share";
  const low =
    value !== null &&
    unit === "share" &&
    weight > 0 &&
    ((info?.higher_is_better ?? true) ? value : 1 - value) < 0.5;
  const notes = [
    weight !== 1 && `weight ${weight}`,
    chance !== null && `chance ${told(chance)}`,
    before && before[0] !== value && `before ${told(before[0], unit)}`,
  ]
    .filter(Boolean)
    .join(", ");
  return el(
    "li",
    { class: error ? "failed" : low ? "low" : null },
    el("span", { class: "name" }, inWords(name)),
    el("span", { class: "value" }, error ? "failed" : told(value, unit)),
    (error || notes) && el("small", null, error || notes),
  );
}

function engineLine(row) {
  if (!row.answer) return null;
  const { engine, model, usage, cost_usd: cost, dropped_claims: dropped, counts } = row.answer;
  const parts = [
    engine,
    model,
    time(row.latency_ms ?? 0),
    ...usage.map(([name, value]) => `${inWords(name)} ${value.toLocaleString("en")}`),
    cost !== null && told(cost, "usd"),
    dropped > 0 && plural(dropped, "claim") + " dropped",
    counts.length > 0 && counts.map(([name, value]) => `${inWords(name)} ${value}`).join(", "),
  ];
  return el("p", { class: "engine" }, parts.filter(Boolean).join(" · "));
}
