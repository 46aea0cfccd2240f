"""Whether what is cited, or was retrieved, is the evidence; each beside what a random pick would reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from qa.evaluation.gold import Gold, GoldPoint, Place
from qa.evaluation.metrics.metric import Observation, Score, Unit
from qa.evaluation.ranking import (
    average_precision,
    chance_of_hit,
    hit,
    id_precision,
    id_recall,
    ndcg,
    reciprocal_rank,
)

__all__ = [
    "AveragePrecision",
    "CitationPrecision",
    "CitationRecall",
    "EvidenceHit",
    "EvidenceNdcg",
    "EvidenceRecall",
    "EvidenceReciprocalRank",
    "ReviewPrecision",
    "ReviewRecall",
]

Ranked = Literal["evidence", "retrieval"]  # the citations in the answer's order, or what was retrieved for it


class _Evidence:
    """A metric over a ranking. Applies to answerable cases with evidence; a refusal scores 0."""

    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[Unit] = "share"
    must_hold: ClassVar[bool] = False
    name = ""

    def __init__(self, ranked: Ranked = "evidence") -> None:
        self.ranked: Ranked = ranked

    def score(self, seen: Observation) -> Score | None:
        places = _ranking(self.ranked, seen)
        if places is None or not seen.gold.points:
            return None
        value = self._value(places, seen)
        return None if value is None else Score(value=value, chance=self._chance(seen))

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float | None:
        raise NotImplementedError

    def _chance(self, seen: Observation) -> float | None:
        return None


def _ranking(ranked: Ranked, seen: Observation) -> Sequence[Place | None] | None:
    if ranked == "retrieval":
        return None if seen.answer.retrieved is None else seen.retrieved_places()
    return seen.places() if seen.answer.is_answer else ()


def _relevant(places: Sequence[Place | None], seen: Observation) -> list[bool]:
    return [bool(seen.gold.points_at(place)) for place in places]


class EvidenceHit(_Evidence):
    """1 where one of the first k overlaps a gold place by half of the shorter, else 0; the mean is recall@k.

    Chance draws k of the sentences in scope: 1 - C(n-m, k) / C(n, k).
    """

    def __init__(self, k: int, ranked: Ranked = "evidence") -> None:
        super().__init__(ranked)
        self.k = k
        self.name = f"{ranked}_hit@{k}"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float:
        return hit(_relevant(places, seen), self.k)

    def _chance(self, seen: Observation) -> float | None:
        return chance_of_hit(seen.gold.units, seen.gold.relevant, self.k)


class EvidenceRecall(_Evidence):
    """The mean, over the points, of the share of the point's best place that the first k cover."""

    def __init__(self, k: int, ranked: Ranked = "evidence") -> None:
        super().__init__(ranked)
        self.k = k
        self.name = f"{ranked}_recall@{k}"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float:
        first = [place for place in places[: self.k] if place is not None]
        covered = [_covered(point, first) for point in seen.gold.points]
        return sum(covered) / len(covered)


def _covered(point: GoldPoint, places: Sequence[Place]) -> float:
    return max((_share_covered(gold, places) for gold in point.places), default=0.0)


def _share_covered(gold: Place, places: Sequence[Place]) -> float:
    marked: set[int] = set()
    for place in places:
        if place.review_id == gold.review_id:
            marked.update(range(max(place.start, gold.start), min(place.end, gold.end)))
    return len(marked) / (gold.end - gold.start)


class EvidenceReciprocalRank(_Evidence):
    """1 / rank of the first that overlaps a gold place, 0 where none does; the mean is MRR."""

    def __init__(self, ranked: Ranked = "evidence") -> None:
        super().__init__(ranked)
        self.name = f"{ranked}_mrr"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float:
        return reciprocal_rank(_relevant(places, seen))


class EvidenceNdcg(_Evidence):
    """nDCG@k where a place gains 1 for each point that it is the first to support; never above 1.

    So saying one thing five times gains no more than saying it once. The ideal takes gold places, each time
    the one that supports the most points that are left. Source: Clarke et al., "Novelty and diversity in
    information retrieval evaluation", SIGIR 2008, with alpha of 1 and the greedy ideal.
    """

    def __init__(self, k: int, ranked: Ranked = "evidence") -> None:
        super().__init__(ranked)
        self.k = k
        self.name = f"{ranked}_ndcg@{k}"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float | None:
        gains = _new_points([set(seen.gold.points_at(place)) for place in places])
        found = ndcg(gains, _ideal_gains(seen.gold), self.k)
        return None if found is None else min(found, 1.0)


def _new_points(supported: Iterable[set[int]]) -> list[float]:
    seen: set[int] = set()
    gains = []
    for points in supported:
        gains.append(float(len(points - seen)))
        seen |= points
    return gains


def _ideal_gains(gold: Gold) -> list[float]:
    left = [set(gold.points_at(place)) for point in gold.points for place in point.places]
    gains = []
    while best := max(left, key=len, default=set()):
        gains.append(float(len(best)))
        left = [points - best for points in left]
    return gains


class AveragePrecision(_Evidence):
    """The mean precision down to each relevant place: sum(P@k v_k) / sum(v_k)."""

    def __init__(self, ranked: Ranked = "retrieval") -> None:
        super().__init__(ranked)
        self.name = f"{ranked}_average_precision"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float:
        return average_precision(_relevant(places, seen))


class CitationPrecision(_Evidence):
    """Citations that overlap a gold place / citations. Applies where something is cited."""

    name = "citation_precision"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float | None:
        relevant = _relevant(places, seen)
        return sum(relevant) / len(relevant) if relevant else None


class CitationRecall(_Evidence):
    """Points that a citation overlaps / points."""

    name = "citation_recall"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float:
        reached = {index for place in places for index in seen.gold.points_at(place)}
        return len(reached) / len(seen.gold.points)


class ReviewPrecision(_Evidence):
    """Reviews cited that hold evidence / reviews cited: ragas' ID-based context precision."""

    name = "review_precision"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float | None:
        return id_precision(_reviews_of(places), _gold_reviews(seen))


class ReviewRecall(_Evidence):
    """Reviews with evidence that are cited / reviews with evidence: ragas' ID-based context recall."""

    name = "review_recall"

    def _value(self, places: Sequence[Place | None], seen: Observation) -> float | None:
        return id_recall(_reviews_of(places), _gold_reviews(seen))


def _reviews_of(places: Sequence[Place | None]) -> set[str]:
    return {place.review_id for place in places if place is not None}


def _gold_reviews(seen: Observation) -> set[str]:
    return {place.review_id for point in seen.gold.points for place in point.places}
