// Citations and gold of one case, review by review.

const EXTRA_REVIEWS = 4; // reviews shown at once that hold only missed evidence

function evidencePart(row, reviews) {
  const box = el("div");
  box.append(
    el("h3", null, row.outcome === "refused" ? "Nearest passages and gold" : "Citations and gold"),
    legend(
      row.outcome === "refused" ? "nearest" : "cited",
      shownQuotes(row).some((one) => one.nearly),
    ),
  );
  if (row.points.length) box.append(pointList(row, reviews));
  const cards = evidenceCards(row, reviews);
  box.append(...cards.slice(0, cards.cited + EXTRA_REVIEWS));
  const rest = cards.slice(cards.cited + EXTRA_REVIEWS);
  if (rest.length) {
    const more = el(
      "button",
      { type: "button", class: "link", onclick: () => more.replaceWith(...rest) },
      `Show ${plural(rest.length, "more review")} with missed evidence`,
    );
    box.append(more);
  }
  if (!cards.length && !row.points.length)
    box.append(el("p", { class: "nothing" }, "Nothing was cited, and there is no gold evidence."));
  return box;
}

function legend(shown, hasNearly) {
  return el(
    "p",
    { class: "legend" },
    el("mark", { class: "cited" }, shown),
    " ",
    el("mark", { class: "gold" }, "gold"),
    " ",
    el("mark", { class: "cited gold" }, "both"),
    hasNearly && [" ", el("mark", { class: "nearly" }, "quoted with other words")],
  );
}

function pointList(row, reviews) {
  const pointWords = (point) => {
    const place = point.places.find(([id]) => reviews(id));
    const words = place
      ? codePoints(reviews(place[0])).slice(place[1], place[2])
      : (point.words ?? "not found in the reviews");
    return words.length > 110 ? `${Array.from(words).slice(0, 108).join("")}…` : words;
  };
  const retrieved = row.answer?.retrieved;
  const numbers = (cited) => cited.map((n) => `[${n}]`).join(", ");
  const fate = (point) => {
    if (point.cited_by.length) return `cited as ${numbers(point.cited_by)}`;
    if (point.nearly_cited_by.length)
      return `missed: ${numbers(point.nearly_cited_by)} has nearly these words, which is no evidence`;
    if (!retrieved) return "missed";
    return point.retrieved_at
      ? `missed, though retrieved at rank ${point.retrieved_at}`
      : "missed, not retrieved";
  };
  const cited = row.points.filter((point) => point.cited_by.length).length;
  return el(
    "details",
    { class: "points", open: row.points.length <= 6 },
    el("summary", null, `${cited} of ${plural(row.points.length, "gold point")} cited`),
    el(
      "ol",
      null,
      row.points.map((point) =>
        el(
          "li",
          { class: point.cited_by.length ? "hit" : "missed" },
          el(
            "span",
            { class: "fate" },
            el("span", { "aria-hidden": "true" }, point.cited_by.length ? "✓ " : "✕ "),
            fate(point),
          ),
          el("q", null, pointWords(point)),
          " ",
          stanceChip(point.stance),
          point.places.length > 1 &&
            el("small", null, ` or ${plural(point.places.length - 1, "other place")}`),
        ),
      ),
    ),
  );
}

// Every quote that the answer shows, with how it is called.
function shownQuotes(row) {
  return [
    ...(row.answer?.citations ?? []).map((one) => ({ ...one, label: `[${one.n}]` })),
    ...(row.answer?.nearest ?? []).map((one) => ({ ...one, label: `nearest ${one.n}` })),
  ];
}

// One card a review: those cited first, in order, then those that hold missed points. `cited` counts the former.
function evidenceCards(row, reviews) {
  const spans = new Map();
  const problems = new Map();
  const at = (map, id) => map.get(id) ?? map.set(id, []).get(id);
  for (const one of shownQuotes(row)) {
    const id = one.place?.[0] ?? one.review ?? "";
    if (one.place && reviews(id)) at(spans, id).push(citedSpan(one));
    if (one.status !== "stands") at(problems, id).push(quoteProblem(one, reviews(id)));
  }
  const first = [...new Set([...spans.keys(), ...problems.keys()])];
  const missed = addGold(row, spans);
  const card = (id) =>
    reviews(id) ? reviewCard(id, reviews(id), spans.get(id) ?? [], problems.get(id)) : null;
  const cards = first.flatMap((id) => card(id) ?? problems.get(id) ?? []);
  cards.cited = cards.length;
  cards.push(...missed.filter((id) => !first.includes(id) && reviews(id)).map(card));
  return cards;
}

function citedSpan(one) {
  const [, start, end] = one.place;
  const title = one.nearly ? `nearest to ${one.label}, which differs` : `cited as ${one.label}`;
  return {
    start,
    end,
    kind: one.nearly ? "nearly" : "cited",
    label: one.nearly ? `${one.label} differs` : one.label,
    title: one.stance ? `${title}, ${one.stance}` : title,
    cites: one.label.startsWith("[") ? one.n : null,
    focus: true,
  };
}

// Adds the gold to the spans; returns the reviews of missed points, whose first place in a review is in focus.
function addGold(row, spans) {
  const missed = [];
  row.points.forEach((point, index) => {
    const isMissed = !point.cited_by.length;
    const seen = new Set();
    for (const [id, start, end] of point.places) {
      const focus = isMissed && !seen.has(id);
      seen.add(id);
      if (isMissed) missed.push(id);
      const title = `gold point ${index + 1}${isMissed ? ", missed" : ""}`;
      const span = {
        start,
        end,
        kind: "gold",
        label: `gold ${index + 1}${isMissed ? " missed" : ""}`,
        title,
        focus,
      };
      if (!spans.has(id)) spans.set(id, []);
      spans.get(id).push(span);
    }
  });
  return [...new Set(missed)];
}

function retrievedPart(row, reviews) {
  const found = row.answer?.retrieved;
  if (!found) return null;
  const words = ({ place, quote }) => quote ?? codePoints(reviews(place[0])).slice(place[1], place[2]);
  const golds = (rank) =>
    row.points.flatMap((point, index) => (point.retrieved_at === rank ? [`gold ${index + 1}`] : []));
  return el(
    "details",
    { class: "retrieved" },
    el("summary", null, `What was retrieved (${found.length})`),
    el(
      "ol",
      null,
      found.map((one, index) =>
        el(
          "li",
          null,
          golds(index + 1).map((label) => el("span", { class: "label gold" }, label)),
          words(one),
        ),
      ),
    ),
  );
}
