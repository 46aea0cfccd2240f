"""Links, addresses and markup in a text: nothing of the kind is ever part of an answer."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["holds_link", "holds_markup", "veiled"]

_ENDINGS = "com net org edu gov io co uk fr pl ru cn jp kr br ca au eu biz dev ai tv xyz localhost"
# Words, too: with a capital, one of these begins a sentence that lacks its space, as in "so good.It was".
_WORDS = "de es it nl be at ch in us me info app site online shop store link top click example test invalid"
_ENDING = (
    f"(?:{'|'.join(_ENDINGS.split())}|(?-i:{'|'.join(f'{word}|{word.upper()}' for word in _WORDS.split())}))"
)
# Repetitions that may begin anywhere are bounded, or a long word takes time in the square of its length.
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S*"
    r"|\b(?:javascript|data|mailto|tel|vbscript|file|blob):\S+"
    r"|\bwww\.\S+|\bhxxps?\b\S*"
    r"|[\w.+%-]{1,64}(?:@|\s?[\[(](?:at|@)[\])]\s?)[\w-]+(?:\.|\s?[\[(](?:dot|\.)[\])]\s?)[\w.-]+"
    rf"|(?<![\w@])(?:[\w-]{{1,63}}(?:\.|\[\.\]|\(\.\))){{1,8}}{_ENDING}\b(?![.-]?\w)(?:/\S*)?",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<[a-z/!?|][^>]{0,200}>?|&(?:#x?[0-9a-f]{1,7}|[a-z]{2,8});|!?\[[^\]]{0,200}\]\s?\([^)]{0,500}\)|\]\(|```|~~~"
    r"|\[/?(?:INST|SYS)\]|\{\{|\}\}|^\s{0,3}(?:#{1,6}|>)\s",
    re.IGNORECASE | re.MULTILINE,
)
HIDDEN = "\u2026"


def holds_link(text: str) -> bool:
    """Whether a text holds an address of the web, of mail or of a script, written out or thinly disguised."""
    return _LINK.search(_plain(text)) is not None


def holds_markup(text: str) -> bool:
    """Whether a text holds HTML, a character reference, or Markdown that would show as anything but text."""
    return _MARKUP.search(_plain(text)) is not None


def veiled(text: str) -> str:
    """The text with an ellipsis for each link and each piece of markup.

    One that is only seen through its odd letters takes the whole text with it.
    """
    shown = _MARKUP.sub(HIDDEN, _LINK.sub(HIDDEN, text))
    return HIDDEN if holds_link(shown) or holds_markup(shown) else shown


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
