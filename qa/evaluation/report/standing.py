"""How a citation stands in its review: word for word, elsewhere, with other characters, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from qa.answering.lookup import find
from qa.evaluation.answers import Cited
from qa.evaluation.gold import Place
from qa.evaluation.runs import ReviewRow

__all__ = ["Difference", "Standing", "Status", "differences", "stand"]

ALIKE = 0.6  # of the characters shared, from which marking the others tells more than two whole texts
MAX_COMPARED_CHARS = 2_000  # comparing takes time that grows with the square of the length

STRETCH = 6  # characters; shorter ones are in any two texts

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

Status = Literal["stands", "moved", "differs", "nowhere", "unknown"]
Difference = tuple[bool, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What became of a citation.

    - `stands`: the words are at `place`, which is where it says; a citation without offsets may differ in
      spaces, quotation marks, dashes and case
    - `moved`: the words are at `place`, which is not where it says
    - `differs`: `place` has nearly these words; `difference` says what differs
    - `nowhere`: the review has nothing like it
    - `unknown`: the review is not in the run, so nothing can be said

    `there` is what the review has at the offsets, where `place` is not there.
    """

    status: Status
    place: Place | None = None
    there: str | None = None
    difference: tuple[Difference, ...] = ()


def stand(cited: Cited, reviews: Mapping[str, ReviewRow], likely: Iterable[str] = ()) -> Standing:
    """Look a citation up. Without a review id it may stand in any review, `likely` ones first."""
    if cited.review_id is None:
        return _found(cited.quote, {key: reviews[key].text for key in likely if key in reviews}, reviews)
    if cited.review_id not in reviews:
        return Standing(status="unknown")
    text = reviews[cited.review_id].text
    if cited.start is None:
        return _found(cited.quote, {cited.review_id: text}, {})
    return _at(cited.quote, cited.review_id, text, cited.start, cited.end)


def differences(there: str, quoted: str) -> tuple[Difference, ...]:
    """Stretches of both texts, in order: whether they are the same, what is there, what was quoted.

    Words are compared first, then the characters of those that are alike, so that what differs is legible.
    """
    ours, theirs = _TOKEN.findall(there), _TOKEN.findall(quoted)
    parts: list[Difference] = []
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        one, other = "".join(ours[i:j]), "".join(theirs[k:m])
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if tag == "replace" and matcher.ratio() >= ALIKE:
            parts += [(tag == "equal", one[a:b], other[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
        else:
            parts.append((tag == "equal", one, other))
    return tuple(parts)


def _at(quote: str, review_id: str, text: str, start: int, end: int | None) -> Standing:
    end = start + len(quote) if end is None else end
    there = text[start:end] if 0 <= start < end else ""
    if quote and there == quote:
        return Standing(status="stands", place=Place(review_id, start, end))
    elsewhere = _verbatim(quote, text, start)
    if elsewhere is not None:
        return Standing(status="moved", place=Place(review_id, *elsewhere), there=there)
    if _alike(there, quote):
        place = Place(review_id, start, min(end, len(text)))
        return Standing(status="differs", place=place, difference=differences(there, quote))
    nearly = _nearly(quote, {review_id: text}) or Standing(status="nowhere")
    return replace(nearly, there=there)


def _found(quote: str, first: Mapping[str, str], others: Mapping[str, ReviewRow]) -> Standing:
    texts = {**first, **{key: row.text for key, row in others.items() if key not in first}}
    for key, text in texts.items():
        if (span := _verbatim(quote, text, 0)) is not None:
            return Standing(status="stands", place=Place(key, *span))
    for key, text in texts.items():
        if (folded := find(text, quote)) is not None:
            return Standing(status="stands", place=Place(key, folded.start, folded.end))
    return _nearly(quote, first) or Standing(status="nowhere")


def _verbatim(quote: str, text: str, near: int) -> tuple[int, int] | None:
    if not quote:
        return None
    after, before = text.find(quote, max(near, 0)), text.rfind(quote, 0, max(near, 0) + len(quote))
    starts = [start for start in (after, before) if start >= 0]
    start = min(starts, key=lambda place: abs(place - near), default=None)
    return None if start is None else (start, start + len(quote))


def _nearly(quote: str, texts: Mapping[str, str]) -> Standing | None:
    """The words of a review most like the quote, around the longest stretch that both have."""
    if len(quote) > MAX_COMPARED_CHARS:
        return None
    for key, text in texts.items():
        shared = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
        start = max(0, shared.a - shared.b)
        there = text[start : start + len(quote)]
        if _alike(there, quote):
            place = Place(key, start, start + len(there))
            return Standing(status="differs", place=place, difference=differences(there, quote))
    return None


def _alike(there: str, quoted: str) -> bool:
    """Whether two texts share most characters, or stretches that make up most of the shorter."""
    if not there or not quoted or max(len(there), len(quoted)) > MAX_COMPARED_CHARS:
        return False
    matcher = SequenceMatcher(None, there, quoted, autojunk=False)
    stretches = sum(block.size for block in matcher.get_matching_blocks() if block.size >= STRETCH)
    return matcher.ratio() >= ALIKE or stretches >= ALIKE * min(len(there), len(quoted))
