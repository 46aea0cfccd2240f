"""What is cited or retrieved is the evidence, and how high it stands, worked out by hand."""

from __future__ import annotations

from math import log2
from typing import Any

import pytest

from qa.evaluation.answers import Cited, SystemAnswer
from qa.evaluation.metrics import Metric, Observation, Score
from qa.evaluation.metrics.evidence import (
    AveragePrecision,
    CitationPrecision,
    CitationRecall,
    EvidenceHit,
    EvidenceNdcg,
    EvidenceRecall,
    EvidenceReciprocalRank,
    ReviewPrecision,
    ReviewRecall,
)
from tests.qa.evaluation.builders import SOUND_CASE, answer, case, cite, observation, refusal, review, value

LID = cite("The lid rattles all day.", "bo")  # the first point of the sound case
SPOUT = cite("The spout is superb.")  # the second
BOX = cite("It came in a box.", "dee")  # neither
HANDLE = cite("A lovely handle.", "bo")  # neither, in a review with evidence
NOWHERE = Cited(quote="The lid sings.", review_id="bo")
SOUND = case(**SOUND_CASE)

EVERY: list[Metric] = [
    EvidenceHit(5),
    EvidenceRecall(5),
    EvidenceReciprocalRank(),
    EvidenceNdcg(5),
    AveragePrecision("evidence"),
    CitationPrecision(),
    CitationRecall(),
    ReviewPrecision(),
    ReviewRecall(),
]
PRECISIONS = ("citation_precision", "review_precision")  # of nothing cited there is none


def seen(*citations: Cited, evidence: list[Any] | None = None) -> Observation:
    """Citations in answer to the sound case, or to one with other evidence."""
    return observation(answer(*citations), SOUND if evidence is None else case(evidence=evidence))


def of(metric: Metric, *citations: Cited, evidence: list[Any] | None = None) -> float | None:
    return value(metric, seen(*citations, evidence=evidence))


# Where they apply.


@pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.name)
@pytest.mark.parametrize("asked", [case(), case(answerable=False)], ids=["no evidence", "not answerable"])
def test_without_evidence_none_applies(metric: Metric, asked: Any) -> None:
    assert metric.score(observation(answer(LID), asked)) is None


@pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.name)
@pytest.mark.parametrize("given", [refusal(), answer(), answer(text="")], ids=["refusal", "bare", "no text"])
def test_nothing_cited_is_nothing_found_and_has_no_precision(metric: Metric, given: SystemAnswer) -> None:
    expected = None if metric.name in PRECISIONS else 0.0
    assert value(metric, observation(given, SOUND)) == expected


@pytest.mark.parametrize("metric", EVERY, ids=lambda metric: metric.name)
def test_all_the_evidence_and_nothing_else_is_as_good_as_can_be(metric: Metric) -> None:
    assert of(metric, LID, SPOUT) == 1.0


@pytest.mark.parametrize("metric", [EvidenceHit(3, "retrieval"), AveragePrecision()], ids=lambda m: m.name)
def test_measures_of_retrieval_look_at_what_was_retrieved_alone(metric: Metric) -> None:
    def retrieved(found: list[Cited] | None, *cited: Cited) -> float | None:
        return value(metric, observation(answer(*cited, retrieved=found), SOUND))

    assert retrieved([LID], BOX) == 1.0
    assert retrieved([BOX], LID) == 0.0
    assert retrieved([], LID) == 0.0
    assert retrieved(None, LID) is None  # the system does not tell


def test_what_a_refusal_cites_is_no_answer() -> None:
    refused = observation(refusal(citations=(LID,)), SOUND)
    assert (value(EvidenceHit(1), refused), value(CitationRecall(), refused)) == (0.0, 0.0)
    assert value(CitationPrecision(), refused) is None


def test_a_place_that_supports_two_points_gains_both_and_the_ideal_begins_with_it() -> None:
    # Three points; the sentence holds the first two. Best: it, then the spout: 2 / log2(2) + 1 / log2(3).
    evidence = ["The lid rattles all day.", "rattles all day", "The spout is superb."]
    best = 2 + 1 / log2(3)
    assert of(EvidenceNdcg(5), LID, SPOUT, evidence=evidence) == pytest.approx(1.0)
    assert of(EvidenceNdcg(5), SPOUT, LID, evidence=evidence) == pytest.approx((1 + 2 / log2(3)) / best)


def test_a_refusal_may_have_retrieved_the_evidence() -> None:
    assert value(EvidenceHit(1, "retrieval"), observation(refusal(retrieved=[LID]), SOUND)) == 1.0


# Hits.


def test_a_hit_is_evidence_among_the_first_k() -> None:
    assert of(EvidenceHit(1), BOX, LID) == 0.0
    assert of(EvidenceHit(2), BOX, LID) == 1.0


def test_what_stands_nowhere_takes_up_a_place() -> None:
    assert of(EvidenceHit(1), NOWHERE, LID) == 0.0
    assert of(EvidenceHit(2), NOWHERE, LID) == 1.0


@pytest.mark.parametrize(
    ("quote", "hits"),
    [
        ("handle. The lid rattle", True),  # 14 of its 22 characters, which is the shorter
        ("A lovely handle. The lid rattles", True),  # 15 of the evidence's 24, which is the shorter
        ("A lovely handle. The lid rat", False),  # 11 of 24
        ("A lovely handle. The lid ratt", True),  # 12 of 24: exactly half
        ("day.", True),  # within the evidence
        ("e. T", False),  # 1 of 4
        ("handle. The lid", False),  # 7 of 15
        ("andle. The lid", True),  # 7 of 14: exactly half
    ],
)
def test_half_of_the_shorter_is_a_hit(quote: str, hits: bool) -> None:
    assert of(EvidenceHit(1), cite(quote, "bo")) == float(hits)


def test_the_same_words_in_another_review_are_no_hit() -> None:
    assert of(EvidenceHit(1), cite("The lid rattles.", "ana")) == 0.0


@pytest.mark.parametrize(("start", "end"), [(16, 40), (18, 42), (None, None), (-1, 10_000)])
def test_words_with_wrong_offsets_are_judged_where_they_stand(start: int | None, end: int | None) -> None:
    shifted = LID.model_copy(update={"start": start, "end": end})
    assert of(EvidenceHit(1), shifted) == 1.0


def test_words_altered_by_one_character_hit_nothing() -> None:
    assert of(EvidenceHit(1), LID.model_copy(update={"quote": "The lid rattles all dry."})) == 0.0


def test_words_without_a_review_are_found_where_they_stand() -> None:
    assert of(EvidenceHit(1), Cited(quote="The lid rattles all day.")) == 1.0


def test_a_review_that_there_is_not_holds_no_evidence() -> None:
    assert of(EvidenceHit(1), LID.model_copy(update={"review_id": "nobody"})) == 0.0


def test_places_count_code_points_of_a_review_with_a_kettle_in_it() -> None:
    evidence = [{"review": "cem", "start": 15, "end": 32}]
    assert of(EvidenceRecall(1), cite("The lid is loose.", "cem"), evidence=evidence) == 1.0
    assert of(EvidenceHit(1), cite("🫖 It whistles.", "cem"), evidence=evidence) == 0.0


@pytest.mark.parametrize(
    ("k", "chance"),
    [
        (1, 2 / 8),  # 2 of the 8 sentences are evidence
        (3, 1 - (6 * 5 * 4) / (8 * 7 * 6)),  # three in turn that are not
        (5, 1 - (6 * 5 * 4 * 3 * 2) / (8 * 7 * 6 * 5 * 4)),
        (7, 1.0),  # only 6 are not
        (10, 1.0),
    ],
)
def test_chance_of_a_hit_draws_k_of_the_sentences_in_scope(k: int, chance: float) -> None:
    for metric in (EvidenceHit(k), EvidenceHit(k, "retrieval")):
        score = metric.score(observation(answer(retrieved=[]), SOUND))
        assert score is not None
        assert score.value == 0.0
        assert score.chance == pytest.approx(chance)


def test_chance_is_over_the_reviews_in_scope_alone() -> None:
    # Bo's two sentences, one of which is the evidence.
    [bo] = [review("bo", "A lovely handle. The lid rattles all day.")]
    asked = case(evidence=["The lid rattles all day."])
    score = EvidenceHit(1).score(observation(answer(LID), asked, reviews=[bo], elsewhere=[review("x", "X.")]))
    assert score == Score(value=1.0, chance=0.5)


@pytest.mark.parametrize(
    ("evidence", "relevant"),
    [
        (["The lid rattles. The spout is superb."], 2),  # one point over two sentences
        (["The lid rattles all day.", "rattles all day"], 1),  # two points in one
    ],
    ids=["two sentences", "one sentence"],
)
def test_chance_counts_the_sentences_with_evidence_and_not_its_points(
    evidence: list[Any], relevant: int
) -> None:
    score = EvidenceHit(1).score(seen(BOX, evidence=evidence))
    assert score == Score(value=0.0, chance=relevant / 8)


def test_only_hits_have_a_level_of_chance() -> None:
    for metric in EVERY[1:]:
        score = metric.score(seen(LID))
        assert score is not None
        assert score.chance is None


# Recall of the words.


def test_recall_is_the_mean_share_of_the_points_that_is_covered() -> None:
    # 15 of the lid's 24 characters, 9 of the spout's 20.
    cited = (cite("The lid rattles", "bo"), cite("The spout"))
    assert of(EvidenceRecall(5), *cited) == pytest.approx((15 / 24 + 9 / 20) / 2)


def test_words_covered_twice_count_once() -> None:
    # "The lid rattles" and "rattles all": characters 0 to 19 of 24.
    cited = (cite("The lid rattles", "bo"), cite("rattles all", "bo"))
    assert of(EvidenceRecall(5), *cited, evidence=["The lid rattles all day."]) == pytest.approx(19 / 24)


def test_words_around_the_evidence_do_not_count() -> None:
    # "A lovely handle. The": 3 of 24 characters, too few for a hit.
    assert of(EvidenceRecall(5), cite("A lovely handle. The", "bo")) == pytest.approx((3 / 24) / 2)
    assert of(EvidenceRecall(5), cite("A lovely handle. The lid rattles all day.", "bo")) == pytest.approx(
        1 / 2
    )


def test_recall_looks_at_the_first_k_alone() -> None:
    assert of(EvidenceRecall(1), LID, SPOUT) == 0.5
    assert of(EvidenceRecall(1), BOX, LID) == 0.0
    assert of(EvidenceRecall(1), NOWHERE, LID) == 0.0


def test_of_alternatives_the_best_covered_counts_and_not_their_sum() -> None:
    # 9 of the spout's 20 characters and 15 of the lid's 24 are one point, covered by 15 / 24.
    either = [{"any_of": ["The lid rattles all day.", "The spout is superb."]}]
    cited = (cite("The spout"), cite("The lid rattles", "bo"))
    assert of(EvidenceRecall(5), *cited, evidence=either) == pytest.approx(15 / 24)


# Ranks.


def test_the_reciprocal_rank_is_that_of_the_first_evidence() -> None:
    assert of(EvidenceReciprocalRank(), BOX, NOWHERE, LID, SPOUT) == pytest.approx(1 / 3)
    assert of(EvidenceReciprocalRank(), BOX, HANDLE) == 0.0


def test_ndcg_by_hand() -> None:
    # Evidence at 2 and 3: (1/log2(3) + 1/log2(4)) / (1/log2(2) + 1/log2(3)) = 1.13093 / 1.63093.
    assert of(EvidenceNdcg(5), BOX, SPOUT, LID) == pytest.approx(0.693426, abs=1e-6)


def test_ndcg_gains_a_point_once_however_often_it_is_cited() -> None:
    # Points at 1 and 4: (1 + 1/log2(5)) / (1 + 1/log2(3)); the lid again at 2 and 3 gains nothing.
    again = cite("The lid rattles", "bo")
    expected = (1 + 1 / log2(5)) / (1 + 1 / log2(3))
    assert of(EvidenceNdcg(5), LID, LID, again, SPOUT) == pytest.approx(expected)
    assert of(EvidenceNdcg(5), LID, LID, again) == pytest.approx(1 / (1 + 1 / log2(3)))


def test_ndcg_gains_alternatives_of_a_point_once() -> None:
    either = [{"any_of": ["The lid rattles all day.", "The spout is superb."]}]
    assert of(EvidenceNdcg(5), LID, evidence=either) == 1.0
    assert of(EvidenceNdcg(5), LID, SPOUT, evidence=either) == 1.0


def test_ndcg_looks_no_further_than_k_for_what_is_cited_and_for_what_could_be() -> None:
    assert of(EvidenceNdcg(1), BOX, LID) == 0.0
    assert of(EvidenceNdcg(1), LID) == 1.0  # of two points, one place has room for one


def test_a_citation_that_supports_every_point_cannot_be_bettered() -> None:
    evidence = ["The lid rattles all day.", "rattles all day"]
    assert of(CitationRecall(), LID, evidence=evidence) == 1.0
    assert of(EvidenceNdcg(5), LID, evidence=evidence) == 1.0


def test_average_precision_by_hand() -> None:
    # Evidence at 1 and 4: (1/1 + 2/4) / 2.
    seen = observation(answer(retrieved=[LID, BOX, HANDLE, SPOUT]), SOUND)
    assert value(AveragePrecision(), seen) == pytest.approx(3 / 4)


# Precision and recall of citations and reviews.


def test_precision_is_the_share_of_citations_that_are_evidence() -> None:
    # The lid and the spout, of four; what stands nowhere is a citation, too.
    assert of(CitationPrecision(), LID, BOX, SPOUT, NOWHERE) == 2 / 4


def test_recall_is_the_share_of_points_that_a_citation_reaches() -> None:
    assert of(CitationRecall(), SPOUT, SPOUT, BOX) == 1 / 2
    assert of(CitationRecall(), BOX) == 0.0


def test_a_citation_may_reach_several_points() -> None:
    evidence = ["The lid rattles all day.", "rattles all day", "It came in a box."]
    assert of(CitationRecall(), LID, evidence=evidence) == pytest.approx(2 / 3)


def test_any_alternative_reaches_the_point() -> None:
    evidence = [{"any_of": ["The lid rattles all day.", "The spout is superb."]}, "It came in a box."]
    assert of(CitationRecall(), SPOUT, evidence=evidence) == 1 / 2
    assert of(CitationRecall(), SPOUT, LID, evidence=evidence) == 1 / 2
    assert of(CitationPrecision(), SPOUT, LID, evidence=evidence) == 1.0


def test_reviews_count_once_whatever_is_cited_of_them() -> None:
    # Cited are Bo and Dee, evidence is in Bo and Ana; the handle is no evidence, and Bo's review holds some.
    assert of(ReviewPrecision(), HANDLE, LID, BOX) == 1 / 2
    assert of(ReviewRecall(), HANDLE, LID, BOX) == 1 / 2
    assert of(ReviewPrecision(), HANDLE) == 1.0


def test_every_review_with_evidence_is_to_be_cited_though_one_alternative_reaches_the_point() -> None:
    evidence = [{"any_of": ["The lid rattles all day.", "The spout is superb."]}]
    assert of(ReviewRecall(), LID, evidence=evidence) == 1 / 2
    assert of(ReviewPrecision(), LID, evidence=evidence) == 1.0


def test_a_quote_that_stands_nowhere_cites_no_review() -> None:
    assert of(ReviewPrecision(), NOWHERE) is None
    assert of(ReviewRecall(), NOWHERE) == 0.0


@pytest.mark.parametrize(
    ("metric", "name"),
    [
        (EvidenceHit(3), "evidence_hit@3"),
        (EvidenceHit(10, "retrieval"), "retrieval_hit@10"),
        (EvidenceRecall(5), "evidence_recall@5"),
        (EvidenceReciprocalRank(), "evidence_mrr"),
        (EvidenceReciprocalRank("retrieval"), "retrieval_mrr"),
        (EvidenceNdcg(10, "retrieval"), "retrieval_ndcg@10"),
        (AveragePrecision(), "retrieval_average_precision"),
    ],
)
def test_names_tell_what_is_ranked_and_how_far(metric: Metric, name: str) -> None:
    assert metric.name == name
