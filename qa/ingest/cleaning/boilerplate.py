# ruff: noqa: RUF001 (typographic characters are what this module is about)
"""What scrapers pick up beside the review: the slots of advertisements, the links to read on."""

from __future__ import annotations

import re

from qa.alignment import Edit

__all__ = ["boilerplate_edits"]

SLOT = re.compile(r"[ \t]*(?:Advertisement|ADVERTISEMENT)(?:[ \t]*(?:Advertisement|ADVERTISEMENT))*[ \t]*")
READ_BELOW = re.compile(r"(?:[-–—|] *)?(?:Continue [Rr]eading(?: [Bb]elow)?|Story continues below)\.?[ \t]*")
READ_ON = re.compile(
    r"(?<=[.!?…\"”’)])[ \t\n]*(?:\[?(?:Read|See|Show|View) (?:more|less|full review)\]?|… ?More)"
    r"(?:…|\.{3}|»|>)?\s*$"
)
SENTENCE_END = frozenset('.!?…"”’)]')
SENTENCE_MARKS = frozenset(".!?…")
QUOTES = frozenset("\"'")
SENTENCE_START = re.compile(r"[\"“‘'(]?[A-Z]")
TRADE_PRESS = re.compile(
    r"(?:Age|Week|Weekly|Standards|Director|Manager)\b"
)  # "Advertisement Age" is a title


def boilerplate_edits(text: str) -> list[Edit]:
    """Take out residue, judged by its place: the same words inside a sentence stay."""
    edits = [edit for match in SLOT.finditer(text) if (edit := _slot(text, match))] if _may_hold(text) else []
    match = READ_ON.search(text, max(0, len(text) - 60))
    if match and not (edits and edits[-1].end > match.start()):
        edits.append(Edit(match.start(), match.end(), ""))
    return edits


def _may_hold(text: str) -> bool:
    return "Advertisement" in text or "ADVERTISEMENT" in text


def _slot(text: str, match: re.Match[str]) -> Edit | None:
    start, end = match.span()
    before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    if below := READ_BELOW.match(text, end):
        return Edit(start, below.end(), " ")
    if _is_slot(text, match, before, after):
        return Edit(start, end, "" if "\n" in (before, after) else " ")
    return None


def _is_slot(text: str, match: re.Match[str], before: str, after: str) -> bool:
    """Whether the word stands where no sentence would put it.

    `before` and `after` are the characters around it and its spaces, a line break at either end of the text.
    """
    glued_before, glued_after = not match[0].startswith(" "), not match[0].endswith(" ")
    follows_sentence = before == "\n" or before in SENTENCE_END
    starts_sentence = after == "\n" or SENTENCE_START.match(text, match.end()) is not None
    if after.isupper() and glued_after:
        return True
    if before == after and before in QUOTES:
        return text[match.start() - 2 : match.start() - 1] in SENTENCE_MARKS
    if glued_before and before != "\n":
        return before in SENTENCE_MARKS or (starts_sentence and (before.islower() or before in SENTENCE_END))
    if glued_after and after != "\n":
        return False
    return follows_sentence and starts_sentence and not TRADE_PRESS.match(text, match.end())
