"""The report as a person meets it: in a real browser, opened from disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation.answers import AnswerClaim, AnswerCounts, Cited, SystemAnswer
from qa.evaluation.report import render_matrix, render_report
from qa.evaluation.runs import MetricInfo, Run, ScoreRow

selenium = pytest.importorskip("selenium", reason="driving a browser needs selenium")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs Debian's packages chromium and chromium-driver"
)

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,900"
)
HOSTILE = '</script><img src=x onerror="window.broken=1">'
FILM = "🎬🍿 So-so. The ending is a blank screen 👍 and bold. The rest is fine."
SOUP = "The soup was cold and the waiter forgot us twice."
INFOS = (
    MetricInfo(name="quote_validity", must_hold=True, about="Quotes that stand."),
    MetricInfo(name="citation_recall", about="Points that are cited."),
    MetricInfo(name="zest", higher_is_better=False, about="A metric nobody knows."),
    MetricInfo(name="latency_ms", unit="ms", higher_is_better=False),
)

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    reduced = {"name": "prefers-reduced-motion", "value": "reduce"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [reduced]})
    yield driver
    driver.quit()


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
def opened(browser: Any, run: Run, tmp_path: Path) -> Iterator[Open]:
    """Opens the report at an address after #; no page may leave an error in the console."""

    def open_at(fragment: str = "", *, baseline: Run | None = None, html: str | None = None) -> Any:
        path = tmp_path / "report.html"
        path.write_text(render_report(run, baseline=baseline) if html is None else html, "utf-8")
        browser.get("about:blank")  # the same address with another # would not load anew
        browser.get(f"{path.as_uri()}#{fragment}")
        return browser

    browser.get_log("browser")
    yield open_at
    assert [line["message"] for line in browser.get_log("browser")] == []


def texts(browser: Any, selector: str) -> list[str]:
    script = "return [...document.querySelectorAll(arguments[0])].map((node) => node.textContent)"
    found: list[str] = browser.execute_script(script, selector)
    return found


def click(browser: Any, selector: str) -> None:
    found = browser.find_element("css selector", selector)
    browser.execute_script(
        "arguments[0].scrollIntoView({block: 'center'})", found
    )  # clear of the bar at the top
    found.click()


def unfold(browser: Any, index: int) -> str:
    """Opens a case from the keyboard; its selector."""
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    case = f'.case[data-index="{index}"]'
    browser.find_element("css selector", f"{case} > summary").send_keys(Keys.ENTER)
    WebDriverWait(browser, 5).until(lambda b: b.find_elements("css selector", f"{case} .body"))
    return case


def test_the_page_shows_what_is_wrong_and_asks_nobody(opened: Open) -> None:
    page = opened()
    assert texts(page, ".invariant.broken .verdict") == ["broken in 1 case"]
    assert "Quotes that are not real" in "".join(texts(page, ".group .title"))
    asked = page.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [name for name in asked if not name.startswith("data:")] == []


def test_the_quoted_words_are_marked_after_an_emoji(opened: Open) -> None:
    page = opened("q=ending")
    case = unfold(page, 0)
    assert "".join(texts(page, f"{case} mark[data-cited]")) == "The ending is a blank screen 👍"
    assert "".join(texts(page, f"{case} [data-review=film] mark[data-gold]")) == "blank screen 👍 and bold"
    assert texts(page, f"{case} .text mark.cited.gold") == ["blank screen 👍"]
    assert texts(page, f"{case} .points .missed q") == ["The soup was cold"]


def test_a_quote_that_is_not_real_shows_what_the_review_has(opened: Open) -> None:
    page = opened("q=soup")
    case = unfold(page, 1)
    assert texts(page, f"{case} .problem del") == ["c"]
    assert texts(page, f"{case} .problem ins") == ["g"]
    assert "[5]✕" in texts(page, f"{case} .claims .ref")
    assert any("wanted 1" in line for line in texts(page, f"{case} .faults li"))


def test_hostile_text_stays_text(opened: Open) -> None:
    page = opened("outcome=error")
    case = unfold(page, 3)
    assert texts(page, f"{case} .question") == [HOSTILE]
    assert texts(page, f"{case} .said .error") == [HOSTILE]
    assert page.execute_script("return [window.broken ?? null, document.images.length]") == [None, 0]


def test_a_fault_filters_the_cases_and_the_address_keeps_it(opened: Open) -> None:
    page = opened()
    click(page, "[data-fault=quote_validity]")
    assert texts(page, ".case code")[0:1] == ["soup"]
    assert len(texts(page, ".case")) == 1
    assert "fault=quote_validity" in page.current_url
    page.back()
    assert len(texts(page, ".case")) == 100


def test_a_cell_lists_the_cases_of_its_tag_worst_first(opened: Open) -> None:
    page = opened()
    click(page, 'tr[data-metric=zest] button[data-tag=""]')
    assert texts(page, ".case .meta code") == ["soup", "ending", "silent"]  # the last one could not be scored
    click(page, "tr[data-metric=citation_recall] button[data-tag=food]")
    assert texts(page, ".case .meta code") == ["soup"]


def test_filters_in_the_address_are_those_on_the_page(opened: Open) -> None:
    page = opened("metric=citation_recall&below=0.9&tag=film")
    assert texts(page, ".case .meta code") == ["ending"]
    assert page.find_element("css selector", "select[name=tag]").get_property("value") == "film"
    click(page, "[data-filter=tag]")
    assert "tag=" not in page.current_url


def test_searching_looks_into_questions_ids_and_answers(opened: Open) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    page = opened()
    page.find_element("css selector", "input[name=q]").send_keys("do not SAY")
    WebDriverWait(page, 5).until(lambda b: texts(b, ".case .meta code") == ["silent"])


def test_cases_come_a_hundred_at_a_time(opened: Open) -> None:
    page = opened("sort=file")
    assert len(texts(page, ".case")) == 100
    click(page, ".pager button:last-child")
    assert len(texts(page, ".case")) == 54
    assert texts(page, ".case .body") == []


def test_a_bar_of_a_histogram_lists_its_cases(opened: Open) -> None:
    from selenium.webdriver.common.keys import Keys

    page = opened("plots=zest")
    page.find_element("css selector", "#plots figure .column[aria-label^='0.900']").send_keys(Keys.ENTER)
    assert texts(page, ".case .meta code") == ["soup"]


def test_a_table_sorts_and_says_so(opened: Open) -> None:
    page = opened()
    click(page, "#measures thead th:nth-child(2) button")
    assert (
        page.find_element("css selector", "#measures thead th:nth-child(2)").get_attribute("aria-sort")
        == "ascending"
    )
    names = texts(page, "#measures tbody:first-of-type th")
    assert names[0].startswith(("quote validity", "zest"))


def test_judged_scores_stand_apart(opened: Open) -> None:
    page = opened()
    assert "language model" in texts(page, "#judged .lead")[0]
    assert "tone" not in "".join(texts(page, "#measures th"))


def test_focus_shows_the_interval_in_words(opened: Open) -> None:
    page = opened()
    page.execute_script("document.querySelector('#measures td button').focus()")
    assert "interval" in texts(page, "#tip:not([hidden])")[0]


def test_a_baseline_is_shown_beside_the_answer(opened: Open, run: Run) -> None:
    before = run.rows[0].model_copy(update={"scores": {"citation_recall": ScoreRow(value=1.0)}})
    page = opened("", baseline=run.model_copy(update={"rows": (before, *run.rows[2:]), "name": "before"}))
    assert "Only in this run: 1 case" in texts(page, "#compared summary")
    click(page, "#compared tr[data-metric=citation_recall] .link")
    assert texts(page, ".case .meta code") == ["ending"]
    case = unfold(page, 0)
    assert texts(page, f"{case} h3.which") == ["Baseline", "This run"]


@pytest.mark.parametrize("width", [360, 1600])
def test_the_page_fits_its_window(opened: Open, width: int) -> None:
    page = opened("open=ending")
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    wide = page.execute_script("return document.documentElement.scrollWidth")
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= width


def test_a_run_without_cases_or_metrics_still_draws(opened: Open, make_run: Any) -> None:
    assert texts(opened(html=render_report(make_run())), "#cases .nothing") == ["No case is like that."]
    assert texts(opened(html=render_matrix([], metric="m")), "h1") == ["m by setting"]


def test_a_matrix_marks_the_front_and_lists_what_failed(opened: Open, run: Run) -> None:
    failed = run.model_copy(update={"name": "gone", "system": {"error": HOSTILE}})
    html = render_matrix([run, failed], metric="citation_recall")
    page = opened(html=html)
    assert "★ time" in texts(page, ".matrix .best")
    assert texts(page, "#failed li") == [f"2 gone: {HOSTILE}"]
    assert len(texts(page, ".scatter .dot")) == 1
