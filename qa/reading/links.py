"""Links, addresses and markup in a text: nothing of the kind is ever part of an answer."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["holds_link", "holds_markup", "veiled"]

_ENDINGS = (
    "com net org edu gov io co uk de fr es it nl be at ch pl ru cn jp kr in br ca au us eu info biz app dev "
    "ai me tv xyz site online shop store link top click example test invalid localhost"
)
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S*"
    r"|\b(?:javascript|data|mailto|tel|vbscript|file|blob):\S+"
    r"|\bwww\.\S+|\bhxxps?\b\S*"
    r"|[\w.+%-]+(?:@|\s?[\[(](?:at|@)[\])]\s?)[\w-]+(?:\.|\s?[\[(](?:dot|\.)[\])]\s?)[\w.-]+"
    rf"|(?<![\w@])[\w-]+(?:(?:\.|\[\.\]|\(\.\))[\w-]+)*(?:\.|\[\.\]|\(\.\))(?:{'|'.join(_ENDINGS.split())})\b(?![.-]?\w)(?:/\S*)?",
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
    """The text with an ellipsis for each link and each piece of markup."""
    return _MARKUP.sub(HIDDEN, _LINK.sub(HIDDEN, text))


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
