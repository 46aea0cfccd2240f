# ruff: noqa: RUF001 (typographic characters are what this module is about)
"""Padding: runs of spaces, and spaces on the wrong side of a bracket, a quotation mark or a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.alignment import Edit

__all__ = ["space_edits"]

# Spaces that may be wrong; single ones between two words are not worth a look.
SUSPECT = re.compile(r" (?: +|(?=[,;:!?.)\]”}\n\"]|$)|(?<=[(\[“‘{\n\"].))")
OPENING = frozenset("([“‘{")
CLOSING = frozenset(")]”}")
EMOTICON = re.compile(r"[:;=][-'^]?[)(\]\[DPpOo|/\\3*]|[:;]-")
POSSESSIVE = re.compile(r"['’]s\b")
ATTACHED = frozenset(",;:!?.")
AFTER_CLOSING = frozenset(["", " ", "\n", ",", ".", ";", "!", "?", ")"])
ATTACHES = frozenset("\"'’”)]%…*")  # what, beside letters and digits, punctuation may follow


def space_edits(text: str) -> list[Edit]:
    """Collapse runs of spaces, and delete those that only pad."""
    pads = _quote_pads(text)
    edits = [Edit(0, 1, "")] if text[:1] == " " != text[1:2] else []
    for match in SUSPECT.finditer(text, len(edits)):
        start, end = match.span()
        wanted = "" if start in pads or _pads(text, start, end) else " "
        if end - start != len(wanted):
            edits.append(Edit(start, end, wanted))
    return edits


def _pads(text: str, start: int, end: int) -> bool:
    if start == 0 or end == len(text):
        return True
    before, after = text[start - 1], text[end]
    if before == "\n" or after == "\n" or before in OPENING or after in CLOSING:
        return not (before in ":;=" and after in CLOSING)
    if after in ATTACHED:
        return _attaches(text, start, end)
    return end - start > 1 and before.isalnum() and POSSESSIVE.match(text, end) is not None


def _attaches(text: str, start: int, end: int) -> bool:
    """Whether the punctuation after these spaces belongs to the word before them."""
    before = text[start - 1]
    if before == "." == text[end]:  # an ellipsis in parts
        return not text[end + 1 : end + 2].isalnum()
    if not (before.isalnum() or before in ATTACHES) or EMOTICON.match(text, end):
        return False
    if text[end] != ".":
        return True
    after = text[end + 1 : end + 3]
    if after[:1] == "." or after[:1].isdigit():
        return False
    padded = end - start > 1  # " .NET" is a name, "Rock    .As" a link's padding
    return not after[:1].isalnum() or (padded and after[:1].isupper() and not after[1:].isupper())


def _quote_pads(text: str) -> frozenset[int]:
    """Starts of the spaces just inside straight quotation marks, in paragraphs where these pair up."""
    if '"' not in text:
        return frozenset()
    pads: set[int] = set()
    start = 0
    for paragraph in text.split("\n\n"):
        marks = [start + match.start() for match in re.finditer('"', paragraph)]
        if len(marks) % 2 == 0:
            pads.update(_inside(text, marks))
        start += len(paragraph) + 2
    return frozenset(pads)


def _inside(text: str, marks: list[int]) -> Iterator[int]:
    """Where a mark is free on both sides, the space on its inner side pads."""
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        if text[opening + 1 : opening + 2] == " " and (opening == 0 or text[opening - 1] in " \n("):
            yield opening + 1
        if text[closing - 1] == " " and text[closing + 1 : closing + 2] in AFTER_CLOSING:
            start = closing - 1
            while text[start - 1] == " ":
                start -= 1
            yield start
