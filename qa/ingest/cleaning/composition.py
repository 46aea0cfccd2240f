"""Letters written as a base and an accent: composed, as Unicode's NFC has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qa.alignment import Edit

__all__ = ["composition_edits"]

# ASCII never composes with what precedes it, so every such stretch can be composed by itself.
STRETCH = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


def composition_edits(text: str) -> list[Edit]:
    """Compose what is not composed, letter by letter."""
    if unicodedata.is_normalized("NFC", text):
        return []
    edits: list[Edit] = []
    for match in STRETCH.finditer(text):
        if not unicodedata.is_normalized("NFC", match[0]):
            edits += _composed(match[0], match.start())
    return edits


def _composed(stretch: str, offset: int) -> Iterator[Edit]:
    for start, end in _clusters(stretch):
        cluster = stretch[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield Edit(offset + start, offset + end, composed)


def _clusters(stretch: str) -> Iterator[tuple[int, int]]:
    start = 0
    for position in range(1, len(stretch)):
        if _begins(stretch, start, position):
            yield start, position
            start = position
    yield start, len(stretch)


def _begins(stretch: str, start: int, position: int) -> bool:
    """Whether a character stands by itself: no mark, and no part of the syllable before it."""
    character = stretch[position]
    if unicodedata.combining(character):
        return False
    before = unicodedata.normalize("NFC", stretch[start:position])
    return unicodedata.normalize("NFC", before + character) == before + unicodedata.normalize(
        "NFC", character
    )
