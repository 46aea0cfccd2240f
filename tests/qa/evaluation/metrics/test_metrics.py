"""All metrics together: none is missed, each sees its own faults and no other's."""

from __future__ import annotations

from math import log2
from typing import Any, ClassVar

import pytest

from qa.evaluation.answers import AnswerCounts, Cited, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.gold import Place
from qa.evaluation.metrics import Metric, Observation, Score, about, default_metrics
from qa.evaluation.metrics.metric import Unit
from qa.evaluation.runs import MetricInfo
from tests.qa.evaluation.builders import (
    LID,
    SOUND_CASE,
    SOUND_TEXT,
    SPOUT,
    TEXTS,
    all_values,
    answer,
    case,
    cite,
    claim,
    observation,
    refusal,
    review,
    sound,
)

SOUND = case(**SOUND_CASE)

# The registry.

NAMES = [
    "quote_validity", "citation_form", "count_consistency",
    "evidence_hit@1", "evidence_hit@3", "evidence_hit@5", "evidence_recall@5",
    "evidence_mrr", "evidence_ndcg@5",
    "citation_precision", "citation_recall", "review_precision", "review_recall",
    "retrieval_hit@1", "retrieval_hit@5", "retrieval_hit@10", "retrieval_mrr", "retrieval_ndcg@10",
    "retrieval_average_precision",
    "stance_correctness", "count_correctness",
    "abstention_precision", "abstention_recall", "abstention_f1", "false_refusals",
    "must_contain", "must_not_contain", "exact_match", "token_f1", "rouge_l",
    "latency_ms", "tokens", "cost_usd",
]  # fmt: skip


def test_the_metrics_stand_in_the_order_of_reports() -> None:
    assert [metric.name for metric in default_metrics()] == NAMES


def test_what_must_hold_is_what_no_question_excuses() -> None:
    must = [metric.name for metric in default_metrics() if metric.must_hold]
    assert must == ["quote_validity", "citation_form", "count_consistency"]


def test_less_is_better_of_false_refusals_and_of_what_is_spent() -> None:
    less = [metric.name for metric in default_metrics() if not metric.higher_is_better]
    assert less == ["false_refusals", "latency_ms", "tokens", "cost_usd"]


def test_all_but_what_is_spent_are_shares() -> None:
    units = {metric.name: metric.unit for metric in default_metrics() if metric.unit != "share"}
    assert units == {"latency_ms": "ms", "tokens": "tokens", "cost_usd": "usd"}


class Untold:
    name = "loud"
    higher_is_better: ClassVar[bool] = False
    unit: ClassVar[Unit] = "tokens"
    must_hold: ClassVar[bool] = True

    def score(self, seen: Observation) -> Score | None:
        return Score(value=float(seen.answer.text.count("!")))


class Loud(Untold):
    """Exclamation marks,
    of all marks.

    Source: none.
    """


def test_a_metric_is_told_by_the_first_paragraph_of_its_docstring() -> None:
    assert about(Loud()) == MetricInfo(
        name="loud",
        about="Exclamation marks, of all marks.",
        unit="tokens",
        higher_is_better=False,
        must_hold=True,
    )
    assert about(Untold()).about == ""


@pytest.mark.parametrize("metric", default_metrics(), ids=lambda metric: metric.name)
def test_every_metric_tells_what_it_is(metric: Metric) -> None:
    told = about(metric)
    assert told.about.endswith(".")
    assert (told.name, told.unit, told.must_hold) == (metric.name, metric.unit, metric.must_hold)


# The sound answer, and one fault at a time.


def test_the_sound_answer_is_as_good_as_can_be() -> None:
    assert all_values(observation(sound(), SOUND)) == {
        **dict.fromkeys(NAMES, 1.0),
        **dict.fromkeys(["abstention_precision", "abstention_recall", "abstention_f1"]),  # nothing abstained
        "false_refusals": 0.0,
        "latency_ms": 12.0,
        "tokens": None,
        "cost_usd": None,
    }


CITED_LID = cite("The lid rattles all day.", "bo", n=1)
CITED_SPOUT = cite("The spout is superb.", n=2)
BOX = cite("It came in a box.", "dee", n=3)
IDEAL = 1 + 1 / log2(3)  # of two points, at 1 and 2


def citing(*citations: Cited) -> dict[str, Any]:
    return {"citations": citations}


def claiming(*claims: tuple[str, tuple[int, ...], str | None]) -> dict[str, Any]:
    return {"claims": [claim(text, *numbers, stance=stance) for text, numbers, stance in claims]}


def counting(**changed: int) -> dict[str, Any]:
    counts = {"reviews_in_scope": 4, "mentioning": 3, "positive": 1, "negative": 2, **changed}
    return {"counts": AnswerCounts(**counts)}


ON_LID = ("“The lid rattles all day.”", (1,), "negative")
ON_SPOUT = ("“The spout is superb.”", (2,), "positive")
LOST = {  # of two citations, the first is none
    "evidence_hit@1": 0.0,
    "evidence_recall@5": 1 / 2,
    "evidence_mrr": 1 / 2,
    "evidence_ndcg@5": (1 / log2(3)) / IDEAL,
    "citation_precision": 1 / 2,
    "citation_recall": 1 / 2,
    "review_recall": 1 / 2,
}
HALF: dict[str, float | None] = {  # of two points, the second is left out
    "evidence_recall@5": 1 / 2,
    "evidence_ndcg@5": 1 / IDEAL,
    "citation_recall": 1 / 2,
    "review_recall": 1 / 2,
}
RANKED = ["hit@1", "hit@5", "hit@10", "mrr", "ndcg@10", "average_precision"]

# What is changed in the sound answer, and every metric that is not what it was. The text of the sound answer
# has 19 words without articles, and 21 with them.
FAULTS: dict[str, tuple[dict[str, Any], dict[str, float | None]]] = {
    "a quote altered by one character": (
        citing(CITED_LID.model_copy(update={"quote": "The lid rattles all dry."}), CITED_SPOUT),
        {**LOST, "quote_validity": 1 / 2, "citation_form": 1 / 2},
    ),
    "a quote of a review that there is not": (
        citing(CITED_LID.model_copy(update={"review_id": "nobody"}), CITED_SPOUT),
        {**LOST, "quote_validity": 1 / 2},
    ),
    "offsets one too far": (
        citing(CITED_LID.model_copy(update={"start": 18, "end": 42}), CITED_SPOUT),
        {"quote_validity": 1 / 2},
    ),
    "offsets one too near": (
        citing(CITED_LID, CITED_SPOUT.model_copy(update={"start": 16, "end": 36})),
        {"quote_validity": 1 / 2},
    ),
    "a nearest passage that stands nowhere": (
        {"nearest": [Cited(quote="The lid sings.")]},
        {"quote_validity": 2 / 3},
    ),
    "a claim that cites nothing": (
        claiming(ON_LID, ("So it is.", (), "positive")),
        {"citation_form": 1 / 2},
    ),
    "a claim that cites what is not there": (
        claiming(ON_LID, ("So it is.", (3,), "positive")),
        {"citation_form": 1 / 2},
    ),
    "a claim with words that nobody wrote": (
        claiming(ON_LID, ("“The spout is superb, and hot.”", (2,), "positive")),
        {"citation_form": 1 / 2},
    ),
    "claims that cite each other's citations": (
        claiming((ON_LID[0], (2,), "negative"), (ON_SPOUT[0], (1,), "positive")),
        {"citation_form": 0.0, "stance_correctness": 0.0},
    ),
    "a claim on the wrong side": (
        claiming(ON_LID, (ON_SPOUT[0], (2,), "negative")),
        {"stance_correctness": 1 / 2},
    ),
    "claims on no side": (
        claiming((ON_LID[0], (1,), "neutral"), (ON_SPOUT[0], (2,), "neutral")),
        {"stance_correctness": 0.0},
    ),
    "what is no evidence cited first": (
        citing(BOX, CITED_LID, CITED_SPOUT),
        {
            "evidence_hit@1": 0.0,
            "evidence_mrr": 1 / 2,
            "evidence_ndcg@5": (1 / log2(3) + 1 / log2(4)) / IDEAL,
            "citation_precision": 2 / 3,
            "review_precision": 2 / 3,
        },
    ),
    "what is no evidence cited last": (
        citing(CITED_LID, CITED_SPOUT, BOX),
        {"citation_precision": 2 / 3, "review_precision": 2 / 3},
    ),
    "one thing cited twice before the other": (
        citing(CITED_LID, CITED_LID, CITED_SPOUT),
        {"evidence_ndcg@5": (1 + 1 / log2(4)) / IDEAL},
    ),
    "a quote cut short": (  # to 15 of 24 characters
        citing(cite("The lid rattles", "bo", n=1), CITED_SPOUT),
        {"evidence_recall@5": (15 / 24 + 1) / 2},
    ),
    "a point left out": ({**citing(CITED_LID), **claiming(ON_LID)}, HALF),
    "what is no evidence retrieved first": (
        {"retrieved": [BOX, CITED_LID, CITED_SPOUT]},
        {
            "retrieval_hit@1": 0.0,
            "retrieval_mrr": 1 / 2,
            "retrieval_ndcg@10": (1 / log2(3) + 1 / log2(4)) / IDEAL,
            "retrieval_average_precision": (1 / 2 + 2 / 3) / 2,
        },
    ),
    "nothing retrieved": ({"retrieved": []}, {f"retrieval_{name}": 0.0 for name in RANKED}),
    "what was retrieved not told": ({"retrieved": None}, {f"retrieval_{name}": None for name in RANKED}),
    "one review too many in scope": (
        counting(reviews_in_scope=5),
        {"count_consistency": 0.0, "count_correctness": 3 / 4},
    ),
    "one review too many in favour": (  # and one against fewer: 1 and 2 stay counted
        counting(positive=2, negative=1),
        {"count_correctness": 2 / 4},
    ),
    "a count that the prose does not agree with": (
        {"text": SOUND_TEXT.replace("2 of 3", "2 of 9")},
        {"count_consistency": 0.0, "exact_match": 0.0, "token_f1": 18 / 19, "rouge_l": 20 / 21},
    ),
    "counts not told": ({"counts": None}, {"count_consistency": None, "count_correctness": None}),
    "words that must not be said": (
        {"text": f"{SOUND_TEXT} No rust."},
        {
            "must_not_contain": 0.0,
            "exact_match": 0.0,
            "token_f1": 2 * 19 / (19 + 21),
            "rouge_l": 2 * 21 / (21 + 23),
        },
    ),
    "a refusal": (
        {"answered": False, "text": "The reviews do not say.", "citations": (), "claims": ()},
        {
            **dict.fromkeys(["quote_validity", "citation_form", "citation_precision", "review_precision"]),
            **{f"evidence_{name}": 0.0 for name in ("hit@1", "hit@3", "hit@5", "recall@5", "mrr", "ndcg@5")},
            **dict.fromkeys(["citation_recall", "review_recall"], 0.0),
            "stance_correctness": None,
            **dict.fromkeys(["abstention_precision", "abstention_f1"], 0.0),
            "false_refusals": 1.0,
            **dict.fromkeys(["must_contain", "exact_match", "token_f1", "rouge_l"], 0.0),
        },
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen_by_its_own_metrics_and_no_other(fault: str) -> None:
    changed, expected = FAULTS[fault]
    best, values = (all_values(observation(given, SOUND)) for given in (sound(), sound(**changed)))
    assert {name: values[name] for name in NAMES if values[name] != best[name]} == pytest.approx(expected)


def test_between_them_the_faults_reach_every_share() -> None:
    seen = {name for _, expected in FAULTS.values() for name in expected}
    assert seen >= set(NAMES) - {"abstention_recall", "latency_ms", "tokens", "cost_usd"}


@pytest.mark.parametrize("given", [answer(text=""), refusal(), sound()], ids=["empty", "refusal", "sound"])
@pytest.mark.parametrize(
    "asked", [case(), case(answerable=False), SOUND], ids=["bare case", "not answerable", "sound case"]
)
def test_every_share_lies_between_zero_and_one_whatever_is_left_out(given: SystemAnswer, asked: Case) -> None:
    assert_shares(observation(given, asked))


@pytest.mark.parametrize("given", [answer(text=""), refusal(), sound()], ids=["empty", "refusal", "sound"])
def test_every_metric_is_defined_where_no_review_is_in_scope(given: SystemAnswer) -> None:
    assert_shares(observation(given, case(must_contain=["lid"], reference="Noisy."), reviews=()))


def assert_shares(seen: Observation) -> None:
    made = [metric.score(seen) for metric in default_metrics() if metric.unit == "share"]
    scores = [score for score in made if score is not None]
    assert scores
    assert all(0.0 <= score.value <= 1.0 and score.weight > 0 for score in scores)
    assert all(score.chance is None or 0.0 <= score.chance <= 1.0 for score in scores)


# What is seen of an answer.


def test_places_are_those_of_the_citations_in_their_order() -> None:
    seen = observation(answer(CITED_SPOUT, Cited(quote="The lid sings."), CITED_LID))
    assert seen.places() == [SPOUT, None, LID]
    assert seen.retrieved_places() == []


def test_places_of_what_was_retrieved_are_its_own() -> None:
    seen = observation(answer(CITED_SPOUT, retrieved=[CITED_LID]))
    assert (seen.places(), seen.retrieved_places()) == ([SPOUT], [LID])


def test_a_caller_may_change_the_places_it_was_given() -> None:
    seen = observation(answer(CITED_SPOUT, retrieved=[CITED_LID]))
    seen.places().clear()
    seen.retrieved_places().clear()
    assert (seen.places(), seen.retrieved_places()) == ([SPOUT], [LID])


def test_words_are_placed_in_the_review_that_is_named_in_scope_or_not() -> None:
    eve = review("eve", TEXTS["bo"])
    named = CITED_LID.model_copy(update={"review_id": "eve"})
    assert observation(answer(named), elsewhere=[eve]).places() == [Place("eve", 17, 41)]
    assert observation(answer(named)).places() == [None]


def test_words_of_no_named_review_are_placed_in_scope_alone() -> None:
    eve = review("eve", "The lid sings.")
    seen = observation(
        answer(Cited(quote="The lid sings."), Cited(quote="The spout is superb.")), elsewhere=[eve]
    )
    assert seen.places() == [None, SPOUT]


def test_a_review_is_known_by_its_id() -> None:
    seen = observation(answer())
    assert [one and one.id for one in map(seen.review_of, ("bo", "nobody", None))] == ["bo", None, None]
