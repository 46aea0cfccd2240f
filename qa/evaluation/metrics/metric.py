"""What a metric is: something seen of one answer to one score, which sums to a measure of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal, Protocol

from qa.evaluation.answers import Cited, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.gold import Gold, Place, place_cited
from qa.evaluation.reviews import ReviewText

__all__ = ["Metric", "Observation", "Score", "Unit"]

Unit = Literal["share", "ms", "usd", "tokens"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score of one answer. Over many, the measure is sum(value x weight) / sum(weight).

    So a mean has weights of 1; a precision over all quotes weighs an answer by its quotes; and precision of
    abstention weighs only the answers that abstained. `chance` is what a random pick would score.
    """

    value: float
    weight: float = 1.0
    chance: float | None = None


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One answer with all it is judged by. `reviews` holds every review in scope and every one cited."""

    case: Case
    answer: SystemAnswer
    gold: Gold
    in_scope: Sequence[ReviewText]
    reviews: Mapping[str, ReviewText]
    latency_ms: float

    def places(self) -> list[Place | None]:
        """Where each citation stands, in the order of the answer; None where it stands nowhere."""
        return list(self._places)

    def retrieved_places(self) -> list[Place | None]:
        """The same for what the system retrieved."""
        return list(self._retrieved_places)

    @cached_property
    def _places(self) -> Sequence[Place | None]:
        return self._placed(self.answer.citations)

    @cached_property
    def _retrieved_places(self) -> Sequence[Place | None]:
        return self._placed(self.answer.retrieved or ())

    def _placed(self, cited: Sequence[Cited]) -> Sequence[Place | None]:
        return [place_cited(one, self._candidates(one.review_id)) for one in cited]

    def review_of(self, review_id: str | None) -> ReviewText | None:
        """The review that a citation names."""
        return None if review_id is None else self.reviews.get(review_id)

    def _candidates(self, review_id: str | None) -> Sequence[ReviewText]:
        named = self.review_of(review_id)
        if named is not None:
            return [named]
        return self.in_scope if review_id is None else ()


class Metric(Protocol):
    """Scores one answer. With `must_hold`, anything below 1 is a fault of the system, whatever is asked."""

    name: str
    higher_is_better: ClassVar[bool]
    unit: ClassVar[Unit]
    must_hold: ClassVar[bool]

    def score(self, seen: Observation) -> Score | None:
        """None where the metric does not apply to the case."""
        ...
