"""The words of a question that ask: without what is stated, said politely, or limits the reviews."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.models import DateRange, RatingRange
from qa.reading.clauses import Opening, clause_starts, opening_of, sentence_start
from qa.reading.dates import read_dates
from qa.reading.spelling import respelled
from qa.reading.stars import read_stars
from qa.words import PlacedWord, placed_words

__all__ = ["Wording", "worded"]


_CLAUSE_END = re.compile(r"[:;?!]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The asking words in `found`, case-folded in `tokens`, with their places in `text`.

    `opening` is where they start to ask. `gaps` are the indexes of the words before which a phrase must end:
    a date or a rating was taken out there, to stand in `published` and `stars`, or a clause ends.
    """

    text: str
    found: tuple[PlacedWord, ...]
    tokens: tuple[str, ...]
    opening: Opening
    gaps: frozenset[int]
    published: DateRange
    stars: RatingRange

    @property
    def asked(self) -> tuple[str, ...]:
        """The words from the opening on."""
        return self.tokens[self.opening.at :]


def worded(text: str, today: date) -> Wording:
    """The asking words of `text`, in which white space is single and some word stands."""
    found = respelled(text, placed_words(text))
    published, dated = read_dates(text, found, today)
    stars, starred = read_stars(text, found)
    kept, gaps = _without(found, dated | starred)
    opening = opening_of([word.text for word in kept], clause_starts(text, kept))
    start = max(sentence_start(text, kept, opening), opening.at if opening.courteous else 0)
    asking = tuple(kept[start:])
    return Wording(
        text=text,
        found=asking,
        tokens=tuple(word.text for word in asking),
        opening=replace(opening, at=max(opening.at - start, 0)),
        gaps=frozenset(gap - start for gap in gaps | _breaks(text, kept) if gap >= start),
        published=published,
        stars=stars,
    )


def _breaks(text: str, found: Sequence[PlacedWord]) -> set[int]:
    gaps = enumerate(itertools.pairwise(found), start=1)
    return {i for i, (one, two) in gaps if _CLAUSE_END.search(text[one.end : two.start])}


def _without(found: Sequence[PlacedWord], limits: Collection[int]) -> tuple[list[PlacedWord], set[int]]:
    """The words without those at `limits`, unless there are no others, and the gaps that this leaves."""
    kept = [index for index in range(len(found)) if index not in limits]
    if not kept:
        return list(found), set()
    gaps = {new for new, old in enumerate(kept) if old and old - 1 in limits}
    return [found[index] for index in kept], gaps
