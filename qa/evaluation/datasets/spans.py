"""Where an answer stands in a text that was tokenised differently, by letters and digits alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qa.alignment import Span

__all__ = ["COVERED", "CountedText", "locate"]

COVERED = 0.5  # share of a span's letters and digits that a unit must hold to count as the answer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CountedText:
    """A text in which letters and digits can be counted: `counts[i]` of them stand before offset i."""

    text: str
    counts: Sequence[int]

    @classmethod
    def of(cls, text: str) -> CountedText:
        return cls(text=text, counts=tuple(accumulate((char.isalnum() for char in text), initial=0)))

    def covers(self, start: int, end: int, span: Span) -> bool:
        """Whether `text[start:end]` holds half of the letters and digits of `span`, so that it answers."""
        low, high = max(start, span.start), min(end, span.end)
        whole = self.counts[span.end] - self.counts[span.start]
        return high > low and self.counts[high] - self.counts[low] >= COVERED * whole


def locate(text: str, answer: str, hint: int) -> Span | None:
    """The place of `answer` nearest to the offset `hint`; case, spaces and punctuation do not matter.

    None where its letters and digits do not follow each other anywhere, or where it has none.
    """
    letters, offsets = _letters(text)
    wanted, _ = _letters(answer)
    places = list(_occurrences(letters, wanted)) if wanted else []
    if not places:
        return None
    place = min(places, key=lambda found: abs(offsets[found] - hint))
    return Span(offsets[place], offsets[place + len(wanted) - 1] + 1)


def _letters(text: str) -> tuple[str, list[int]]:
    offsets = [i for i, char in enumerate(text) if char.isalnum()]
    return "".join(text[i].lower()[0] for i in offsets), offsets


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)
