// Puts the parts together.

function drawReport() {
  const data = readData();
  state.start();
  const page = document.getElementById("page");
  page.append(
    el(
      "a",
      {
        class: "skip",
        href: "#cases",
        onclick: (event) => {
          event.preventDefault();
          showSection("cases");
        },
      },
      "Skip to the cases",
    ),
    pageHeader(data),
    pageNav(data),
  );
  const parts = [
    headline(data),
    whatIsWrong(data),
    data.comparison && comparedSection(data),
    measuresSection(data),
    data.judged.length && judgedSection(data),
    plotsSection(data),
    casesSection(data),
  ];
  page.append(el("main", null, ...parts.filter(Boolean)));
  showTips();
  if (state.now.open) document.querySelector(".case[open]")?.scrollIntoView({ block: "start" });
  else if (FILTERS.some((name) => state.now[name] !== UNSET[name])) showSection("cases");
}

drawReport();
