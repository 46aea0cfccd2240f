"""Links, addresses and markup in a text: nothing of the kind is ever part of an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qa.alignment import Span
from qa.reading.vocabulary import FUNCTION_WORDS, ROMANCE_AND_GERMAN

__all__ = ["holds_link", "holds_markup", "veiled"]

_ENDINGS = "com net org edu gov io co uk fr pl ru cn jp kr br ca au eu biz dev ai tv xyz localhost"
# Words, too: with a capital, one of these begins a sentence that lacks its space, as in "so good.It was".
_WORDS = "de es it nl be at ch in us me info app site online shop store link top click example test invalid"
_ENDING = (
    f"(?:{'|'.join(_ENDINGS.split())}|(?-i:{'|'.join(f'{word}|{word.upper()}' for word in _WORDS.split())}))"
)
_SPOKEN_ENDING = "(?:com|net|org|edu|gov|io|co|uk|fr|de|ru|eu|biz|dev|ai|tv|xyz|nl|info|app|shop|site)"
_SCHEMES = (
    "https?|ftps?|wss?|javascript|data|mailto|tel|sms|vbscript|file|blob|magnet|skype|steam|intent|whatsapp"
)
_DOT = r"\s?[\[(](?:dot|\.)[\])]\s?"
_AT = r"\s?[\[(](?:at|@)[\])]\s?"
# Each alternative begins at a sign that addresses cannot do without, and looks a bounded way ahead: however
# long a text, it is read in the time of its length.
_LINK = re.compile(
    r"(?<=[a-z0-9])://\S*"
    rf"|\b(?:{_SCHEMES}):(?=\S)\S*"
    r"|\bwww\.\S+|\bhxxps?\b\S*|\bxn--\w\S*"
    r"|(?<![\w:/])//[\w-]\S*"
    rf"|(?<=\w)(?:@|{_AT})[\w-]{{1,63}}(?:\.|{_DOT})[\w.-]+|(?<=\w\w\w)@[\w-]{{3}}[\w.-]*"
    rf"|(?<=[\w-])(?:\.|{_DOT}){_ENDING}\b(?![.-]?\w)(?:/\S*)?"
    r"|(?<=[\w-])\.[^\W\d_][\w-]{1,62}(?::\d{1,5})?/\S*"
    rf"|(?<!\bthe)(?<!\ba)(?<=\w)\s+dot\s+{_SPOKEN_ENDING}\b"
    r"|(?<=\w)(?:\s?[,\u00b7\u2022\u2219\u22c5\u30fb]|\s\.)\s?com\b"
    r"|(?<=[^\W_])\.(?P<last>[^\W\d_]{2,63})(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[\w.+%@-]")
_DIGITS = 12  # characters before a full stop that tell whether a number stands there
_NUMBER = re.compile(r"(?<![\w-])\d+$")
_LEFT = 64  # characters before the sign of a link that are taken to be of it
# "The end.the rest": a space is missing. Any other word there may be the name of a domain.
_OPENERS = FUNCTION_WORDS - ROMANCE_AND_GERMAN
_STOPS = str.maketrans({"\u3002": ".", "\uff61": ".", "\uff0e": ".", "\u2024": "."})

_MARKUP = re.compile(
    r"<[a-z/!?|][^>]{0,200}>?|&(?:#x?[0-9a-f]{1,7};?|[a-z]{2,8};)|&(?:lt|gt|amp|quot|nbsp|apos)"
    r"|!?\[[^\[\]]{0,200}\]\s?\([^()]{0,500}\)|\]\(|\[[^\[\]]{1,200}\]\s?\[[^\[\]]{1,200}\]|```|~~~"
    r"|\[/?(?:INST|SYS)\]|\{\{|\}\}|^\s{0,3}(?:#{1,6}|>)\s",
    re.IGNORECASE | re.MULTILINE,
)
HIDDEN = "\u2026"


def holds_link(text: str) -> bool:
    """Whether a text holds an address of the web, of mail or of a script, written out or thinly disguised."""
    return next(_links_in(_plain(text)), None) is not None


def holds_markup(text: str) -> bool:
    """Whether a text holds HTML, a character reference, or Markdown that would show as anything but text."""
    return _MARKUP.search(_plain(text)) is not None


def veiled(text: str) -> str:
    """The text with an ellipsis for each link and each piece of markup.

    One that is only seen through its odd letters takes the whole text with it.
    """
    pieces, place = [], 0
    for link in _links_in(text):
        pieces += [text[place : max(place, link.start)], HIDDEN]
        place = link.end
    shown = _MARKUP.sub(HIDDEN, "".join([*pieces, text[place:]]))
    return HIDDEN if holds_link(shown) or holds_markup(shown) else shown


def _links_in(text: str) -> Iterator[Span]:
    """Where links stand, from their first label on."""
    end = 0
    for match in _LINK.finditer(text):
        before = text[max(0, match.start() - _DIGITS) : match.start()]
        if match["last"] is None or _is_domain(match["last"], before):
            yield Span(_first_label(text, match.start(), end), match.end())
            end = match.end()


def _is_domain(last: str, before: str) -> bool:
    """Whether "word.word" may be a domain: lower-case, no number, and no sentence that lacks its space."""
    return last.islower() and last not in _OPENERS and not _NUMBER.search(before)


def _first_label(text: str, start: int, end: int) -> int:
    """Where the label before a sign begins, after the `end` of the link before."""
    least = max(end, start - _LEFT)
    while start > least and _LABEL.match(text, start - 1):
        start -= 1
    return start


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_STOPS)
