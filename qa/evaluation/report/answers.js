// The inside of a case: what is wrong, what was asked, and what was answered.

function caseBody(row, index, data) {
  const earlier = data.comparison?.rows[index];
  const reviews = (id) => own(data.reviews, id);
  const earlierReviews = (id) => own(data.comparison.reviews, id) ?? reviews(id);
  const body = el("div", { class: "body" }, faultList(row, index, data), askedPart(row));
  if (!earlier) {
    body.append(answerPart(row, reviews, data));
    return body;
  }
  const both = el("div", { class: "both" });
  const toggle = el("button", { type: "button", class: "link beside" });
  const draw = (beside) => {
    toggle.setAttribute("aria-pressed", String(beside));
    toggle.textContent = beside ? "Hide the baseline’s answer" : "Show the baseline’s answer beside it";
    both.classList.toggle("beside", beside);
    const after = el(
      "div",
      { class: "side after" },
      beside && el("h3", { class: "which" }, "This run"),
      answerPart(row, reviews, data, earlier),
    );
    const before =
      beside &&
      el(
        "div",
        { class: "side before" },
        el("h3", { class: "which" }, "Baseline"),
        answerPart(earlier, earlierReviews, data),
      );
    both.replaceChildren(...[before, after].filter(Boolean));
  };
  toggle.addEventListener("click", () => draw(toggle.getAttribute("aria-pressed") === "false"));
  draw(state.now.changed !== "");
  body.append(toggle, both);
  return body;
}

function own(table, name) {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function faultList(row, index, data) {
  const faults = data.groups.filter((group) => group.cases.includes(index)).sort((a, b) => b.grave - a.grave);
  if (!faults.length) return null;
  return el(
    "ul",
    { class: "faults" },
    faults.map((group) => {
      const detail = faultDetail(group.id, row);
      return el(
        "li",
        { class: group.grave ? "grave" : null },
        el("b", null, group.label),
        detail && `: ${detail}`,
      );
    }),
  );
}

function faultDetail(id, row) {
  const missed = row.points.filter((point) => !point.cited_by.length);
  const details = {
    "system-error": () => row.error,
    quote_validity: () =>
      shownQuotes(row)
        .filter((one) => one.status !== "stands")
        .map((one) => one.label)
        .join(", "),
    "evidence-none": () => `${plural(row.points.length, "gold point")}, none cited`,
    "evidence-some": () => `${missed.length} of ${plural(row.points.length, "gold point")} not cited`,
    refused: () => row.points.length > 0 && `${plural(row.points.length, "gold point")} to find`,
    stance_correctness: () =>
      row.stance && `wanted ${row.stance}, claims are ${stances(row.answer.claims) || "without one"}`,
    count_correctness: () =>
      row.counts
        .filter((one) => !one.holds)
        .map((one) => `${inWords(one.name)} ${one.got ?? "not counted"}, wanted ${one.wanted}`)
        .join("; "),
    must_contain: () =>
      row.wanted
        .filter((one) => !one.said)
        .map((one) => one.any.map((word) => `“${word}”`).join(" or "))
        .join(", "),
    must_not_contain: () =>
      row.forbidden
        .filter((one) => one.said)
        .map((one) => `“${one.any[0]}”`)
        .join(", "),
    "metric-error": () => scoreErrors(row.scores),
    "judge-error": () => scoreErrors(row.judged),
  };
  return (Object.hasOwn(details, id) && details[id]()) || own(row.findings, id)?.join("; ") || null;
}

function scoreErrors(scores) {
  return Object.entries(scores)
    .filter(([, score]) => score[3])
    .map(([name, score]) => `${inWords(name)}: ${score[3]}`)
    .join("; ");
}

function stances(claims) {
  return [...new Set(claims.map((claim) => claim.stance).filter(Boolean))].join(", ");
}

function askedPart(row) {
  const lines = [
    row.scope.length > 0 && [
      "scope",
      row.scope.map(([name, value]) => `${inWords(name)} ${value}`).join(", "),
    ],
    row.note && ["note", row.note],
    row.reference && ["reference", row.reference],
  ].filter(Boolean);
  return el(
    "div",
    { class: "asked" },
    row.history.length > 0 &&
      el(
        "ol",
        { class: "history", "aria-label": "Earlier turns" },
        row.history.map(([role, content]) => el("li", null, el("b", null, `${role}: `), content)),
      ),
    lines.length > 0 &&
      el(
        "dl",
        { class: "lines" },
        lines.map(([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value))),
      ),
  );
}

function answerPart(row, reviews, data, earlier) {
  const evidence = evidencePart(row, reviews);
  return el(
    "div",
    { class: "columns" },
    el(
      "div",
      { class: "said" },
      el("h3", null, { answered: "Answer", refused: "Refusal", error: "Error" }[row.outcome]),
      answerText(row, evidence),
      claimList(row),
      wantedPart(row),
      scorePart(row, data, earlier),
      engineLine(row),
    ),
    el("div", { class: "evidence" }, evidence, retrievedPart(row, reviews)),
  );
}

function answerText(row, evidence) {
  if (!row.answer)
    return el("p", { class: "error" }, row.error || "No answer came, and no reason was given.");
  const known = new Set(row.answer.citations.map((one) => one.n));
  const parts = row.answer.text.split(/(\[\d{1,6}\])/).map((part) => {
    const n = /^\[(\d+)\]$/.exec(part)?.[1];
    return n ? numberMark(Number(n), known, evidence) : part;
  });
  return el("p", { class: "answer" }, parts);
}

function numberMark(n, known, evidence) {
  if (!known.has(n))
    return el("span", { class: "ref broken", title: "there is no such citation" }, `[${n}]✕`);
  return el(
    "button",
    {
      type: "button",
      class: "ref",
      title: "show the citation",
      onclick: () => {
        const target = evidence.querySelector(`[data-cites="${n}"], [data-n="${n}"]`);
        target?.scrollIntoView({ block: "center" });
        const card = target?.closest("article, .problem");
        if (!card) return;
        card.tabIndex = -1;
        card.focus({ preventScroll: true });
      },
    },
    `[${n}]`,
  );
}

function claimList(row) {
  if (!row.answer?.claims.length) return null;
  const known = new Set(row.answer.citations.map((one) => one.n));
  return el(
    "details",
    { class: "claims", open: row.answer.claims.length <= 4 },
    el("summary", null, plural(row.answer.claims.length, "claim")),
    el(
      "ul",
      null,
      row.answer.claims.map((claim) =>
        el(
          "li",
          null,
          stanceChip(claim.stance),
          " ",
          claim.text,
          " ",
          claim.citations.map((n) =>
            el(
              "span",
              { class: known.has(n) ? "ref plain" : "ref broken" },
              known.has(n) ? `[${n}]` : `[${n}]✕`,
            ),
          ),
          claim.citations.length === 0 && el("span", { class: "ref broken" }, "cites nothing ✕"),
        ),
      ),
    ),
  );
}
