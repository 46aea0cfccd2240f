// What is chosen on the page. It lives in the address after #, so that a link or the Back button brings it back.

const UNSET = {
  q: "",
  tag: "",
  outcome: "",
  fault: "",
  metric: "",
  from: "",
  below: "",
  changed: "",
  sort: "faults",
  open: "",
  page: "1",
  tags: "",
  plots: "",
};
const FILTERS = ["q", "tag", "outcome", "fault", "metric", "from", "below", "changed"];

const state = {
  now: { ...UNSET },
  listeners: [],

  read() {
    const given = new URLSearchParams(location.hash.slice(1));
    this.now = Object.fromEntries(Object.keys(UNSET).map((name) => [name, given.get(name) ?? UNSET[name]]));
  },

  address(now) {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(now)) if (value !== UNSET[name]) given.set(name, value);
    return `#${given}`;
  },

  // `quietly` changes the address without an entry for the Back button.
  set(changes, quietly = false) {
    const before = this.now;
    this.now = { ...before, ...changes };
    const address = this.address(this.now);
    if (address === this.address(before)) return;
    if (quietly) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.tell(before);
  },

  // A new choice of cases: what was filtered before does not carry over.
  choose(filters) {
    const cleared = Object.fromEntries(FILTERS.map((name) => [name, UNSET[name]]));
    this.set({ ...cleared, sort: UNSET.sort, page: "1", open: "", ...filters });
    showSection("cases");
  },

  tell(before) {
    for (const listener of this.listeners) listener(this.now, before);
  },

  start() {
    this.read();
    addEventListener("popstate", () => {
      const before = this.now;
      this.read();
      this.tell(before);
    });
  },
};

function showSection(id) {
  const target = document.getElementById(id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  const heading = target.querySelector("h2");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
