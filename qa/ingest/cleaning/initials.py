"""Words run together with initials: "byJ.J.", "monstrousU.K.", "realityTV", "FBIagent"."""

from __future__ import annotations

import re

from qa.ingest.cleaning.vocabulary import Vocabulary

__all__ = ["INITIALISMS", "initial_cut"]

INITIALISMS = frozenset({
    "ABC", "BBC", "CBS", "CEO", "CGI", "CIA", "DVD", "FBI", "GPS", "HBO", "IRS", "LGBT", "LSD", "MGM", "MTV",
    "NASA", "NBC", "NYC", "PTSD", "PR", "RKO", "SUV", "TV", "UFO", "UK", "US", "USA", "VHS", "WWI", "WWII",
})  # fmt: skip
BEFORE_INITIAL = re.compile(r"([a-z]+)[A-Z]$")
AFTER_INITIAL = re.compile(r"\.(?:[A-Z]\.| ?[A-Z][a-z])")
BEFORE_CAPITALS = re.compile(r"([a-z]{2,})([A-Z]{2,4})$")
AFTER_CAPITALS = re.compile(r"([A-Z]{2,4})([a-z]{3,})$")
COMMON = 500_000  # a word seen less often may be the beginning of a product's name
VERY_COMMON = 5_000_000
MIN_WORD = 4


def initial_cut(match: re.Match[str], words: Vocabulary) -> int | None:
    """Where the token of `match` splits beside its initials, None where it does not."""
    token = match[0]
    if found := BEFORE_INITIAL.match(token):
        if AFTER_INITIAL.match(match.string, match.end()) and _is_word(found[1], words):
            return found.end(1)
    elif found := BEFORE_CAPITALS.match(token):
        if found[2] in INITIALISMS and _is_word(found[1], words):
            return found.end(1)
    elif (found := AFTER_CAPITALS.match(token)) and found[1] in INITIALISMS:
        rest = found[2]
        if rest in words.function or (
            len(rest) >= MIN_WORD and words.frequency(rest) >= VERY_COMMON and rest not in words.affixes
        ):
            return found.end(1)
    return None


def _is_word(word: str, words: Vocabulary) -> bool:
    return word in words.function or (len(word) >= MIN_WORD and words.frequency(word) >= COMMON)
