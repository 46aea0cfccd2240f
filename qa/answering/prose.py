"""Answer text: claims strung after a lead, each with the [n] of its citations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.models import Claim

__all__ = ["compose", "marked", "quoted_stretches", "without_markers", "without_quotations"]

_MARKER = re.compile(r" ?\[\d{1,4}\]")
_OPENING, _CLOSING = "\u201c", "\u201d"


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
