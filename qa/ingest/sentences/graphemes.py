"""Where a text may be cut without breaking what a reader sees as one character."""

from __future__ import annotations

import unicodedata

__all__ = ["is_grapheme_border"]

_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_FLAG_TAGS = range(0xE0020, 0xE0080)
_JAMO_AFTER_FIRST = range(0x1160, 0x1200)  # vowels and finals, which join the syllable before them
_MAX_FLAGS = 64  # how far back flag letters are paired up: longer rows of flags are not told apart


def is_grapheme_border(text: str, index: int) -> bool:
    """Whether `text[:index]` and `text[index:]` share no visible character.

    A shortened form of the rules that matter for display: combining marks, joiners, variation selectors, skin
    tones, flags, Hangul jamo, and CR LF.

    Source: https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules
    """
    if index <= 0 or index >= len(text):
        return True
    before, after = text[index - 1], text[index]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if before == _JOINER or _extends(after):
        return False
    return not (ord(after) in _FLAG_LETTERS and _open_flag(text, index))


def _extends(char: str) -> bool:
    code = ord(char)
    return (
        char == _JOINER
        or code in _SKIN_TONES
        or code in _FLAG_TAGS
        or code in _JAMO_AFTER_FIRST
        or unicodedata.category(char).startswith("M")
    )


def _open_flag(text: str, index: int) -> bool:
    """Whether an odd number of flag letters stands before `index`, so that the next one completes a flag."""
    count = 0
    while count < min(index, _MAX_FLAGS) and ord(text[index - 1 - count]) in _FLAG_LETTERS:
        count += 1
    return count % 2 == 1
