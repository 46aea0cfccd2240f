"""The report as a person meets it: in a real browser, opened from disk."""

from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.answers import AnswerClaim, AnswerCounts, Cited, SystemAnswer
from qa.evaluation.report import render_matrix, render_report
from qa.evaluation.report.payload import HEADLINE
from qa.evaluation.runs import MetricInfo, Run, ScoreRow
from tests.qa.evaluation.report.browsing import Browse, click, needs_browser, sized, texts

pytestmark = needs_browser

PROMISES = "promises"  # as verdict.js calls them
HOSTILE = '</script><img src=x onerror="window.broken=1">'
FILM = "🎬🍿 So-so. The ending is a blank screen 👍 and bold. The rest is fine."
SOUP = "The soup was cold and the waiter forgot us twice."
INFOS = (
    MetricInfo(name="quote_validity", must_hold=True, about="Quotes that stand."),
    MetricInfo(name="citation_recall", about="Points that are cited."),
    MetricInfo(name="zest", higher_is_better=False, about="A metric nobody knows."),
    MetricInfo(name="latency_ms", unit="ms", higher_is_better=False),
)


def quoting(quote: str, start: int, review: str = "film", **given: Any) -> SystemAnswer:
    cited = Cited(quote=quote, review_id=review, start=start, end=start + len(quote), stance="negative")
    return SystemAnswer(text=f"They say: {quote} [1]", answered=True, citations=(cited,), **given)


@pytest.fixture
def run(make_row: Any, make_run: Any) -> Run:
    quote = "The ending is a blank screen 👍"
    at = FILM.index(quote)
    gold = ("film", at + 16, at + len(quote) + 9)  # "blank screen 👍 and bold"
    rows = [
        make_row("ending", quoting(quote, at, engine="fast"), points=[[gold], [("soup", 0, 17)]],
                 latency_ms=120.0, case={"tags": ["film"], "question": "How is the ending?"},
                 scores={"quote_validity": 1.0, "citation_recall": 0.5, "zest": 0.1}),
        make_row("soup", quoting("The soup was gold", 0, "soup", engine="slow",
                 claims=(AnswerClaim(text="Cold.", stance="negative", citations=(1, 5)),),
                 counts=AnswerCounts(negative=2)), points=[[("soup", 0, 17)]], latency_ms=340.0,
                 case={"tags": ["food"], "counts": {"negative": 1}, "note": HOSTILE},
                 scores={"quote_validity": 0.0, "citation_recall": 1.0, "zest": 0.9}),
        make_row("silent", SystemAnswer(text="They do not say.", answered=False), case={"tags": ["food"]},
                 scores={"zest": ScoreRow(error="ZeroDivisionError")}, judged={"tone": ScoreRow(value=0.5)}),
        make_row("down", None, error=HOSTILE, case={"question": HOSTILE}),
    ]  # fmt: skip
    many = [make_row(f"more-{place}", scores={"citation_recall": 1.0}) for place in range(250)]
    return make_run(*rows, *many, metrics=INFOS, reviews={"film": FILM, "soup": SOUP}, name="run & <b>co</b>")


@pytest.fixture
def opened(browse: Browse, run: Run) -> Browse:
    """Opens the report at an address after #."""

    def open_at(fragment: str = "", *, baseline: Run | None = None, html: str | None = None) -> Any:
        return browse(render_report(run, baseline=baseline) if html is None else html, fragment)

    return open_at


def unfold(browser: Any, index: int) -> str:
    """Opens a case from the keyboard; its selector."""
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    case = f'.case[data-index="{index}"]'
    browser.find_element("css selector", f"{case} > summary").send_keys(Keys.ENTER)
    WebDriverWait(browser, 5).until(lambda b: b.find_elements("css selector", f"{case} .body"))
    return case


def test_the_page_shows_what_is_wrong_and_asks_nobody(opened: Browse) -> None:
    page = opened()
    assert texts(page, ".invariant.broken .verdict") == ["broken in 1 case"]
    assert "Quotes that are not real" in "".join(texts(page, ".group .title"))
    asked = page.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [name for name in asked if not name.startswith("data:")] == []


def test_a_failed_run_says_so_first_with_a_way_to_its_cases(opened: Browse, run: Run) -> None:
    held = run.model_copy(update={"floors": ("citation_recall >= 0.999", "zest of life", "zest <= 0.9")})
    page = opened(html=render_report(held))
    first = page.execute_script("return document.querySelector('.top').textContent")
    assert "✕ Failed" in first
    assert texts(page, ".judgement h2") == [
        "3 cases break a promise",
        "2 of 3 floors missed",
        "1 floor that cannot be checked",
    ]
    assert any("'zest of life' is no floor" in told for told in texts(page, ".judgement li"))
    click(page, ".judgement details summary")
    click(page, ".judgement details .link")
    assert texts(page, ".case .meta code") == ["ending"]
    click(page, f".judgement [data-fault={PROMISES}]")
    assert sorted(texts(page, ".case .meta code")) == ["down", "silent", "soup"]


def test_a_run_that_passes_says_what_that_means(opened: Browse, make_row: Any, make_run: Any) -> None:
    metrics = (MetricInfo(name="m"),)
    fine = make_run(make_row(scores={"m": 1.0}), metrics=metrics, floors=("m >= 0.5",))
    assert texts(opened(html=render_report(fine, baseline=fine)), ".judgement p") == [
        "✓ Passed",
        "No promise is broken; 1 floor met; no metric is worse than the baseline",
    ]


def test_a_run_of_nothing_does_not_pass_in_words(opened: Browse, make_run: Any) -> None:
    assert texts(opened(html=render_report(make_run())), ".judgement .word") == ["– Nothing was run"]


def test_a_metric_that_got_worse_leads_to_the_cases_that_changed(
    opened: Browse, make_row: Any, make_run: Any
) -> None:
    runs = [
        make_run(*(make_row(str(place), scores={"m": value}) for place in range(12)),
                 make_row("same", scores={"m": 1.0}), metrics=(MetricInfo(name="m"),))
        for value in (1.0, 0.0)
    ]  # fmt: skip
    page = opened(html=render_report(runs[1], baseline=runs[0]))
    assert "m 1.000 → 0.077 (−0.923), 12 cases" in texts(page, ".judgement li")
    click(page, ".judgement li .link")
    assert len(texts(page, ".case")) == 12


def test_the_number_of_errors_is_not_the_number_of_failures(opened: Browse) -> None:
    assert texts(opened(), ".fact")[-1] == "1 error"


@pytest.mark.parametrize("width", [1600, 1280, 1024, 768, 400])
@pytest.mark.parametrize("tiles", [8, 7, 5, 3])
def test_no_tile_of_the_headline_stands_alone(
    opened: Browse, make_row: Any, make_run: Any, width: int, tiles: int
) -> None:
    infos = tuple(MetricInfo(name=name) for name in HEADLINE[:tiles])
    run = make_run(make_row(scores={info.name: 0.5 for info in infos}), metrics=infos)
    page = opened(html=render_report(run))
    sized(page, width)
    boxes = page.execute_script(
        "return [...document.querySelectorAll('.tile')].map((tile) => [tile.offsetTop, tile.offsetWidth])"
    )
    last = [wide for top, wide in boxes if top == boxes[-1][0]]
    whole = page.execute_script("return document.querySelector('.tiles').clientWidth")
    assert len(boxes) == tiles
    assert len(last) > 1 or last[0] >= whole - 1


def test_the_quoted_words_are_marked_after_an_emoji(opened: Browse) -> None:
    page = opened("q=ending")
    case = unfold(page, 0)
    assert "".join(texts(page, f"{case} mark[data-cited]")) == "The ending is a blank screen 👍"
    assert "".join(texts(page, f"{case} [data-review=film] mark[data-gold]")) == "blank screen 👍 and bold"
    assert texts(page, f"{case} .text mark.cited.gold") == ["blank screen 👍"]
    assert texts(page, f"{case} .points .missed q") == ["The soup was cold"]


@pytest.mark.parametrize(("index", "found"), [(0, "film"), (1, "soup")])
def test_a_number_in_the_answer_leads_to_its_citation(opened: Browse, index: int, found: str) -> None:
    page = opened()
    case = unfold(page, index)
    click(page, f"{case} .answer .ref")
    assert page.execute_script("return document.activeElement.dataset.review") == found


def test_a_quote_that_is_not_real_shows_what_the_review_has(opened: Browse) -> None:
    page = opened("q=soup")
    case = unfold(page, 1)
    assert texts(page, f"{case} .problem del") == ["c"]
    assert texts(page, f"{case} .problem ins") == ["g"]
    assert "".join(texts(page, f"{case} .text mark.nearly")) == "The soup was cold"
    assert texts(page, f"{case} mark[data-cited]") == []
    assert texts(page, f"{case} .points summary") == ["0 of 1 gold point cited"]
    assert "[1] has nearly these words" in texts(page, f"{case} .points .fate")[0]
    assert "[5]✕" in texts(page, f"{case} .claims .ref")
    assert any("wanted 1" in line for line in texts(page, f"{case} .faults li"))


def test_hostile_text_stays_text(opened: Browse) -> None:
    page = opened("outcome=error")
    case = unfold(page, 3)
    assert texts(page, f"{case} .question") == [HOSTILE]
    assert texts(page, f"{case} .said .error") == [HOSTILE]
    assert page.execute_script("return [window.broken ?? null, document.images.length]") == [None, 0]


def test_a_fault_filters_the_cases_and_the_address_keeps_it(opened: Browse) -> None:
    page = opened()
    click(page, "[data-fault=quote_validity]")
    assert texts(page, ".case code")[0:1] == ["soup"]
    assert len(texts(page, ".case")) == 1
    assert "fault=quote_validity" in page.current_url
    page.back()
    assert len(texts(page, ".case")) == 100


def test_a_cell_lists_the_cases_of_its_tag_worst_first(opened: Browse) -> None:
    page = opened()
    click(page, 'tr[data-metric=zest] button[data-tag=""]')
    assert texts(page, ".case .meta code") == ["soup", "ending", "silent"]  # the last one could not be scored
    click(page, "tr[data-metric=citation_recall] button[data-tag=food]")
    assert texts(page, ".case .meta code") == ["soup"]


def test_filters_in_the_address_are_those_on_the_page(opened: Browse) -> None:
    page = opened("metric=citation_recall&below=0.9&tag=film")
    assert texts(page, ".case .meta code") == ["ending"]
    assert page.find_element("css selector", "select[name=tag]").get_property("value") == "film"
    click(page, "[data-filter=tag]")
    assert "tag=" not in page.current_url


def test_searching_looks_into_questions_ids_and_answers(opened: Browse) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    page = opened()
    page.find_element("css selector", "input[name=q]").send_keys("do not SAY")
    WebDriverWait(page, 5).until(lambda b: texts(b, ".case .meta code") == ["silent"])


def test_cases_come_a_hundred_at_a_time(opened: Browse) -> None:
    page = opened("sort=file")
    assert len(texts(page, ".case")) == 100
    click(page, ".pager button:last-child")
    assert len(texts(page, ".case")) == 54
    assert texts(page, ".case .body") == []


def test_a_bar_of_a_histogram_lists_its_cases(opened: Browse) -> None:
    from selenium.webdriver.common.keys import Keys

    page = opened("plots=zest")
    page.find_element("css selector", "#plots figure .column[aria-label^='0.900']").send_keys(Keys.ENTER)
    assert texts(page, ".case .meta code") == ["soup"]


def test_a_table_sorts_and_says_so(opened: Browse) -> None:
    page = opened()
    click(page, "#measures thead th:nth-child(2) button")
    assert (
        page.find_element("css selector", "#measures thead th:nth-child(2)").get_attribute("aria-sort")
        == "ascending"
    )
    names = texts(page, "#measures tbody:first-of-type th")
    assert names[0].startswith(("quote validity", "zest"))


def test_judged_scores_stand_apart(opened: Browse) -> None:
    page = opened()
    assert "language model" in texts(page, "#judged .lead")[0]
    assert "tone" not in "".join(texts(page, "#measures th"))


def test_focus_shows_the_interval_in_words(opened: Browse) -> None:
    page = opened()
    page.execute_script("document.querySelector('#measures td button').focus()")
    assert "interval" in texts(page, "#tip:not([hidden])")[0]


def test_a_baseline_is_shown_beside_the_answer(opened: Browse, run: Run) -> None:
    before = run.rows[0].model_copy(update={"scores": {"citation_recall": ScoreRow(value=1.0)}})
    page = opened("", baseline=run.model_copy(update={"rows": (before, *run.rows[2:]), "name": "before"}))
    assert "Only in this run: 1 case" in texts(page, "#compared summary")
    click(page, "#compared tr[data-metric=citation_recall] .link")
    assert texts(page, ".case .meta code") == ["ending"]
    case = unfold(page, 0)
    assert texts(page, f"{case} h3.which") == ["Baseline", "This run"]


def test_two_runs_of_one_name_are_told_apart(opened: Browse, run: Run) -> None:
    one, other = (run.model_copy(update={"system": {"max_citations": most}}) for most in (1, 6))
    page = opened(html=render_report(one, baseline=other))
    assert texts(page, ".against b") == [f"{run.name} (max citations 6)"]
    assert texts(page, "#compared h2") == [f"Compared with {run.name} (max citations 6)"]
    assert f"This run is {run.name} (max citations 1)." in texts(page, "#compared .lead")[0]


def test_a_run_without_a_name_has_one_on_its_page(opened: Browse, run: Run) -> None:
    page = opened(html=render_report(run.model_copy(update={"name": ""})))
    assert texts(page, "h1") == ["pytest session"]
    assert page.title.startswith("pytest session: ")


def test_a_metric_that_came_to_apply_has_no_difference(opened: Browse, run: Run) -> None:
    rows = tuple(row.model_copy(update={"scores": {"zest": ScoreRow(value=0.5)}}) for row in run.rows)
    page = opened(html=render_report(run, baseline=run.model_copy(update={"rows": rows})))
    cells = texts(page, "#compared tr[data-metric=quote_validity] td")
    assert cells == ["–", "0.500", "–", "–", "–", "in this run only", "2 in one run only"]
    click(page, "#compared tr[data-metric=quote_validity] .link")
    assert texts(page, ".case .figure") == ["– → 1.000", "– → 0.000"]


@pytest.mark.parametrize("width", [360, 1600])
def test_the_page_fits_its_window(opened: Browse, width: int) -> None:
    page = opened("open=ending")
    sized(page, width)
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_a_run_without_cases_or_metrics_still_draws(opened: Browse, make_run: Any) -> None:
    assert texts(opened(html=render_report(make_run())), "#cases .nothing") == ["No case is like that."]
    assert texts(opened(html=render_matrix([], metric="m")), "h1") == ["m by setting"]
