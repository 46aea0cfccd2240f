from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.answers import Cited, SystemAnswer
from qa.evaluation.metrics.evidence import CitationPrecision, CitationRecall
from qa.evaluation.report.as_scored import as_scored
from qa.evaluation.report.seen import Seen
from qa.evaluation.runs import ReviewRow, Row

TEXT = "The soup was cold. The waiter was kind."
REVIEWS = {
    "cafe": ReviewRow(text=TEXT, item_id="cafe", published="2026-01-05"),
    "inn": ReviewRow(text=TEXT, item_id="inn", published="some day in May"),
}


def citing_freely(quote: str) -> SystemAnswer:
    return SystemAnswer(text="So [1].", answered=True, citations=(Cited(quote=quote),))


@pytest.mark.parametrize("item", ["cafe", "inn"])
def test_words_without_a_review_are_looked_for_in_scope_only(make_row: Any, item: str) -> None:
    row = make_row(answer=citing_freely("The soup was cold."), case={"scope": {"item_id": item}})
    assert as_scored(row, REVIEWS).places() == [(item, 0, 18)]


def test_a_date_that_is_none_is_out_of_a_scope_of_dates(make_row: Any) -> None:
    scope = {"published": {"from": "2026-01-01"}}
    row = make_row(answer=citing_freely("The soup was cold."), case={"scope": scope})
    assert as_scored(row, REVIEWS).places() == [("cafe", 0, 18)]


def test_a_row_without_an_answer_cites_nothing(make_row: Any) -> None:
    assert as_scored(make_row(answer=None, error="down"), REVIEWS).places() == []


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        ("The soup was cold.", 0),
        ("The soup was gold.", 0),  # altered
        ("The soup was cold.", 3),  # misplaced
        ("the  soup was “COLD”.", 0),  # alike
        ("soup was col", 4),  # torn from its word, at its offsets
        ("oup was", 9),
        ("Nothing of the kind.", 0),
    ],
)
def test_the_page_counts_as_cited_what_the_metrics_do(make_row: Any, quote: str, start: int) -> None:
    cited = Cited(quote=quote, review_id="cafe", start=start, end=start + len(quote))
    answer = SystemAnswer(text="So [1].", answered=True, citations=(cited,))
    row: Row = make_row(answer=answer, points=[[("cafe", 0, 18)]])
    seen = as_scored(row, REVIEWS)
    recall, precision = CitationRecall().score(seen), CitationPrecision().score(seen)
    assert recall is not None
    assert precision is not None
    counted = bool(Seen(row=row, reviews=REVIEWS).cited_by[0])
    assert (float(counted), float(counted)) == (recall.value, precision.value)
