# ruff: noqa: RUF001 (typographic characters are what this module is about)
"""Line breaks: those of the author stay, those of a narrow screen become spaces."""

from __future__ import annotations

import re

from qa.alignment import Edit

__all__ = ["line_edits"]

BREAK = re.compile(r"[ \t]*\n[ \t\n]*")
LIST_ITEM = re.compile(r"(?:[-–—*•·+>#]|\d{1,3}[.)]|[a-zA-Z][.)])[ \t]|[•✓✔✗✘→]|\S+:[ \t]")
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*[ \t]")
HEADING_MAX = 45  # characters; a line broken by its width is longer than a heading
LEADS_ON = re.compile(
    r"(?:^| )(?:an?|and|as|at|but|by|for|from|in|into|is|of|on|or|our|that|the|their|this|to|was|were|which"
    r"|with|your)$",
    re.IGNORECASE,
)


def line_edits(text: str) -> list[Edit]:
    """Blank lines become one; a break inside a paragraph becomes a space, unless a list or heading ends."""
    if "\n" not in text:
        return []
    edits, line_start = [], 0
    for match in BREAK.finditer(text):
        replacement = _replacement(text, line_start, match)
        if replacement != match[0]:
            edits.append(Edit(match.start(), match.end(), replacement))
        if replacement != " ":
            line_start = match.end()
    return edits


def _replacement(text: str, line_start: int, match: re.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(text):
        return ""
    if match[0].count("\n") > 1:
        return "\n\n"
    return "\n" if _author_broke(text, line_start, match) else " "


def _author_broke(text: str, line_start: int, match: re.Match[str]) -> bool:
    if LIST_ITEM.match(text, match.end()):
        return True
    if text[match.end()].islower() or text[match.start() - 1] in '.!?…,;:-"”)':
        return False
    line = text[max(line_start, match.start() - HEADING_MAX - 1) : match.start()]
    sentence = SENTENCE_END.split(line)[-1]
    return len(sentence) <= HEADING_MAX and not LEADS_ON.search(sentence)
