// The list of cases: filters, order, pages of a hundred; a case draws its inside when it is first opened.

const PAGE_CASES = 100;
const OUTCOMES = { answered: "answered", refused: "refused", error: "error" };

// The score that a filter or an order goes by: of a metric, of a judged one, or the time taken.
function scoreOf(row, metric) {
  if (metric === "time") return row.latency_ms === null ? undefined : [row.latency_ms, 1, null, null];
  return metric.startsWith("judged:") ? row.judged[metric.slice(7)] : row.scores[metric];
}

function metricInfo(data, metric) {
  if (metric === "time") return { name: "time to answer", unit: "ms", higher_is_better: false };
  const name = metric.replace(/^judged:/, "");
  const info = (metric.startsWith("judged:") ? data.judged : data.metrics).find((one) => one.name === name);
  return info ?? { name, unit: "share", higher_is_better: true };
}

function prepareCases(data) {
  const faults = data.rows.map(() => []);
  for (const group of data.groups) for (const index of group.cases) faults[index].push(group);
  const changes = new Map(
    (data.comparison?.metrics ?? []).map((one) => [
      one.metric,
      new Map(one.changes.map(([index, ...values]) => [index, values])),
    ]),
  );
  const texts = data.rows.map((row) =>
    `${row.key}\n${row.question}\n${row.answer?.text ?? ""}`.toLowerCase(),
  );
  for (const list of faults) list.sort((a, b) => b.grave - a.grave);
  return { faults, changes, texts };
}

function matching(data, prepared, now) {
  const fault = now.fault && new Set(faultCases(data, now.fault));
  const words = now.q.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (row, index) =>
    (!now.tag || row.tags.includes(now.tag)) &&
    (!now.outcome || row.outcome === now.outcome) &&
    (!fault || fault.has(index)) &&
    (!now.changed || prepared.changes.get(now.changed)?.has(index)) &&
    words.every((word) => prepared.texts[index].includes(word)) &&
    (!now.metric || isInRange(scoreOf(row, now.metric), now));
  return data.rows.map((_, index) => index).filter((index) => holds(data.rows[index], index));
}

function isInRange(score, now) {
  if (!score || (score[1] === 0 && !score[3])) return false;
  if (now.from === "" && now.below === "") return true;
  return (
    score[0] !== null &&
    (now.from === "" || score[0] >= Number(now.from)) &&
    (now.below === "" || score[0] < Number(now.below))
  );
}

function inOrder(indices, data, prepared, now) {
  const info = metricInfo(data, now.metric);
  const sign = info.higher_is_better ? 1 : -1;
  const gain = (index) => {
    const [before, after] = prepared.changes.get(now.changed)?.get(index) ?? [0, 0];
    return before === null || after === null ? 0 : (after - before) * sign;
  };
  const weight = (index) => prepared.faults[index].reduce((sum, group) => sum + (group.grave ? 100 : 1), 0);
  const known = (score) => score?.[0] ?? Infinity * sign; // a metric that failed comes last, either way
  const keys = {
    faults: (index) => -weight(index),
    worst: (index) => (now.metric ? known(scoreOf(data.rows[index], now.metric)) * sign : -weight(index)),
    change: gain,
    slowest: (index) => -(data.rows[index].latency_ms ?? 0),
    file: (index) => index,
  };
  const key = keys[now.sort] ?? keys.faults;
  return indices
    .map((index) => [key(index), index])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([, index]) => index);
}

function casesSection(data) {
  const prepared = prepareCases(data);
  const status = el("p", { class: "status", role: "status" });
  const list = el("div", { class: "list" });
  const pager = el("nav", { class: "pager", "aria-label": "Pages of cases" });
  const draw = () => {
    const found = inOrder(matching(data, prepared, state.now), data, prepared, state.now);
    const pages = Math.max(1, Math.ceil(found.length / PAGE_CASES));
    const page = Math.min(pages, Math.max(1, Number(state.now.page) || 1));
    status.replaceChildren(`${found.length} of ${plural(data.rows.length, "case")}`, ...filterChips(data));
    list.replaceChildren(
      ...found
        .slice((page - 1) * PAGE_CASES, page * PAGE_CASES)
        .map((index) => caseItem(index, data, prepared)),
    );
    if (!found.length) list.append(el("p", { class: "nothing" }, "No case is like that."));
    pager.replaceChildren(...(pages > 1 ? pageButtons(page, pages) : []));
  };
  state.listeners.push((now, before) => {
    if (["sort", "page", ...FILTERS].some((name) => now[name] !== before[name])) draw();
  });
  draw();
  return section("cases", "Cases", filterBar(data), status, list, pager);
}

function pageButtons(page, pages) {
  return Array.from({ length: pages }, (_, place) => place + 1).map((number) =>
    el(
      "button",
      {
        type: "button",
        "aria-current": number === page ? "page" : null,
        onclick: () => {
          state.set({ page: String(number) });
          showSection("cases");
        },
      },
      number,
    ),
  );
}

function caseItem(index, data, prepared) {
  const row = data.rows[index];
  const faults = prepared.faults[index];
  const details = el(
    "details",
    { class: `case ${row.outcome}`, "data-index": index },
    el(
      "summary",
      null,
      el("span", { class: `outcome ${row.outcome}` }, OUTCOMES[row.outcome]),
      el("span", { class: "question" }, row.question),
      el("span", { class: "figure" }, caseFigure(index, data, prepared)),
      el(
        "span",
        { class: "meta" },
        el("code", null, row.key),
        el(
          "span",
          { class: "badges" },
          faults.map((group) => el("span", { class: group.grave ? "badge grave" : "badge" }, group.label)),
        ),
        row.tags.length > 0 && el("span", { class: "tags" }, row.tags.join(", ")),
      ),
    ),
  );
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector(".body")) details.append(caseBody(row, index, data));
    if (details.open) state.set({ open: row.key }, true);
    else if (state.now.open === row.key) state.set({ open: "" }, true);
  });
  if (state.now.open === row.key) details.open = true;
  return details;
}

function caseFigure(index, data, prepared) {
  const { metric, changed } = state.now;
  const unit = metricInfo(data, metric).unit;
  if (changed && prepared.changes.get(changed)?.has(index)) {
    const [before, after] = prepared.changes.get(changed).get(index);
    return `${told(before, unit)} → ${told(after, unit)}`;
  }
  if (!metric) return time(data.rows[index].latency_ms ?? 0);
  const score = scoreOf(data.rows[index], metric);
  return score?.[3] ? "metric failed" : told(score?.[0], unit);
}
