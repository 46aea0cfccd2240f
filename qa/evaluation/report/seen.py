"""A case with what follows from its answer: how quotes stand, which points are missed, what is miscounted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from qa.evaluation.answers import Cited
from qa.evaluation.gold import Place
from qa.evaluation.metrics import Observation
from qa.evaluation.overlap import contains
from qa.evaluation.report.as_scored import as_scored
from qa.evaluation.report.standing import Standing, stand
from qa.evaluation.runs import ReviewRow, Row

__all__ = ["Counted", "Missed", "Outcome", "Seen", "stated"]

Outcome = Literal["answered", "refused", "error"]
Missed = Literal["none", "some", "all"]

_MARKER = re.compile(r"\[(\d{1,6})\]")


class Counted(NamedTuple):
    """A count that the case wants, and what was counted."""

    name: str
    wanted: str
    got: int | None
    holds: bool


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A row and the reviews of its run, with what follows from them."""

    row: Row
    reviews: Mapping[str, ReviewRow]

    @property
    def outcome(self) -> Outcome:
        if self.row.answer is None:
            return "error"
        return "answered" if self.row.answer.is_answer else "refused"

    @cached_property
    def points(self) -> list[list[Place]]:
        """The places of every gold point."""
        return [[Place(*place) for place in point.places] for point in self.row.gold.points]

    @cached_property
    def places(self) -> list[Place | None]:
        """Where the metrics find every citation; None where they find no evidence in it."""
        return self._as_scored.places()

    @cached_property
    def _as_scored(self) -> Observation:
        return as_scored(self.row, self.reviews)

    @cached_property
    def standings(self) -> list[Standing]:
        """How every citation stands."""
        answer = self.row.answer
        return [] if answer is None else [self.stand(cited) for cited in answer.citations]

    def stand(self, cited: Cited) -> Standing:
        """How one citation stands; one that names no review is looked for where the evidence is first."""
        likely = dict.fromkeys(place.review_id for places in self.points for place in places)
        return stand(cited, self.reviews, likely)

    @cached_property
    def nearest(self) -> list[Standing]:
        """How every passage stands that is shown in place of an answer."""
        answer = self.row.answer
        return [] if answer is None else [self.stand(cited) for cited in answer.nearest]

    @cached_property
    def numbers(self) -> list[int]:
        """The number of every citation."""
        cited = self.row.answer.citations if self.row.answer else ()
        return [one.n if one.n is not None else place for place, one in enumerate(cited, start=1)]

    @cached_property
    def dangling(self) -> list[int]:
        """Numbers that the text or a claim gives and no citation has."""
        answer = self.row.answer
        if answer is None:
            return []
        said = [int(found) for found in _MARKER.findall(answer.text)]
        said += [n for claim in answer.claims for n in claim.citations]
        return sorted(set(said) - set(self.numbers))

    @property
    def has_false_quote(self) -> bool:
        return any(
            standing.status not in ("stands", "unknown") for standing in (*self.standings, *self.nearest)
        )

    @cached_property
    def cited_by(self) -> list[list[int]]:
        """For every gold point, the numbers of the citations that count as on it; a refusal cites nothing."""
        return self._numbers_on(self.places if self.outcome == "answered" else ())

    @cached_property
    def nearly_cited_by(self) -> list[list[int]]:
        """For every gold point, the numbers of the citations with nearly its words, which do not count."""
        nearly = [
            standing.place if place is None else None
            for place, standing in zip(self.places, self.standings, strict=True)
        ]
        return self._numbers_on(nearly if self.outcome == "answered" else ())

    def _numbers_on(self, places: Sequence[Place | None]) -> list[list[int]]:
        supported = [self._as_scored.gold.points_at(place) for place in places]
        return [
            [n for n, points in zip(self.numbers, supported, strict=False) if index in points]
            for index in range(len(self.points))
        ]

    @property
    def missed(self) -> Missed:
        """How many of its gold points an answer leaves uncited; `none` of what is no answer."""
        if self.outcome != "answered" or not self.points or all(self.cited_by):
            return "none"
        return "some" if any(self.cited_by) else "all"

    @cached_property
    def retrieved_at(self) -> list[int | None]:
        """For every gold point, the rank from 1 of the first retrieved passage on it."""
        found = [self._as_scored.gold.points_at(place) for place in self._as_scored.retrieved_places()]
        return [
            next((rank for rank, points in enumerate(found, start=1) if index in points), None)
            for index in range(len(self.points))
        ]

    @property
    def counts(self) -> list[Counted]:
        """Every count that is wanted, with what was counted."""
        told = self.row.answer.counts if self.row.answer else None
        rows = []
        for name, bounds in self.row.case.counts.wanted().items():
            got = getattr(told, name) if told is not None else None
            holds = got is not None and bounds.holds(got)
            rows.append(Counted(name, str(bounds), got, holds))
        return rows

    @property
    def miscounts(self) -> bool:
        return any(count.got is not None and not count.holds for count in self.counts)

    @cached_property
    def said(self) -> str:
        """The answer and its quotes: where words must and must not appear."""
        answer = self.row.answer
        return "" if answer is None else "\n".join([answer.text, *(one.quote for one in answer.citations)])

    @property
    def words_wanted(self) -> list[tuple[tuple[str, ...], bool]]:
        """Words of which one must appear, and whether one does."""
        wanted = self.row.case.must_contain
        return [(one, any(contains(self.said, word) for word in one)) for one in wanted]

    @property
    def words_forbidden(self) -> list[tuple[str, bool]]:
        """Words that must not appear, and whether they do."""
        return [(word, contains(self.said, word)) for word in self.row.case.must_not_contain]

    @property
    def lacks_words(self) -> bool:
        return self.row.answer is not None and not all(said for _, said in self.words_wanted)

    @property
    def says_forbidden(self) -> bool:
        return any(said for _, said in self.words_forbidden)


def stated(cited: Cited) -> Place | None:
    """Where a passage says it stands."""
    if cited.review_id is None or cited.start is None or cited.end is None or cited.start < 0:
        return None
    return Place(cited.review_id, cited.start, cited.end)
