"""The page that compares runs, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.report import render_matrix
from qa.evaluation.runs import MetricInfo, Run
from tests.qa.evaluation.report.browsing import Browse, click, needs_browser, sized, texts

pytestmark = needs_browser

INFOS = (MetricInfo(name="m", about="How good."), MetricInfo(name="n", about="How nice."))
REASON = '<img src=x onerror="window.broken=1"> no model server'
OVERLAPS = """
    const boxes = [...document.querySelectorAll(".scatter .name, .scatter .dot")]
      .map((node) => node.getBoundingClientRect());
    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
      && !(a.width === b.width && a.height === b.height))).length
"""  # dots of one size may lie on each other, since runs may be alike


@pytest.fixture
def cell(make_row: Any, make_run: Any) -> Any:
    """A run of a grid: the settings, and what it came to."""

    def made(ms: float, m: float, n: float = 0.5, cost: float | None = None, **settings: Any) -> Run:
        answer = SystemAnswer(text="Yes.", answered=True, cost_usd=cost)
        rows = [
            make_row(str(place), answer, latency_ms=ms, scores={"m": m if place else 1.0, "n": n})
            for place in range(6)
        ]
        name = ", ".join(f"{key} {value}" for key, value in settings.items())
        system = {"engine": "extractive", "reviews": "all", **settings}
        return make_run(*rows, metrics=INFOS, name=name, system=system)

    return made


@pytest.fixture
def failed(make_run: Any) -> Run:
    return make_run(name="max_citations 9", system={"max_citations": 9, "error": REASON})


def grid(*runs: Run) -> str:
    return render_matrix(runs, metric="m")


def test_the_front_is_marked_and_what_failed_is_told_below(browse: Browse, cell: Any, failed: Run) -> None:
    page = browse(grid(cell(30, 0.5, max_citations=1), cell(60, 0.4, max_citations=3), failed))
    assert texts(page, ".matrix .best") == ["★ time", "", ""]
    assert texts(page, ".matrix .failed") == ["✕ failed, see below"]
    assert texts(page, "#failed li") == [f"3 max citations 9: {REASON}"]
    assert REASON not in "".join(texts(page, ".matrix"))
    assert page.execute_script("return [window.broken ?? null, document.images.length]") == [None, 0]


def test_a_failed_run_adds_no_column(browse: Browse, cell: Any, failed: Run) -> None:
    page = browse(grid(cell(30, 0.5, max_citations=1), failed))
    assert [head.strip(" ▲▼") for head in texts(page, ".matrix thead th")] == [
        "#", "max citations", "m", "cases", "time a case, p50", "errors", "unbeaten in",
    ]  # fmt: skip


def test_what_all_runs_have_in_common_is_told_once(browse: Browse, cell: Any) -> None:
    page = browse(grid(cell(30, 0.5, max_citations=1), cell(90, 0.9, max_citations=3)))
    assert "engineextractive" in texts(page, ".settings div")
    assert "extractive" not in "".join(texts(page, "main"))


def test_points_are_labelled_by_what_varies(browse: Browse, cell: Any) -> None:
    page = browse(grid(cell(30, 0.5, max_citations=1), cell(900, 0.9, max_citations=3)))
    assert texts(page, ".scatter .name") == ["max citations 1", "max citations 3"]


@pytest.mark.parametrize("width", [1280, 400])
def test_points_without_room_have_numbers_that_collide_with_nothing(
    browse: Browse, cell: Any, width: int
) -> None:
    runs = [cell(30 + place // 2, 0.6, max_citations=place + 1) for place in range(9)]
    sized(page := browse("<p>"), width)
    page = browse(grid(*runs))
    assert texts(page, ".scatter .name") == [str(place + 1) for place in range(9)]
    assert texts(page, ".numbers li") == [f"{place} max citations {place}" for place in range(1, 10)]
    assert page.execute_script(OVERLAPS) == 0


def test_the_axis_of_time_names_no_unit_but_that_of_its_ticks(browse: Browse, cell: Any) -> None:
    page = browse(grid(cell(30, 0.5, k=1), cell(40, 0.9, k=2)))
    told = texts(page, ".scatter text")
    assert "time a case, median" in told
    assert "20 ms" in told
    assert not any("second" in one for one in told)


def test_there_is_no_plot_of_a_cost_that_no_run_tells(browse: Browse, cell: Any) -> None:
    page = browse(grid(cell(30, 0.5, k=1), cell(40, 0.9, k=2)))
    assert len(texts(page, "figure")) == 1
    page = browse(grid(cell(30, 0.5, k=1, cost=0.01), cell(40, 0.9, k=2)))
    assert texts(page, "figure[data-field=cost_usd] small") == ["Not here, since they tell none: 2"]
    assert any(head.startswith("cost a case") for head in texts(page, ".matrix th"))


def test_another_metric_can_be_chosen_and_the_address_keeps_it(browse: Browse, cell: Any) -> None:
    html = grid(cell(30, 0.5, 0.9, k=1), cell(40, 0.9, 0.1, k=2))
    page = browse(html)
    assert texts(page, "h1") == ["m by setting"]
    click(page, "select[name=metric] option[value=n]")
    assert texts(page, "h1") == ["n by setting"]
    assert "How nice." in texts(page, ".lead")[0]
    assert texts(page, ".matrix .quality b") == ["0.900", "0.100"]
    assert texts(browse(html, "metric=n"), "h1") == ["n by setting"]
    assert texts(browse(html, "metric=bogus"), "h1") == ["m by setting"]


def test_a_narrow_window_shows_every_column_without_scrolling(browse: Browse, cell: Any, failed: Run) -> None:
    page = browse(grid(cell(30, 0.5, max_citations=1), cell(40, 0.9, max_citations=3), failed))
    sized(page, 400)
    widths = (
        "const box = document.querySelector('#runs .scroller'); return [box.scrollWidth, box.clientWidth]"
    )
    wide, shown = page.execute_script(widths)
    assert wide <= shown
    label = "return getComputedStyle(document.querySelector('.matrix .quality'), '::before').content"
    assert page.execute_script(label) == '"m"'


def test_a_table_of_runs_sorts_by_a_setting(browse: Browse, cell: Any) -> None:
    page = browse(grid(*(cell(30, 0.5, max_citations=most) for most in (10, 9, 1))))
    click(page, ".matrix thead th:nth-child(2) button")
    assert texts(page, ".matrix tbody td:nth-child(2)") == ["1", "9", "10"]


def test_runs_that_all_failed_have_no_plot(browse: Browse, failed: Run) -> None:
    page = browse(grid(failed))
    assert texts(page, ".nothing") == ["No run has a m to show."]
