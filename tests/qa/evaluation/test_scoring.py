"""From an answer to its row: nothing that goes wrong in one score costs another."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from qa.evaluation.answers import AnswerCounts, Cited, SystemAnswer
from qa.evaluation.metrics import Observation, Score, default_metrics
from qa.evaluation.reviews import MemoryReviews, ReviewText
from qa.evaluation.runs import GoldPointRow, GoldRow, ReviewRow, Row, ScoreRow
from qa.evaluation.scoring import Prepared, failed_row, observe, score, scored_row, shown_reviews
from tests.qa.evaluation.builders import (
    LID,
    REVIEWS,
    SPOUT,
    Fixed,
    FixedLowerIsBetter,
    answer,
    case,
    cite,
    claim,
    observation,
    prepared,
    review,
    sound,
)

LID_QUOTE = "The lid rattles all day."
METRICS = {metric.name: metric for metric in default_metrics()}


class CountingReviews(MemoryReviews):
    """Reviews in memory that remember which were asked for."""

    def __init__(self, reviews: Any) -> None:
        super().__init__(reviews)
        self.asked: list[str] = []

    async def get(self, review_id: str) -> ReviewText | None:
        self.asked.append(review_id)
        return await super().get(review_id)


def observed(given: SystemAnswer, source: MemoryReviews, in_scope: tuple[ReviewText, ...]) -> Observation:
    return asyncio.run(observe(prepared(reviews=in_scope), given, source, 5.0))


def row_of(given: SystemAnswer, names: list[str], **asked: Any) -> Row:
    """The row of an answer, scored by metrics of these names."""
    whole = prepared(case(**asked))
    return scored_row(whole, observation(given, whole.case), [METRICS[name] for name in names])


def shown(*rows: Row, reviews: Any = REVIEWS) -> dict[str, ReviewRow]:
    return asyncio.run(shown_reviews(rows, MemoryReviews(reviews)))


# Scores.


def test_a_score_keeps_value_weight_and_chance() -> None:
    scores = score(observation(sound()), [Fixed(Score(value=0.25, weight=4, chance=0.1), "quarter")])
    assert scores == {"quarter": ScoreRow(value=0.25, weight=4, chance=0.1)}


def test_a_metric_that_does_not_apply_has_no_score() -> None:
    assert score(observation(sound()), [Fixed(None), Fixed(0.0, "nought")]) == {"nought": ScoreRow(value=0.0)}


def test_a_metric_that_raises_is_a_row_with_its_error_and_the_others_are_scored() -> None:
    metrics = [Fixed(0.5, "first"), Fixed(ZeroDivisionError("no words"), "broken"), Fixed(1.0, "last")]
    assert score(observation(sound()), metrics) == {
        "first": ScoreRow(value=0.5),
        "broken": ScoreRow(error="ZeroDivisionError: no words (builders.py, line 161)"),
        "last": ScoreRow(value=1.0),
    }


def test_a_long_error_is_cut() -> None:
    [row] = score(observation(sound()), [Fixed(ValueError("x" * 5_000))]).values()
    assert row.error == f"ValueError: {'x' * 988} (builders.py, line 161)"


@pytest.mark.parametrize("rubbish", [True, "good", (1.0, 1.0)], ids=["bool", "text", "tuple"])
def test_a_metric_that_returns_no_score_is_a_row_with_its_error(rubbish: Any) -> None:
    scores = score(observation(sound()), [Fixed(rubbish, "rubbish"), Fixed(1.0, "last")])
    assert scores["rubbish"].error is not None
    assert scores["last"] == ScoreRow(value=1.0)


def test_a_score_that_is_no_number_is_an_error() -> None:
    [row] = score(observation(sound()), [Fixed(float("nan"))]).values()
    assert row.value is None
    assert row.error is not None


# Rows.


def test_a_row_keeps_case_answer_time_and_gold() -> None:
    whole = prepared(case(id="lid", evidence=[{"quote": LID_QUOTE, "stance": "negative"}]))
    given = answer(cite(LID_QUOTE, "bo"))
    row = scored_row(whole, observation(given, whole.case, latency_ms=12.34567), [Fixed(1.0)])
    assert (row.key, row.case, row.answer, row.error) == ("lid", whole.case, given, None)
    assert row.latency_ms == 12.346
    assert row.gold == GoldRow(points=(GoldPointRow(places=(LID,), stance="negative"),), units=8, relevant=1)
    assert row.scores == {"fixed": ScoreRow(value=1.0)}


def test_a_row_tells_what_is_wrong_by_metric() -> None:
    given = answer(cite("The lid"), claims=(claim("The lid is fine.", 1),))
    row = row_of(given, ["must_contain", "citation_form"], must_contain=["rattles", "spout"])
    assert row.findings == {"must_contain": ("missing: rattles", "missing: spout")}


def test_what_is_as_good_as_can_be_has_no_finding() -> None:
    refused = answer(answered=False)
    names = ["false_refusals", "abstention_recall"]
    assert row_of(refused, names, answerable=False).findings == {}
    assert row_of(answer(answered=True), names).findings == {}


def test_where_lower_is_better_what_is_above_0_has_a_finding() -> None:
    row = row_of(answer(answered=False), ["false_refusals"])
    assert row.findings == {"false_refusals": ("it said that the reviews do not say, although they do",)}


def test_missed_evidence_is_told_by_the_gold_and_not_in_words() -> None:
    row = row_of(answer(), ["evidence_hit@1"], evidence=[LID_QUOTE])
    assert row.scores["evidence_hit@1"].value == 0.0
    assert row.findings == {}


def test_a_metric_that_cannot_read_an_answer_does_not_cost_the_row() -> None:
    endless = answer(text=f"{'9' * 5_000} of 4 reviews like it.", counts=AnswerCounts(reviews_in_scope=4))
    row = row_of(endless, ["count_consistency", "quote_validity"])
    assert str(row.scores["count_consistency"].error).startswith("ValueError: ")


def test_a_case_that_the_system_failed_on_keeps_its_gold_and_has_no_score() -> None:
    whole = prepared(case(id="lid", evidence=[LID_QUOTE]))
    row = failed_row(whole, TimeoutError("too slow"), 1.2345678)
    assert row == Row(
        key="lid",
        case=whole.case,
        error="TimeoutError: too slow",
        latency_ms=1234.568,
        gold=GoldRow(points=(GoldPointRow(places=(LID,)),), units=8, relevant=1),
    )


# What an answer is judged by.


@pytest.mark.parametrize("field", ["citations", "nearest", "retrieved"])
def test_a_review_out_of_scope_is_known_where_the_answer_shows_it(field: str) -> None:
    given = answer().model_copy(update={field: (cite("It came", "dee"),)})
    seen = observed(given, MemoryReviews(REVIEWS), REVIEWS[:2])
    assert set(seen.reviews) == {"ana", "bo", "dee"}
    assert [one.id for one in seen.in_scope] == ["ana", "bo"]


def test_reviews_in_scope_are_not_fetched_again() -> None:
    source = CountingReviews(REVIEWS)
    observed(answer(cite("The lid"), cite("It came", "dee"), cite("in a box", "dee")), source, REVIEWS[:2])
    assert source.asked == ["dee"]


def test_words_without_a_review_or_of_one_that_is_not_there_are_no_reason_to_fail() -> None:
    given = answer(Cited(quote="The lid"), Cited(quote="The lid", review_id="eve"))
    source = CountingReviews(REVIEWS)
    assert set(observed(given, source, REVIEWS).reviews) == {"ana", "bo", "cem", "dee"}
    assert source.asked == ["eve"]


def test_an_observation_holds_answer_case_gold_and_time() -> None:
    whole = Prepared(case=case(), gold=prepared().gold, in_scope=REVIEWS)
    given = answer()
    seen = asyncio.run(observe(whole, given, MemoryReviews(REVIEWS), 5.0))
    assert (seen.case, seen.answer, seen.gold, seen.latency_ms) == (whole.case, given, whole.gold, 5.0)


# Reviews that are shown.


def test_reviews_are_shown_that_are_cited_near_or_hold_evidence() -> None:
    row = row_of(
        answer(cite("It came", "dee"), nearest=(cite("It whistles.", "cem"),), retrieved=(cite("The lid"),)),
        [],
        evidence=[LID_QUOTE],
    )
    assert list(shown(row)) == ["bo", "cem", "dee"]


def test_every_place_of_a_point_is_shown_and_no_review_that_is_not_there() -> None:
    given = answer(Cited(quote="x", review_id="eve"), Cited(quote="x"))
    assert list(shown(row_of(given, [], evidence=[{"any_of": [LID_QUOTE, "The spout is superb."]}]))) == [
        SPOUT.review_id,
        LID.review_id,
    ]


def test_a_case_that_failed_shows_its_evidence() -> None:
    whole = prepared(case(evidence=[LID_QUOTE]))
    assert list(shown(failed_row(whole, OSError(), 0.0))) == ["bo"]


def test_a_review_is_shown_with_all_that_is_known_of_it() -> None:
    fields: dict[str, Any] = {
        "item_id": "kettle",
        "item_title": "The Kettle",
        "title": "Loud",
        "author": "Ana",
        "rating": 2.0,
        "rating_scale": 5.0,
    }
    whole = review("ana", "The lid rattles.", published=date(2024, 2, 29), source="shop", **fields)
    found = shown(row_of(answer(cite("The lid")), []), reviews=[whole])
    assert found == {"ana": ReviewRow(text="The lid rattles.", published="2024-02-29", **fields)}


def test_metrics_of_which_less_is_better_have_no_finding_without_words_for_it() -> None:
    whole = prepared()
    row = scored_row(whole, observation(answer()), [FixedLowerIsBetter(0.5)])
    assert row.scores["fixed"].value == 0.5
    assert row.findings == {}
