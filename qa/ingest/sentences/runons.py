"""Long sentences cut where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.ingest.sentences.graphemes import is_grapheme_border

__all__ = ["MAX_SENTENCE_CHARS", "cut_runon"]

MAX_SENTENCE_CHARS = 400  # about 90 words: longer is no quote, and 256 word pieces are all that is embedded

_CONJUNCTION = r"(?:and|but|so|or|yet|because|which|who|while|though|although|then|however|when|where|if)\b"

# Pauses, the deepest first. Each match ends where the cut is made; none spans more than a few characters.
_PAUSES = (
    re.compile(r"\n\s?|[.!?…;]+[\"'\u201d\u2019)\]]?\s|[\uff1b。\uff01\uff1f]"),
    re.compile(rf",\s(?={_CONJUNCTION})|\s[\u2013\u2014-]+\s|:\s|[\uff0c、،]"),
    re.compile(rf",\s|\s(?={_CONJUNCTION})"),
    re.compile(r"\s"),
)


def cut_runon(text: str, start: int, end: int) -> Iterator[int]:
    """Yield, in order, where to cut `text[start:end]` into pieces of MAX_SENTENCE_CHARS at most.

    Pieces come out about equally long. A visible character is cut only where it is itself too long.
    """
    while end - start > MAX_SENTENCE_CHARS:
        pieces = -(-(end - start) // MAX_SENTENCE_CHARS)
        start = _cut(text, start, start + (end - start) // pieces)
        yield start


def _cut(text: str, start: int, target: int) -> int:
    """The best place to cut near `target`, not more than MAX_SENTENCE_CHARS after `start`."""
    low, high = (start + target) // 2, start + MAX_SENTENCE_CHARS
    for pause in _PAUSES:
        places = [m.end() for m in pause.finditer(text, low, high) if is_grapheme_border(text, m.end())]
        if places:
            return min(places, key=lambda place: abs(place - target))
    for place in range(high, low, -1):
        if is_grapheme_border(text, place):
            return place
    return high
