"""Why an answer scored as it did: a person can see it from the message alone."""

from __future__ import annotations

import pytest

from qa.evaluation.answers import AnswerCounts, Cited, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.explaining import explain, faults, findings
from qa.evaluation.metrics import default_metrics
from qa.evaluation.runs import ScoreRow
from tests.qa.evaluation.builders import (
    REVIEWS,
    SOUND_CASE,
    answer,
    case,
    cite,
    claim,
    observation,
    refusal,
    review,
    sound,
)

LID_QUOTE = "The lid rattles all day."
SPOUT_QUOTE = "The spout is superb."
BOTH = case(id="both", evidence=[LID_QUOTE, SPOUT_QUOTE])


def told(given: SystemAnswer, asked: Case, *failing: str, **scores: ScoreRow) -> list[str]:
    return explain(observation(given, asked), scores, failing).splitlines()


def faults_of(metric: str, given: SystemAnswer, asked: Case | None = None) -> list[str]:
    return faults(metric, observation(given, asked))


# The whole message.


def test_the_message_shows_question_answer_missed_evidence_in_its_context_and_what_was_cited() -> None:
    asked = case(
        "What about the lid?",
        id="lid",
        tags=["dislike", "parts"],
        evidence=[{"any_of": [LID_QUOTE]}, SPOUT_QUOTE],
    )
    given = answer(
        cite(SPOUT_QUOTE, "ana", stance="positive"), cite("A lovely handle.", "bo"), text="It is fine [1][2]."
    )
    scores = {"citation_recall": ScoreRow(value=0.5), "must_contain": ScoreRow(value=1 / 3)}
    assert explain(observation(given, asked), scores, ["citation_recall", "must_contain"]) == (
        "Case lid (dislike, parts)\n"
        "Question: What about the lid?\n"
        "Scope: all reviews (4 reviews)\n"
        "Answered: It is fine [1][2].\n"
        "  [1] “The spout is superb.” (ana, 17 to 37, positive, evidence)\n"
        "  [2] “A lovely handle.” (bo, 0 to 16, not evidence)\n"
        "\n"
        "citation_recall is 0.5\n"
        "  missed 1 of 2 points of evidence:\n"
        "  1. …A lovely handle. ⟦The lid rattles all day.⟧… (bo)\n"
        "must_contain is 0.333"
    )


def test_earlier_turns_and_the_scope_are_shown() -> None:
    asked = case(
        "And the spout?",
        scope={"item_id": "kettle", "rating": {"gte": 2}},
        history=[
            {"role": "user", "content": "What of the lid?"},
            {"role": "assistant", "content": "It rattles."},
        ],
    )
    lines = told(answer(), asked)
    assert lines[1:5] == [
        "Question: And the spout?",
        "  after user: What of the lid?",
        "  after assistant: It rattles.",
        "Scope: item_id kettle, rating {'gte': 2.0} (4 reviews)",
    ]


def test_a_refusal_is_shown_as_such() -> None:
    assert told(refusal(), BOTH)[3] == "Refused: The reviews do not say."


def test_a_long_answer_and_a_long_quote_are_cut() -> None:
    lines = told(answer(Cited(quote="q" * 201), text="a" * 601), case())
    assert lines[3] == f"Answered: {'a' * 600}…"
    assert lines[4] == f"  [1] “{'q' * 199}…” (a review)"
    whole = told(answer(Cited(quote="q" * 200), text="a" * 600), case())
    assert whole[3:5] == [f"Answered: {'a' * 600}", f"  [1] “{'q' * 200}” (a review)"]


def test_citations_are_numbered_as_the_answer_numbers_them() -> None:
    lines = told(answer(cite("The lid", n=7), Cited(quote="It pours well.", review_id="ana")), case())
    assert lines[4:6] == ["  [7] “The lid” (ana, 0 to 7)", "  [2] “It pours well.” (ana)"]


def test_a_metric_is_told_by_its_value_its_error_or_that_it_does_not_apply() -> None:
    scores = {"token_f1": ScoreRow(value=0.123456), "rouge_l": ScoreRow(error="KeyError: 'x'")}
    lines = told(answer(), case(), "token_f1", "rouge_l", "exact_match", **scores)
    assert lines[4:] == ["", "token_f1 is 0.123", "rouge_l KeyError: 'x'", "exact_match does not apply"]


# Missed evidence.

EVIDENCE_METRICS = [
    metric.name
    for metric in default_metrics()
    if metric.name.startswith(("evidence_", "citation_", "retrieval_", "review_"))
    and metric.name != "citation_form"
]


@pytest.mark.parametrize("metric", EVIDENCE_METRICS)
def test_every_metric_of_evidence_tells_what_was_missed(metric: str) -> None:
    assert len(EVIDENCE_METRICS) >= 15
    assert faults_of(metric, answer(cite("It pours well.")), BOTH) == [
        "missed 2 of 2 points of evidence:",
        "1. …A lovely handle. ⟦The lid rattles all day.⟧… (bo)",
        "2. …The lid rattles. ⟦The spout is superb.⟧ It pours well.… (ana)",
    ]


def test_what_is_cited_is_not_missed() -> None:
    assert faults_of("evidence_hit@1", answer(cite(SPOUT_QUOTE), cite(LID_QUOTE, "bo")), BOTH) == []


def test_a_point_is_reached_by_any_of_its_places() -> None:
    either = case(evidence=[{"any_of": [LID_QUOTE, SPOUT_QUOTE]}])
    assert faults_of("citation_recall", answer(cite(SPOUT_QUOTE)), either) == []


def test_the_context_is_80_characters_on_either_side_in_one_line_with_its_author() -> None:
    text = f"{'b' * 90}\n\nThe lid\nrattles. {'a' * 90}"
    long = review("long", text, author="Ana")
    seen = observation(answer(), case(evidence=["The lid\nrattles."]), reviews=[long])
    assert faults("evidence_mrr", seen) == [
        "missed 1 of 1 points of evidence:",
        f"1. …{'b' * 78} ⟦The lid rattles.⟧ {'a' * 79}… (long, Ana)",
    ]


def test_near_the_beginning_of_a_review_the_context_begins_there() -> None:
    early = review("early", f"So. The lid rattles. {'a' * 90}")
    seen = observation(answer(), case(evidence=["The lid rattles."]), reviews=[early])
    assert faults("evidence_mrr", seen)[1] == f"1. …So. ⟦The lid rattles.⟧ {'a' * 79}… (early)"


def test_a_point_with_alternatives_is_shown_by_the_first() -> None:
    either = case(evidence=[{"any_of": [LID_QUOTE, SPOUT_QUOTE]}])
    assert faults_of("citation_recall", answer(), either) == [
        "missed 1 of 1 points of evidence:",
        "1. …A lovely handle. ⟦The lid rattles all day.⟧… (bo)",
    ]


@pytest.mark.parametrize(("points", "last"), [(8, "8. "), (9, "and 1 more")])
def test_eight_points_are_shown_and_the_others_counted(points: int, last: str) -> None:
    letters = review("r", "abcdefghijkl")
    asked = case(evidence=[{"review": "r", "start": n, "end": n + 1} for n in range(points)])
    lines = faults("citation_recall", observation(answer(), asked, reviews=[letters]))
    assert lines[0] == f"missed {points} of {points} points of evidence:"
    assert lines[-1].startswith(last)
    assert len(lines) == points + 1 if points == 8 else 10


def test_what_retrieval_missed_is_told_by_what_was_retrieved() -> None:
    given = answer(cite(LID_QUOTE, "bo"), retrieved=(cite(SPOUT_QUOTE),))
    assert faults_of("retrieval_ndcg@10", given, BOTH) == [
        "missed 1 of 2 points of evidence:",
        "1. …A lovely handle. ⟦The lid rattles all day.⟧… (bo)",
    ]


# What is wrong in the terms of each metric.


def test_nothing_is_wrong_with_a_sound_answer() -> None:
    seen = observation(sound(), Case.model_validate(SOUND_CASE))
    assert {metric.name: faults(metric.name, seen) for metric in default_metrics()} == {
        metric.name: [] for metric in default_metrics()
    }


def test_a_quote_that_is_not_there_is_told_of_citations_and_nearest_alike() -> None:
    given = answer(
        cite("The lid", start=1, end=8),
        cite(SPOUT_QUOTE),
        nearest=(Cited(quote="It sings.", review_id="dee"), Cited(quote="The lid", review_id="eve", n=9)),
    )
    assert faults_of("quote_validity", given) == [
        "[1] 1 to 8 of review 'ana' reads 'he lid ', not 'The lid'; it stands at 0",
        "[3] 'It sings.' does not stand in review 'dee'",
        "[9] there is no review 'eve'",
    ]


def test_a_claim_that_does_not_hang_together_is_told() -> None:
    given = answer(cite("The lid"), claims=(claim("It rattles."), claim("It hums.", 2), claim("Fine.", 1)))
    assert faults_of("citation_form", given) == [
        "the claim 'It rattles.' cites nothing",
        "the claim 'It hums.' cites [2], and there is no such citation",
    ]


def test_counts_that_cannot_be_are_told() -> None:
    given = answer(counts=AnswerCounts(reviews_in_scope=5, mentioning=2, positive=3))
    assert faults_of("count_consistency", given) == [
        "5 reviews are said to be in scope, and there are 4",
        "3 reviews are said to be positive, of 2 that mention it",
    ]


def test_counts_that_differ_from_the_case_are_told_with_its_note() -> None:
    asked = case(counts={"mentioning": 3, "negative": {"min": 1, "max": 2}}, note="Cem's counts as well.")
    given = answer(counts=AnswerCounts(mentioning=4, negative=2))
    assert faults_of("count_correctness", given, asked) == [
        "mentioning is 4, and should be 3",
        "(note: Cem's counts as well.)",
    ]


def test_a_claim_on_the_wrong_side_is_told_with_the_side_it_should_take() -> None:
    asked = case(evidence=[{"quote": LID_QUOTE, "stance": "negative"}])
    given = answer(cite(LID_QUOTE, "bo"), claims=(claim("It hums.", 1, stance="positive"),))
    assert faults_of("stance_correctness", given, asked) == [
        "a claim is positive, and should be negative: It hums."
    ]


@pytest.mark.parametrize(
    ("stances", "sides"), [((), "none"), (("positive", None, "positive"), "positive, on no side, positive")]
)
def test_where_both_sides_should_show_those_that_do_are_told(
    stances: tuple[str | None, ...], sides: str
) -> None:
    given = answer(claims=tuple(claim("It hums.", stance=stance) for stance in stances))
    assert faults_of("stance_correctness", given, case(stance="mixed")) == [
        f"both sides should show; the claims are {sides}"
    ]


def test_where_both_sides_show_nothing_is_wrong() -> None:
    given = answer(claims=(claim("It hums.", stance="positive"), claim("It drips.", stance="negative")))
    assert faults_of("stance_correctness", given, case(stance="mixed")) == []


ABSTENTION = ["abstention_precision", "abstention_recall", "abstention_f1", "false_refusals"]


@pytest.mark.parametrize("metric", ABSTENTION)
def test_a_wrong_answer_and_a_wrong_refusal_are_told(metric: str) -> None:
    assert faults_of(metric, answer(answered=True), case(answerable=False)) == [
        "it answered, although the reviews do not say"
    ]
    assert faults_of(metric, refusal(), case(evidence=[LID_QUOTE])) == [
        "it said that the reviews do not say, although they do",
        "missed 1 of 1 points of evidence:",
        "1. …A lovely handle. ⟦The lid rattles all day.⟧… (bo)",
    ]
    assert faults_of(metric, refusal(), case(answerable=False)) == []


def test_words_that_are_missing_or_forbidden_are_told() -> None:
    asked = case(must_contain=["rattles", ["spout", "lip"]], must_not_contain=["rust", "fine"])
    given = answer(text="The lid is fine.")
    assert faults_of("must_contain", given, asked) == ["missing: rattles", "missing: spout or lip"]
    assert faults_of("must_not_contain", given, asked) == ["must not be there: fine"]


@pytest.mark.parametrize("metric", ["token_f1", "latency_ms", "one_of_ones_own"])
def test_a_metric_that_is_all_in_its_number_has_nothing_to_add(metric: str) -> None:
    assert faults_of(metric, answer(), BOTH) == []


def test_findings_are_the_same_but_for_missed_evidence() -> None:
    assert findings("evidence_hit@1", observation(answer(), BOTH)) == []
    seen = observation(answer(text="No."), case(must_contain=["lid"]))
    assert findings("must_contain", seen) == faults("must_contain", seen) == ["missing: lid"]


def test_evidence_in_every_review_is_found_in_its_own() -> None:
    asked = case(evidence=[one.text for one in REVIEWS])
    assert [line.rsplit("(", 1)[1] for line in faults_of("citation_recall", answer(), asked)[1:]] == [
        "ana)",
        "bo)",
        "cem)",
        "dee)",
    ]
