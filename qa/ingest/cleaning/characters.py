"""Characters that cannot be seen, or stand for a plain one."""

from __future__ import annotations

import re
import unicodedata

from qa.alignment import Edit

__all__ = ["character_edits"]

FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # the flag of a region: tag characters are part of it
# Colours and cursor moves of a terminal, and its links and titles, up to their end.
ESCAPE = "\x1b(?:\\[[0-?]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\))"
SUSPECT = re.compile(
    FLAG
    + "|"
    + ESCAPE
    + "|\r\n?|["
    + "\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f"
    + "\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    + "\U000e0000-\U000e007f]"
)
STYLING = frozenset("mK\x07\\")  # escape sequences that do not move the cursor end so
JOINERS = "\u200c\u200d"
SPACES = frozenset(
    "\t\x0b\x0c\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)
BREAKS = frozenset("\x85\u2028\r")
PARAGRAPH = "\u2029"

# Scripts whose letters change shape or meaning beside a joiner: Arabic and Syriac, Indic, Sinhala, Myanmar,
# Khmer, Mongolian, Arabic presentation forms.
JOINING = ((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xFB50, 0xFEFC))


def character_edits(text: str) -> list[Edit]:
    """Delete what cannot be seen, make exotic spaces and breaks plain; the result encodes as UTF-8."""
    edits = []
    for match in SUSPECT.finditer(text):
        plain = _plain(text, match)
        if plain != match[0]:
            edits.append(Edit(match.start(), match.end(), plain))
    return edits


def _plain(text: str, match: re.Match[str]) -> str:
    found = match[0]
    if found == "\r\n" or found in BREAKS:
        return "…" if found == "\x85" else "\n"
    if len(found) > 1:
        return found if found[0] != "\x1b" else "" if found[-1] in STYLING else " "
    if found in SPACES:
        return " "
    if found == PARAGRAPH:
        return "\n\n"
    if found in JOINERS:
        return found if _joins(text, match.start()) else ""
    return _control(found)


def _control(found: str) -> str:
    """Codes 0x80 to 0x9f are Windows-1252 punctuation read as Latin-1; anything else goes."""
    if "\x80" <= found <= "\x9f":
        return found.encode("latin-1").decode("cp1252", "ignore")
    return ""


def _joins(text: str, position: int) -> bool:
    """Whether a joiner holds an emoji together, or shapes letters of a script that needs it."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if not before:
        return False
    if text[position] == "\u200d" and after and unicodedata.category(after) == "So":
        return unicodedata.category(before) in {"So", "Sk"} or before == "\ufe0f"
    return any(low <= ord(before) <= high for low, high in JOINING)
