"""Answer text: claims strung after a lead, each with the [n] of its citations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from qa.models import Claim

__all__ = [
    "Quotations",
    "compose",
    "marked",
    "quotations",
    "quoted_stretches",
    "without_markers",
    "without_quotations",
]

_MARKER = re.compile(r" ?\[\d{1,4}\]")
_OPENING, _CLOSING = "\u201c", "\u201d"

# By the mark that opens, those that close; German and Danish use some the other way round.
_CLOSERS = {
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab\u00bb",
    "\u2039": "\u203a",
    "\u203a": "\u2039\u203a",
    "\u300a": "\u300b",
    "\u3008": "\u3009",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u275d": "\u275e",
    "\u301d": "\u301e\u301f",
    '"': '"',
}
_MARKS = frozenset("".join([*_CLOSERS, *_CLOSERS.values(), "\u2018\u201a"])) - {"\u2019"}
# Marks that an apostrophe looks like; low and high ones that open are none.
_SINGLE_OPENERS = "\u2018\u201a'\u2019"
_SINGLE_CLOSERS = {"\u2018": "\u2019", "\u201a": "\u2018\u2019", "'": "'", "\u2019": "\u2019"}
_LIKE_ANOTHER = str.maketrans(
    {
        **dict.fromkeys("\u275b\u201b", "\u2018"),
        **dict.fromkeys("\u275c\u00b4", "\u2019"),
        **dict.fromkeys("\uff02\u2033\u2036", '"'),
        **{"\uff07": "'", "`": "'", "\uff62": "\u300c", "\uff63": "\u300d", "\u201f": "\u201c"},
    }
)


class Quotations(NamedTuple):
    """What a text shows in quotation marks of any kind, outermost; `balanced` unless a mark has no other."""

    stretches: tuple[str, ...]
    balanced: bool


def compose(lead: str, claims: Iterable[Claim]) -> str:
    """The lead, then every claim with its markers."""
    parts = [lead.strip(), *(marked(claim) for claim in claims)]
    return " ".join(part for part in parts if part)


def marked(claim: Claim) -> str:
    """A claim's text followed by its markers, before a full stop that closes it."""
    markers = "".join(f"[{n}]" for n in claim.citations)
    if claim.text.endswith("."):
        return f"{claim.text[:-1]} {markers}."
    return f"{claim.text} {markers}"


def without_markers(text: str) -> str:
    """`text` without any [n] outside quotation marks: numbers are given by the gate alone."""
    pieces, place = [], 0
    for start, end in _quoted(text):
        pieces += [_MARKER.sub("", text[place:start]), text[start:end]]
        place = end
    return "".join([*pieces, _MARKER.sub("", text[place:])]).strip()


def quoted_stretches(text: str) -> list[str]:
    """What `text` shows between its outermost quotation marks."""
    return [text[start:end] for start, end in _quoted(text)]


def quotations(text: str) -> Quotations:
    """What a text shows in quotation marks of any kind, single ones among them, however they are mixed."""
    plain = text.translate(_LIKE_ANOTHER).replace("''", '" ')
    stretches: list[str] = []
    balanced, place = True, 0
    while place < len(plain):
        mark = plain[place]
        end = _closed_at(plain, place)
        if end is not None:
            stretches.append(text[place + 1 : end])
            place = end
        elif mark in _MARKS or (mark in "'\u2019" and not _is_apostrophe(plain, place)):
            balanced = False
        place += 1
    return Quotations(tuple(stretches), balanced)


def without_quotations(text: str) -> str:
    """`text` without what it shows between its outermost quotation marks."""
    pieces, place = [], 0
    for start, end in _quoted(text):
        pieces.append(text[place:start])
        place = end
    return "".join([*pieces, text[place:]])


def _quoted(text: str) -> list[tuple[int, int]]:
    """Where quoted words begin and end: curly marks, nested, or else straight ones in pairs."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for place, character in enumerate(text):
        if character == _OPENING:
            depth, start = (depth + 1, start) if depth else (1, place + 1)
        elif character == _CLOSING and depth:
            depth -= 1
            if depth == 0:
                spans.append((start, place))
    return spans or _straightly_quoted(text)


def _straightly_quoted(text: str) -> list[tuple[int, int]]:
    marks = [place for place, character in enumerate(text) if character == '"']
    return [(first + 1, second) for first, second in zip(marks[::2], marks[1::2], strict=False)]


def _closed_at(text: str, start: int) -> int | None:
    """Where the mark at `start` is closed, if it opens anything."""
    mark = text[start]
    if mark in _CLOSERS:
        return _closing(text, start, _CLOSERS[mark])
    if mark not in _SINGLE_OPENERS or not _opens(text, start):
        return None
    ends = _single_ends(text, start)
    sure = (end for end in ends if text[end - 1] != "s")  # after an s, it may tell whose something is
    return next(sure, ends[-1] if ends else None)


def _closing(text: str, start: int, closers: str) -> int | None:
    """Where the mark at `start` is closed; as many marks of its kind as open inside are closed before."""
    depth = 0
    for place in range(start + 1, len(text)):
        if text[place] in closers:
            if depth == 0:
                return place
            depth -= 1
        elif text[place] == text[start]:
            depth += 1
    return None


def _single_ends(text: str, start: int) -> list[int]:
    """Where single marks may close the one at `start`, before another opens: never inside a word."""
    ends = []
    for place in range(start + 2, len(text)):
        if text[place] in _SINGLE_CLOSERS[text[start]] and not _letter_after(text, place):
            ends.append(place)
        elif ends and text[place] in _SINGLE_OPENERS and _opens(text, place):
            break
    return ends


def _opens(text: str, place: int) -> bool:
    """Whether a single mark may open a quotation: before a word, and in none."""
    return _letter_after(text, place) and not _letter_before(text, place)


def _is_apostrophe(text: str, place: int) -> bool:
    return _letter_before(text, place) or _letter_after(text, place)


def _letter_before(text: str, place: int) -> bool:
    return text[max(0, place - 1) : place].isalnum()


def _letter_after(text: str, place: int) -> bool:
    return text[place + 1 : place + 2].isalnum()
