"""Who speaks: copies of a review, and all that one author says of one item, are a single voice.

A count of voices is what a count of reviews means to say: a review that was posted twice, or passed from one
shop to the next with a sentence more or less, tells of one customer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from qa.evidence import Evidence, Speaker
from qa.words import word_set

__all__ = ["Voices"]

LONG_CHARS = 30  # shorter sentences, "Would buy again.", are written by many
COPIED_SHARE = 0.5  # of the long sentences' characters, from which a review is a copy of another
COPIED_CHARS = 90  # in long sentences shared; two people may hit on one sentence, hardly on so much

# Names that stand for nobody in particular.
_NOBODY = word_set(
    "a an amazon anonymous customer google guest kindle member n/a none reviewer the traveller"
)
_NOBODY |= word_set("traveler unknown user verified visitor")

MARK = 6  # numbers of a vector that are compared
GRID = 0.02

# Two embeddings of one sentence differ by what it was batched with, and by half precision: about 0.001.
ALIKE = 0.005


class _Sentence(NamedTuple):
    """What tells a sentence from others: its length in characters, and the start of its vector."""

    length: int
    mark: tuple[float, ...]

    @property
    def cell(self) -> tuple[int, int]:
        """Where it lies on a grid; sentences that are alike lie in one cell or in cells that touch."""
        return int(self.mark[0] // GRID), int(self.mark[1] // GRID)

    def is_like(self, other: _Sentence) -> bool:
        return all(abs(one - two) < ALIKE for one, two in zip(self.mark, other.mark, strict=True))


_Place = tuple[str, int, int, int]  # item, length, cell


class Voices:
    """Numbers the voices of a scope, whose blocks are given in turn."""

    def __init__(self) -> None:
        self._authors: dict[tuple[str, str], int] = {}
        self._sentences: dict[_Place, list[tuple[_Sentence, int]]] = {}
        self._count = 0

    def told_apart(self, block: Evidence) -> tuple[Speaker, ...]:
        """The speakers of a block in which every review is whole, each with its voice."""
        return tuple(
            replace(speaker, voice=self._voice(speaker, sentences))
            for speaker, sentences in zip(block.speakers, _long_sentences(block), strict=True)
        )

    def _voice(self, speaker: Speaker, sentences: list[_Sentence]) -> int:
        name = _name(speaker)
        voice = self._authors.get(name) if name else None
        if voice is None:
            voice = self._copied_from(speaker.item_id, sentences)
        if voice is None:
            voice, self._count = self._count, self._count + 1
        if name:
            self._authors.setdefault(name, voice)
        for sentence in sentences:
            place = (speaker.item_id, sentence.length, *sentence.cell)
            self._sentences.setdefault(place, []).append((sentence, voice))
        return voice

    def _copied_from(self, item_id: str, sentences: list[_Sentence]) -> int | None:
        shared: Counter[int] = Counter()
        for sentence in sentences:
            for voice in self._writers(item_id, sentence):
                shared[voice] += sentence.length
        if not shared:
            return None
        voice, chars = shared.most_common(1)[0]
        enough = chars >= max(COPIED_CHARS, COPIED_SHARE * sum(sentence.length for sentence in sentences))
        return voice if enough else None

    def _writers(self, item_id: str, sentence: _Sentence) -> set[int]:
        """The voices that wrote the same sentence."""
        row, column = sentence.cell
        places = (
            (item_id, sentence.length, row + down, column + right)
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
        )
        known = (entry for place in places for entry in self._sentences.get(place, ()))
        return {voice for other, voice in known if other.is_like(sentence)}


def _name(speaker: Speaker) -> tuple[str, str] | None:
    """Who wrote a review, of what; None where the author is not told."""
    author = (speaker.author or "").casefold().split()
    if not author or set(author) <= _NOBODY:
        return None
    return speaker.item_id, " ".join(author)


def _long_sentences(block: Evidence) -> Iterator[list[_Sentence]]:
    """The long sentences of each review."""
    lengths = (block.ends - block.starts).tolist()
    marks = block.vectors[:, :MARK].tolist()
    first = np.searchsorted(block.review_of, np.arange(len(block.speakers) + 1)).tolist()
    for start, stop in pairwise(first):
        long = (row for row in range(start, stop) if lengths[row] >= LONG_CHARS)
        yield [_Sentence(lengths[row], tuple(marks[row])) for row in long]
