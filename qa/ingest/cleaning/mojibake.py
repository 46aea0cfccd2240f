# ruff: noqa: RUF001 (typographic characters are what this module is about)
"""UTF-8 that somebody read as Windows-1252: "donâ€™t", "cafÃ©"."""

from __future__ import annotations

import re

from qa.alignment import Edit

__all__ = ["mojibake_edits"]


def _misread(byte: int) -> str:
    """The character a byte becomes in Windows-1252, or in Latin-1 where that has none."""
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


BYTE_OF = {_misread(byte): byte for byte in range(0x80, 0x100)} | {
    chr(byte): byte for byte in range(0x80, 0x100)
}
TAIL = "[" + "".join(re.escape(_misread(byte) + chr(byte)) for byte in range(0x80, 0xC0)) + "]"

# Only the lead bytes whose misreadings no language writes: accents, punctuation, symbols, emoji.
GARBLED = re.compile(f"[ÂÃ]{TAIL}|â{TAIL}{TAIL}|ï[»¸¬]{TAIL}|ð[Ÿ\x9f]{TAIL}{TAIL}")
LOST_CLOSING_QUOTE = re.compile(r"â€(?=[ \n.,;:!?)]|$)")  # its last byte is undefined in Windows-1252
CLOSING_QUOTE = "\u201d"


def mojibake_edits(text: str) -> list[Edit]:
    """Read each misread sequence as the UTF-8 it was; what does not decode stays."""
    if text.isascii():
        return []
    edits = [
        Edit(match.start(), match.end(), character)
        for match in GARBLED.finditer(text)
        if (character := _decoded(match[0])) and not _may_be_meant(text, match)
    ]
    lost = [Edit(match.start(), match.end(), CLOSING_QUOTE) for match in LOST_CLOSING_QUOTE.finditer(text)]
    return sorted([*edits, *lost])


def _decoded(garbled: str) -> str:
    return bytes(BYTE_OF[character] for character in garbled).decode("utf-8", "ignore")


def _may_be_meant(text: str, match: re.Match[str]) -> bool:
    """Capitals before an accented capital and a quote: Portuguese or French in upper case."""
    before = text[match.start() - 1 : match.start()]
    return len(match[0]) == 2 and before.isupper() and match[0][1] in "”’»…“‘"
