# ruff: noqa: RUF001 (curly quotation marks are what this module is about)
"""Spaces lost beside quotation marks, straight ones included, where it must be told which side is inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["quotation_cuts"]

CLOSING = re.compile(r"”(?<=\S.)(?=[^\W\d_]{2}|[IA] )")
OPENING = re.compile(r"“(?<=[^\W_].|[.,!?;:)].)(?=\w)")
MARK = re.compile('"')
BEFORE_OPENING = frozenset(" \n([{—–-/‘“'*")
AFTER_CLOSING = frozenset(" \n.,;:!?)]}—–-/'’*…&")
ENDS = frozenset(".,!?;:)")
REACH = 300  # characters; a mark farther away says nothing about this one


def quotation_cuts(text: str) -> Iterator[int]:
    """Positions where a space is missing beside a quotation mark."""
    if "“" in text or "”" in text:
        yield from (match.end() for match in CLOSING.finditer(text))
        yield from (match.start() for match in OPENING.finditer(text))
    if '"' in text:
        yield from _straight(text)


def _straight(text: str) -> Iterator[int]:
    opened_at = -REACH
    marks = [match.start() for match in MARK.finditer(text)]
    for index, mark in enumerate(marks):
        before, after = text[mark - 1 : mark] if mark else " ", text[mark + 1 : mark + 2] or " "
        opens, closes = before in BEFORE_OPENING, after in AFTER_CLOSING
        if '"' in (before, after):
            continue  # doubled marks, of a table or a slip, say nothing
        if opens and not closes:
            opened_at = mark
        elif closes:
            opened_at = -REACH
        elif mark - opened_at < REACH:
            opened_at = -REACH
            if _takes_space_after(text, mark):
                yield mark + 1
        elif (before.isalpha() or before in ENDS) and _is_opening(text, marks, index):
            opened_at = mark
            yield mark


def _takes_space_after(text: str, mark: int) -> bool:
    """Whether a word follows a closing mark, not the end of one: `the "Jaws"es`."""
    after = text[mark + 1 : mark + 3]
    return after[:1] == "(" or (after[:1].isalpha() and (after[1:].isalpha() or after[:1] in "IAa"))


def _is_opening(text: str, marks: list[int], index: int) -> bool:
    """Whether a word follows, and the next mark is near and closes."""
    if not text[marks[index] + 1 : marks[index] + 3].isalpha():
        return False
    if index + 1 == len(marks) or marks[index + 1] - marks[index] > REACH:
        return False
    following = marks[index + 1]
    return (
        text[following - 1] not in BEFORE_OPENING
        and (text[following + 1 : following + 2] or " ") in AFTER_CLOSING
    )
