"""Sides, counts and refusals, each judged by what the case knows of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from qa.evaluation.answers import AnswerClaim, AnswerCounts, Cited, SystemAnswer
from qa.evaluation.metrics import Metric, Observation, Score
from qa.evaluation.metrics.judgement import (
    AbstentionF1,
    AbstentionPrecision,
    AbstentionRecall,
    CountConsistency,
    CountCorrectness,
    FalseRefusals,
    StanceCorrectness,
    count_faults,
    stance_faults,
    wrong_counts,
)
from tests.qa.evaluation.builders import answer, case, cite, claim, observation, refusal, value

LID = cite("The lid rattles all day.", "bo")
SPOUT = cite("The spout is superb.")
BOX = cite("It came in a box.", "dee")
POINTS = [
    {"quote": "The lid rattles all day.", "stance": "negative"},
    {"quote": "The spout is superb.", "stance": "positive"},
]

# Sides.


def taking(claims: Sequence[AnswerClaim], **asked: Any) -> Observation:
    """Claims on [1] the lid, [2] the spout and [3] the box."""
    return observation(answer(LID, SPOUT, BOX, claims=claims), case(**asked))


def stance(*claims: AnswerClaim, **asked: Any) -> float | None:
    return value(StanceCorrectness(), taking(claims, **asked))


def test_the_side_of_a_claim_is_that_of_the_point_it_cites() -> None:
    # Right on the lid, wrong on the spout.
    claims = (claim("No.", 1, stance="negative"), claim("No.", 2, stance="negative"))
    assert stance(*claims, evidence=POINTS) == 1 / 2
    assert list(stance_faults(taking(claims, evidence=POINTS))) == [(claims[1], "positive")]


def test_the_point_goes_before_the_side_of_the_case() -> None:
    assert stance(claim("Yes.", 2, stance="positive"), evidence=POINTS, stance="negative") == 1.0
    assert stance(claim("No.", 2, stance="negative"), evidence=POINTS, stance="negative") == 0.0


def test_a_claim_that_cites_no_point_is_on_the_side_of_the_case() -> None:
    assert stance(claim("No.", 3, stance="negative"), evidence=POINTS, stance="negative") == 1.0
    assert stance(claim("No.", 3, stance="negative"), evidence=POINTS, stance="positive") == 0.0
    assert stance(claim("No.", stance="negative"), stance="negative") == 1.0
    assert stance(claim("No.", 9, stance="negative"), stance="negative") == 1.0


def test_a_point_without_a_side_leaves_the_side_of_the_case() -> None:
    evidence = ["The lid rattles all day."]
    assert stance(claim("No.", 1, stance="negative"), evidence=evidence, stance="negative") == 1.0


def test_the_first_citation_whose_side_is_known_decides() -> None:
    assert stance(claim("No.", 3, 1, 2, stance="negative"), evidence=POINTS) == 1.0
    assert stance(claim("No.", 2, 1, stance="negative"), evidence=POINTS) == 0.0


def test_a_claim_of_no_known_side_counts_neither_way() -> None:
    # One right of the one that is known.
    assert (
        stance(claim("No.", 1, stance="negative"), claim("Hm.", 3, stance="positive"), evidence=POINTS) == 1.0
    )
    assert stance(claim("Hm.", 3, stance="positive"), evidence=POINTS) is None


@pytest.mark.parametrize("side", ["neutral", None])
def test_a_case_that_is_for_nothing_gives_no_side(side: str | None) -> None:
    assert stance(claim("Hm.", 3, stance="neutral"), stance=side) is None


@pytest.mark.parametrize("side", ["neutral", "mixed", "positive", None])
def test_a_claim_on_no_side_or_on_both_is_not_on_the_right_one(side: str | None) -> None:
    assert stance(claim("No.", 1, stance="negative"), claim("Hm.", 1, stance=side), evidence=POINTS) == 1 / 2


def test_a_point_of_both_sides_asks_for_both() -> None:
    both = [{"quote": "The lid rattles all day.", "stance": "mixed"}]
    assert stance(claim("Hm.", 1, stance="mixed"), evidence=both) == 1.0
    assert stance(claim("No.", 1, stance="negative"), evidence=both) == 0.0


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (["positive", "negative"], 1.0),
        (["positive", "positive"], 1 / 2),
        (["negative", None], 1 / 2),
        (["mixed"], 1.0),
        (["neutral"], 0.0),
    ],
)
def test_a_mixed_case_gives_half_for_each_side(sides: list[str | None], expected: float) -> None:
    claims = [claim("Hm.", 1, stance=side) for side in sides]
    assert stance(*claims, stance="mixed", evidence=POINTS) == expected
    assert not list(stance_faults(taking(claims, stance="mixed", evidence=POINTS)))


def test_stance_applies_to_claims_that_take_sides_in_answer_to_what_can_be_answered() -> None:
    assert stance(stance="negative") is None
    assert stance(claim("No.", 1), claim("Yes.", 2), stance="negative", evidence=POINTS) is None
    assert stance(claim("No.", 1), stance="mixed") is None
    assert stance(claim("No.", 1, stance="negative"), answerable=False) is None
    assert not list(stance_faults(taking([claim("No.", 1, stance="negative")], answerable=False)))


def test_a_quote_that_stands_nowhere_tells_no_side() -> None:
    altered = LID.model_copy(update={"quote": "The lid rattles all dry."})
    made_up = LID.model_copy(update={"review_id": "nobody"})
    for cited in (altered, made_up):
        given = answer(cited, claims=[claim("Yes.", 1, stance="positive")])
        assert value(StanceCorrectness(), observation(given, case(evidence=POINTS))) is None


def test_a_quote_without_a_review_tells_the_side_of_the_point_where_it_stands() -> None:
    given = answer(Cited(quote="The spout is superb."), claims=[claim("No.", 1, stance="negative")])
    assert value(StanceCorrectness(), observation(given, case(evidence=POINTS))) == 0.0


# Counts against those of the case.


def counting(text: str = "So it is.", /, **counts: int) -> SystemAnswer:
    return answer(text=text, counts=AnswerCounts(**counts))


def counted(wanted: dict[str, Any], **counts: int) -> Observation:
    return observation(counting(**counts), case(counts=wanted))


def test_counts_are_right_by_the_share_of_those_that_the_case_has() -> None:
    wanted = {"mentioning": 3, "positive": 1, "negative": 2}
    seen = counted(wanted, reviews_in_scope=4, mentioning=3, positive=2, negative=1)
    assert value(CountCorrectness(), seen) == pytest.approx(1 / 3)
    assert list(wrong_counts(seen)) == [("positive", "1", 2), ("negative", "2", 1)]


@pytest.mark.parametrize(("given", "right"), [(1, 0.0), (2, 1.0), (3, 0.0)])
def test_a_count_off_by_one_is_wrong(given: int, right: float) -> None:
    assert value(CountCorrectness(), counted({"negative": 2}, negative=given)) == right


@pytest.mark.parametrize(("given", "right"), [(1, 0.0), (2, 1.0), (3, 1.0), (4, 0.0)])
def test_bounds_are_inclusive(given: int, right: float) -> None:
    assert value(CountCorrectness(), counted({"negative": {"min": 2, "max": 3}}, negative=given)) == right


def test_none_of_them_is_a_count_like_any_other() -> None:
    assert value(CountCorrectness(), counted({"negative": 0}, negative=0)) == 1.0
    assert value(CountCorrectness(), counted({"negative": 0}, negative=1)) == 0.0


def test_a_count_that_is_not_given_by_a_system_that_counts_is_wrong() -> None:
    seen = counted({"negative": {"min": 0}, "mentioning": 3}, mentioning=3)
    assert value(CountCorrectness(), seen) == 1 / 2
    assert list(wrong_counts(seen)) == [("negative", "at least 0", None)]


def test_counts_apply_where_the_case_has_some_and_the_system_counts() -> None:
    asked = case(counts={"negative": 2})
    assert value(CountCorrectness(), counted({}, negative=2)) is None
    assert value(CountCorrectness(), observation(answer(), asked)) is None
    assert value(CountCorrectness(), observation(counting(), asked)) is None  # as read from a body without


def test_counts_are_judged_where_the_reviews_are_silent_too() -> None:
    asked = case(answerable=False, counts={"mentioning": 0})
    assert value(CountCorrectness(), observation(counting(mentioning=1), asked)) == 0.0


# Counts against each other. Four reviews are in scope.


def consistent(text: str = "So it is.", /, **counts: int) -> float | None:
    return value(CountConsistency(), observation(counting(text, **counts)))


def faults(text: str = "So it is.", /, **counts: int) -> list[str]:
    return list(count_faults(observation(counting(text, **counts))))


@pytest.mark.parametrize(
    "counts",
    [
        {"reviews_in_scope": 4},
        {"reviews_in_scope": 4, "mentioning": 0, "positive": 0, "negative": 0},
        {"reviews_in_scope": 4, "mentioning": 4, "positive": 4, "negative": 4},  # four mixed reviews
        {"reviews_in_scope": 4, "mentioning": 3, "positive": 1, "negative": 2},
        {"reviews_in_scope": 4, "positive": 3},  # of how many is not told
    ],
    ids=str,
)
def test_counts_that_can_be_true_together_are_consistent(counts: dict[str, int]) -> None:
    assert consistent(**counts) == 1.0
    assert faults(**counts) == []


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"reviews_in_scope": 3}, "3 reviews are said to be in scope, and there are 4"),
        ({"reviews_in_scope": 5}, "5 reviews are said to be in scope, and there are 4"),
        ({"mentioning": 5}, "5 reviews are said to mention it, of 4 in scope"),
        ({"positive": 4}, "4 reviews are said to be positive, of 3 that mention it"),
        ({"negative": 4}, "4 reviews are said to be negative, of 3 that mention it"),
    ],
)
def test_counts_off_by_one_that_cannot_be_true_are_told(counts: dict[str, int], told: str) -> None:
    given = {"reviews_in_scope": 4, "mentioning": 3, "positive": 3, "negative": 3, **counts}
    assert faults(**given) == [told]
    assert consistent(**given) == 0.0


def test_every_fault_is_told() -> None:
    assert len(faults("9 of 5 reviews.", reviews_in_scope=5, mentioning=6, positive=7, negative=8)) == 5


def test_of_no_reviews_none_can_be_counted() -> None:
    def of_none(scope: int) -> float | None:
        return value(CountConsistency(), observation(counting(reviews_in_scope=scope), reviews=()))

    assert of_none(0) == 1.0
    assert of_none(1) == 0.0


def test_consistency_applies_where_the_number_in_scope_is_told() -> None:
    assert consistent(mentioning=3, positive=4) is None
    assert consistent() is None
    assert value(CountConsistency(), observation(answer())) is None
    assert list(count_faults(observation(answer(text="2 of 3 reviews do.")))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2 of 3 reviews that mention it find fault.", []),
        ("1 of 4 reviewers is pleased.", ["the answer says '1 of 4 reviewers', and 1 was not counted"]),
        ("3 of 5 critics are.", ["the answer says '3 of 5 critics', and 5 was not counted"]),
        ("6 of 5 reviews", [f"the answer says '6 of 5 reviews', and {n} was not counted" for n in (6, 5)]),
        ("2 of 3 reviews, 1 of 3 reviews", ["the answer says '1 of 3 reviews', and 1 was not counted"]),
        ("Ana says “1 of 5 reviews is honest”.", []),  # the words of a review are not a count
        ("1 of 5 spouts drips.", []),  # not reviews
        ("None of 4 reviews mention it.", []),
        ("Two of three reviewers who mention it find fault.", []),
        (
            "Twenty of three reviewers do.",
            ["the answer says 'Twenty of three reviewers', and 20 was not counted"],
        ),
        ("", []),
    ],
)
def test_numbers_of_reviews_in_the_prose_must_have_been_counted(text: str, told: list[str]) -> None:
    counts = {"reviews_in_scope": 4, "mentioning": 3, "negative": 2}
    assert faults(text, **counts) == told
    assert consistent(text, **counts) == float(not told)


def test_none_of_them_may_be_written_as_a_nought() -> None:
    assert consistent("0 of 4 reviews find fault.", reviews_in_scope=4, negative=0) == 1.0
    assert consistent("0 of 4 reviews find fault.", reviews_in_scope=4, negative=1) == 0.0


def test_consistency_must_hold_and_correctness_need_not() -> None:
    assert CountConsistency.must_hold is True
    assert CountCorrectness.must_hold is StanceCorrectness.must_hold is False


# Knowing when the reviews do not say.

ANSWERED, REFUSED = answer(LID), refusal()
SAID, SILENT = case(), case(answerable=False)


@pytest.mark.parametrize(
    ("given", "asked", "precision", "recall", "f1", "refused_falsely"),
    [
        (ANSWERED, SAID, None, None, None, Score(value=0.0)),
        (REFUSED, SAID, Score(value=0.0), None, Score(value=0.0, weight=1), Score(value=1.0)),
        (ANSWERED, SILENT, None, Score(value=0.0), Score(value=0.0, weight=1), None),
        (REFUSED, SILENT, Score(value=1.0), Score(value=1.0), Score(value=1.0, weight=2), None),
    ],
    ids=["answered", "refused falsely", "answered falsely", "refused"],
)
def test_an_abstention_is_right_where_the_reviews_are_silent(
    given: SystemAnswer,
    asked: Any,
    precision: Score | None,
    recall: Score | None,
    f1: Score | None,
    refused_falsely: Score | None,
) -> None:
    seen = observation(given, asked)
    assert AbstentionPrecision().score(seen) == precision
    assert AbstentionRecall().score(seen) == recall
    assert AbstentionF1().score(seen) == f1
    assert FalseRefusals().score(seen) == refused_falsely


def test_an_answer_without_citations_abstains_unless_the_system_says_otherwise() -> None:
    assert value(FalseRefusals(), observation(answer())) == 1.0
    assert value(FalseRefusals(), observation(answer(answered=True))) == 0.0


def over(metric: Metric, *given: SystemAnswer) -> float | None:
    """The measure over three cases on which the reviews say and one on which they are silent."""
    asked = (SAID, SAID, SAID, SILENT)
    scores = [metric.score(observation(one, of)) for one, of in zip(given, asked, strict=True)]
    apply = [score for score in scores if score is not None]
    weight = sum(score.weight for score in apply)
    return sum(score.value * score.weight for score in apply) / weight if weight else None


ALL_ABSTENTION = (AbstentionPrecision(), AbstentionRecall(), AbstentionF1(), FalseRefusals())


def test_always_refusing_finds_every_silence_and_refuses_every_question() -> None:
    # Four refusals, one of them right, of one silent case: F1 is 2 / (4 + 1).
    assert [over(one, *[REFUSED] * 4) for one in ALL_ABSTENTION] == [1 / 4, 1.0, 2 / 5, 1.0]


def test_always_answering_refuses_nothing_and_finds_no_silence() -> None:
    # F1 is 0 / (0 + 1).
    assert [over(one, *[ANSWERED] * 4) for one in ALL_ABSTENTION] == [None, 0.0, 0.0, 0.0]


def test_measures_of_abstention_by_hand() -> None:
    # Two refusals, one of them right: precision 1/2, recall 1/1, their harmonic mean 2/3.
    given = (ANSWERED, REFUSED, ANSWERED, REFUSED)
    expected = [1 / 2, 1.0, pytest.approx(2 / 3), pytest.approx(1 / 3)]
    assert [over(one, *given) for one in ALL_ABSTENTION] == expected


def test_of_false_refusals_less_is_better() -> None:
    assert [one.higher_is_better for one in ALL_ABSTENTION] == [True, True, True, False]
