// What narrows the list of cases: boxes above it, and what is set, each with a way to unset it.

function filterBar(data) {
  const search = el("input", {
    type: "search",
    name: "q",
    placeholder: "words, id or answer text",
    oninput: later(() => change("q", search.value)),
  });
  const tag = choice("tag", [
    ["", "any tag"],
    ...data.tags.map(([name, cases]) => [name, `${name} (${cases})`]),
  ]);
  const outcome = choice("outcome", [["", "any outcome"], ...Object.entries(OUTCOMES)]);
  const fault = choice("fault", [
    ["", "any"],
    [PROMISES, `Any promise broken (${data.verdict.cases.length})`],
    ...data.groups.map((group) => [group.id, `${group.label} (${group.cases.length})`]),
  ]);
  const metric = choice("metric", [
    ["", "no metric"],
    ["time", "time to answer"],
    ...data.metrics.map((info) => [info.name, inWords(info.name)]),
    ...data.judged.map((info) => [`judged:${info.name}`, `${inWords(info.name)} (judged)`]),
  ]);
  const from = bound("from");
  const below = bound("below");
  const sort = choice("sort", [
    ["faults", "most faults first"],
    ["worst", "worst by metric first"],
    ["slowest", "slowest first"],
    ["file", "as in the file"],
    ...(data.comparison ? [["change", "largest loss first"]] : []),
  ]);
  const controls = { q: search, tag, outcome, fault, metric, from, below, sort };
  const sync = () => {
    for (const [name, control] of Object.entries(controls))
      if (control.value !== state.now[name]) control.value = state.now[name];
    from.disabled = below.disabled = !state.now.metric;
  };
  state.listeners.push(sync);
  sync();
  return el(
    "form",
    {
      class: "filters",
      role: "search",
      "aria-label": "Filter cases",
      onsubmit: (event) => event.preventDefault(),
    },
    field("search", search),
    field("what is wrong", fault),
    field("tag", tag),
    field("outcome", outcome),
    field("metric", metric),
    field("at least", from),
    field("below", below),
    field("order", sort),
  );
}

function field(label, control) {
  return el("label", { class: `field for-${control.name}` }, el("span", null, label), control);
}

function choice(name, options) {
  const select = el(
    "select",
    { name, onchange: () => change(name, select.value) },
    options.map(([value, label]) => el("option", { value }, label)),
  );
  return select;
}

function bound(name) {
  const input = el("input", {
    type: "number",
    step: "any",
    name,
    placeholder: "any",
    oninput: later(() => change(name, input.value)),
  });
  return input;
}

function change(name, value) {
  const changes = { [name]: value, page: "1" };
  if (name === "metric")
    Object.assign(changes, { from: "", below: "", sort: value ? "worst" : UNSET.sort, changed: "" });
  state.set(changes, ["q", "from", "below"].includes(name));
}

function later(act) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, 120);
  };
}

function filterChips(data) {
  const now = state.now;
  const words = {
    q: (value) => `“${value}”`,
    tag: (value) => `tag ${value}`,
    outcome: (value) => OUTCOMES[value],
    fault: (value) => faultLabel(data, value),
    metric: (value) => inWords(metricInfo(data, value).name),
    from: (value) => `at least ${value}`,
    below: (value) => `below ${value}`,
    changed: (value) => `changed in ${inWords(value)}`,
  };
  const set = FILTERS.filter(
    (name) => now[name] !== "" && !(name === "metric" && now.changed === now.metric),
  );
  if (!set.length) return [];
  const chips = set.map((name) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-label": `Unset: ${words[name](now[name])}`,
        "data-filter": name,
        onclick: () => (name === "metric" || name === "changed" ? change("metric", "") : change(name, "")),
      },
      words[name](now[name]),
      el("span", { "aria-hidden": "true" }, " ×"),
    ),
  );
  const clear = el("button", { type: "button", class: "link", onclick: () => state.choose({}) }, "show all");
  return [...chips, clear];
}
