// A review's own text with what was cited and what is gold in it, each marked in its own way.

const AROUND = 150; // code points shown on both sides of what is marked
const JOINED = 100; // a gap shorter than this is shown rather than cut

const knownTexts = new WeakMap();

function codePoints(review) {
  if (!knownTexts.has(review)) knownTexts.set(review, new CodePoints(review.text));
  return knownTexts.get(review);
}

// `spans`: {start, end, kind, label, title, focus}; those with `focus` decide which parts are shown first.
function reviewCard(id, review, spans, problems = []) {
  const text = codePoints(review);
  const body = el("p", { class: "text" });
  const toggle = el("button", { type: "button", class: "link", "aria-expanded": "false" });
  const cropped = windows(
    text,
    spans.filter((span) => span.focus),
  );
  const draw = (whole) => {
    toggle.setAttribute("aria-expanded", String(whole));
    toggle.textContent = whole ? "Show less" : "Show whole review";
    body.replaceChildren(...markedText(text, spans, whole ? [[0, text.length]] : cropped));
  };
  toggle.addEventListener("click", () => draw(toggle.getAttribute("aria-expanded") === "false"));
  draw(false);
  const isWhole = cropped.length === 1 && cropped[0][0] === 0 && cropped[0][1] === text.length;
  return el(
    "article",
    { class: "review", "data-review": id },
    el(
      "header",
      null,
      el("span", { class: "source" }, reviewWords(review)),
      el("code", null, id),
      !isWhole && toggle,
    ),
    body,
    problems,
  );
}

function reviewWords(review) {
  const rating =
    review.rating === null ? null : `${review.rating}${review.rating_scale ? `/${review.rating_scale}` : ""}`;
  return [review.item_title ?? review.item_id, review.author, rating, review.published]
    .filter(Boolean)
    .join(" · ");
}

function windows(text, spans) {
  const wanted = (spans.length ? spans : [{ start: 0, end: 0 }])
    .map((span) => [text.wordEdge(span.start - AROUND, -1), text.wordEdge(span.end + AROUND, 1)])
    .sort((a, b) => a[0] - b[0]);
  const joined = [];
  for (const [start, end] of wanted) {
    const last = joined.at(-1);
    if (last && start - last[1] < JOINED) last[1] = Math.max(last[1], end);
    else joined.push([start < JOINED / 2 ? 0 : start, end]);
  }
  const last = joined.at(-1);
  if (text.length - last[1] < JOINED / 2) last[1] = text.length;
  return joined;
}

function markedText(text, spans, parts) {
  const nodes = [];
  let shown = 0;
  for (const [start, end] of parts) {
    if (start > shown) nodes.push(gap(start - shown));
    nodes.push(...segments(text, spans, start, end));
    shown = end;
  }
  if (shown < text.length) nodes.push(gap(text.length - shown));
  return nodes;
}

function gap(length) {
  return el("span", { class: "gap", title: `${length.toLocaleString("en")} characters left out` }, " … ");
}

function segments(text, spans, start, end) {
  const inside = spans.filter((span) => span.end > start && span.start < end);
  const edges = new Set([start, end]);
  for (const span of inside) edges.add(Math.max(start, span.start)).add(Math.min(end, span.end));
  const places = [...edges].sort((a, b) => a - b);
  return places.slice(0, -1).flatMap((from, index) => {
    const to = places[index + 1];
    const over = inside.filter((span) => span.start <= from && span.end >= to);
    const labels = over.filter((span) => Math.max(start, span.start) === from).map(spanLabel);
    return [
      ...labels,
      over.length ? marked(text.slice(from, to), over) : document.createTextNode(text.slice(from, to)),
    ];
  });
}

function spanLabel(span) {
  return el("span", { class: `label ${span.kind}`, "data-cites": span.cites }, span.label);
}

function marked(words, spans) {
  const kinds = new Set(spans.map((span) => span.kind));
  const shown = (kind) =>
    spans
      .filter((span) => span.kind === kind)
      .map((span) => span.label)
      .join(" ");
  return el(
    "mark",
    {
      class: [...kinds].sort().join(" "),
      title: spans.map((span) => span.title).join("; "),
      "data-cited": kinds.has("cited") ? shown("cited") : null,
      "data-gold": kinds.has("gold") ? shown("gold") : null,
    },
    words,
  );
}

// A quote against what the review has, the characters that differ marked in both.
function quoteProblem(citation, review) {
  const at =
    citation.said && citation.said[1] !== null
      ? `${citation.said[0]} to ${citation.said[1]}`
      : citation.said?.[0];
  const heads = {
    moved: `is in the review, at ${citation.place?.[1]} to ${citation.place?.[2]}, not at ${at}`,
    differs: "is not in the review; the nearest words differ",
    nowhere: review ? "is not in the review, nor anything like it" : "is in no review of this run",
    unknown: `names the review ${citation.review}, which is not in this run`,
  };
  return el(
    "div",
    { class: "problem", "data-n": citation.n },
    el("p", { class: "head" }, el("b", null, `Quote ${citation.label} `), heads[citation.status]),
    el("dl", null, problemLines(citation, at)),
  );
}

function problemLines(citation, at) {
  const line = (name, ...words) => el("div", null, el("dt", null, name), el("dd", null, words));
  const elsewhere =
    citation.there === null
      ? []
      : [line(`at ${at} it has`, citation.there || "nothing: that is no place in the text")];
  if (citation.status === "differs") {
    const side = (place, tag) =>
      citation.difference.map((part) => (part[0] ? part[place] : part[place] && el(tag, null, part[place])));
    return [line("the review has", side(1, "del")), line("was quoted", side(2, "ins")), ...elsewhere];
  }
  return [...elsewhere, line("was quoted", citation.quote || "nothing")];
}
