"""Where one sentence ends and the next begins, judged mark by mark.

Every mark that might end a sentence is looked at once, with a bounded stretch of text before it and the next
word after it, so that the work is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.ingest.sentences.abbreviations import PRONOUNS
from qa.ingest.sentences.stops import REACH, closers_end, stop_border

__all__ = ["boundaries"]

_EMOJI = "\U0001f000-\U0001f3fa\U0001f400-\U0001faff\u2600-\u27bf\u2b05-\u2b55\u231a-\u23ff"
_EMOJI_PARTS = "\ufe0f\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_HARD_STOPS = "。\uff01\uff1f｡\uff0e।॥؟\u06d4።\u0589။។‼⁇⁈⁉‽"
_BULLETS = "•‣▪●◦▸►➤✓✔✗✘"

_CANDIDATE = re.compile(
    rf"(?P<line>\n\s*)"
    rf"|(?P<bullet>(?<=\s)[{_BULLETS}])"
    rf"|(?P<stop>[.!?…](?:\s?[.!?…])*)"
    rf"|(?P<hard>[{_HARD_STOPS}]+)"
    rf"|(?P<emoji>[{_EMOJI}][{_EMOJI}{_EMOJI_PARTS}]*(?:\s[{_EMOJI}][{_EMOJI}{_EMOJI_PARTS}]*)*)"
    r"|(?P<emoticon>(?<=\s)(?:[:;=]-?[)(DP]|<3)(?=\s))"
)
_EMOJI_FOLLOWS = re.compile(rf"\s?[{_EMOJI}]")
_LINE_MARK = re.compile(rf"[-*+\u2013\u2014{_BULLETS}]|\(?\d{{1,3}}[.)]\s")
_QUOTATIVE = ("と", "って", "という")  # Japanese particles that carry a sentence on after a closing quote

_WRAPPED_LINE = 50  # characters: a shorter line was ended by its writer, not by a margin


def boundaries(text: str) -> Iterator[int]:
    """Yield, in order, the offsets in `text` at which a new sentence, or the space before it, begins."""
    first = 0
    for mark in _CANDIDATE.finditer(text):
        if mark.start() < first:
            continue
        cut = _JUDGES[mark.lastgroup or ""](text, first, mark)
        if cut is not None and first < cut < len(text):
            yield cut
            first = cut


def _line(text: str, first: int, mark: re.Match[str]) -> int | None:
    """After a paragraph, before an item of a list, and after a line that was ended short of any margin."""
    if mark.group().count("\n") > 1 or _LINE_MARK.match(text, mark.end()):
        return mark.end()
    reach = max(0, mark.start() - _WRAPPED_LINE)
    is_short = reach == 0 or "\n" in text[reach : mark.start()]
    goes_on = (
        text[reach : mark.start()]
        .rstrip("\"'\u201d\u2019)]")
        .endswith((".", "!", "?", "…", ",", ";", ":", "-"))
    )
    return mark.end() if is_short and not goes_on else None


def _bullet(text: str, first: int, mark: re.Match[str]) -> int | None:
    return mark.start()


def _hard(text: str, first: int, mark: re.Match[str]) -> int | None:
    after = closers_end(text, first, mark.end())
    if mark.group() == "\uff0e" and text[after : after + 1].isdigit():
        return None
    return None if after > mark.end() and text.startswith(_QUOTATIVE, after) else after


def _emoji(text: str, first: int, mark: re.Match[str]) -> int | None:
    """After an emoji, unless it opens the sentence or stands for a word."""
    before = text[max(first, mark.start() - REACH) : mark.start()].split()
    follows = text[mark.end() : mark.end() + 2]
    if not before or not (follows[:1].isspace() or follows[:1].isupper()):
        return None
    if before[-1][-1] in ".!?…":
        return mark.end()
    if len(before) < 2 or before[-1].casefold() in PRONOUNS or not follows.strip()[:1].isalpha():
        return None
    return mark.end()


def _stop(text: str, first: int, mark: re.Match[str]) -> int | None:
    border = stop_border(text, first, mark)
    # An emoji behind the mark belongs to its sentence, and ends it.
    return None if border is None or _EMOJI_FOLLOWS.match(text, border) else border


_JUDGES = {
    "line": _line,
    "bullet": _bullet,
    "stop": _stop,
    "hard": _hard,
    "emoji": _emoji,
    "emoticon": _emoji,
}
