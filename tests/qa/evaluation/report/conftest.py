"""Small runs to report on, made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation.answers import Cited, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.runs import GoldRow, MetricInfo, ReviewRow, Row, Run, ScoreRow
from tests.qa.evaluation.report.browsing import Browse, chromium

MakeRow = Callable[..., Row]
MakeRun = Callable[..., Run]


def _row(key: str = "one", answer: Any = "Yes.", **given: Any) -> Row:
    """A row; `answer` is its text or a whole answer, `scores` are values by name, `points` places of gold."""
    case = {"id": key, "question": f"What of {key}?", **given.pop("case", {})}
    points = [{"places": places} for places in given.pop("points", ())]
    scores = given.pop("scores", {})
    return Row(
        key=key,
        case=Case.model_validate(case),
        answer=SystemAnswer(text=answer, answered=True) if isinstance(answer, str) else answer,
        gold=GoldRow.model_validate({"points": points}),
        scores={
            name: one if isinstance(one, ScoreRow) else ScoreRow(value=one) for name, one in scores.items()
        },
        **given,
    )


def _run(*rows: Row, metrics: tuple[MetricInfo, ...] = (), **given: Any) -> Run:
    reviews = {key: ReviewRow(text=text) for key, text in given.pop("reviews", {}).items()}
    return Run(rows=rows, metrics=metrics, reviews=reviews, **given)


@pytest.fixture
def make_row() -> MakeRow:
    return _row


@pytest.fixture
def make_run() -> MakeRun:
    return _run


@pytest.fixture
def citing() -> Callable[..., SystemAnswer]:
    """An answer that cites places of texts: (review id, text, quote)."""

    def made(*cited: tuple[str, str, str], text: str = "So it is [1].", **given: Any) -> SystemAnswer:
        citations = tuple(
            Cited(quote=quote, review_id=key, start=(at := whole.index(quote)), end=at + len(quote))
            for key, whole, quote in cited
        )
        return SystemAnswer(text=text, answered=True, citations=citations, **given)

    return made


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from chromium(tmp_path_factory.mktemp("profile"))


@pytest.fixture
def browse(browser: Any, tmp_path: Path) -> Iterator[Browse]:
    """Opens a page from disk at an address after #; no page may leave an error in the console."""

    def open_at(html: str, fragment: str = "") -> Any:
        path = tmp_path / "page.html"
        path.write_text(html, "utf-8")
        browser.get("about:blank")  # the same address with another # would not load anew
        browser.get(f"{path.as_uri()}#{fragment}")
        return browser

    browser.get_log("browser")
    yield open_at
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert [line["message"] for line in browser.get_log("browser")] == []
