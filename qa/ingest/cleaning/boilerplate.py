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
    words = match[0].strip(" \t")
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if below := READ_BELOW.match(text, end):
        return Edit(start, below.end(), " ")
    glued_before = match[0][0] == words[0] and before not in {"", "\n"}
    glued_after = match[0][-1] == words[-1] and after not in {"", "\n"}
    if _is_slot(text, match, before, after, glued_before, glued_after):
        return Edit(start, end, "" if before in {"", "\n"} or after in {"", "\n"} else " ")
    return None


def _is_slot(
    text: str, match: re.Match[str], before: str, after: str, glued_before: bool, glued_after: bool
) -> bool:
    opens = before in {"", "\n"}
    closes = after in {"", "\n"}
    follows_sentence = opens or before in SENTENCE_END
    starts_sentence = closes or bool(SENTENCE_START.match(text, match.end()))
    if glued_after:
        return bool(after.isupper() or (after in '"“(' and follows_sentence and not glued_before))
    if glued_before:
        return (before in ".!?…" or before.islower() or (before in '"”’)' and before != after)) and (
            starts_sentence or before in ".!?…"
        )
    if opens and closes:
        return True
    return follows_sentence and starts_sentence and not TRADE_PRESS.match(text, match.end())
