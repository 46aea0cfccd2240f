# ruff: noqa: RUF001 (the curly apostrophe is meant)
"""Names that swallowed the next word: "Lancasterabout", "Chianesein"."""

from __future__ import annotations

import re
from typing import Literal

from qa.ingest.cleaning.evidence import Evidence
from qa.ingest.cleaning.segmentation import tail_starts
from qa.ingest.cleaning.vocabulary import Vocabulary

__all__ = ["Link", "tail_cut"]

# How a name lost its link: "broken" when a space was lost on its left, because scrapers that drop one side of
# a link drop both; "likely" after a given name in a text that breaks links.
Link = Literal["none", "likely", "broken"]

TOKEN = re.compile(r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]{4,}$")
MIN_HEAD = 3
KNOWN_HEAD = 4  # letters; a shorter word begins too many names: "Elmore", "Bartok"
NAME_COMMON = 50_000_000  # seen more often, a word is hardly a name: "Linklater" is not "Link later"
VERY_COMMON = 20_000_000  # a word that may be split from a name nobody knows
LINK_TAILS = frozenset({"type", "like", "style", "movie", "film", "fans"})  # after a name these are words
CONNECTING = re.compile(
    r"(?:and|or|in|as|with|to|by|for|from|at|of|than|like|play(?:s|ed|ing)|versus|opposite)$"
)
NEXT_WORD = re.compile(r" ([^\W\d_]+)")

# After these a word of the same kind does not come: "Okamoto in" is not "Okamo to in".
NEVER_AFTER = frozenset({
    "and", "are", "as", "at", "but", "by", "can", "does", "for", "from", "had", "has", "have", "in", "is",
    "of", "on", "or", "that", "to", "was", "were", "which", "who", "will", "with",
})  # fmt: skip


def tail_cut(token: str, evidence: Evidence, *, link: Link, followed: str) -> int | None:
    """Where the word begins that a name swallowed, None where none is certain.

    `followed` is the text after the token.
    """
    words = evidence.words
    if not TOKEN.match(token) or token.lower() in words.known or followed[:1] in {"'", "’"}:
        return None
    for cut in tail_starts(token, words):
        if cut >= MIN_HEAD and _is_certain(token[:cut], token[cut:], evidence, link, followed):
            return cut
    return None


def _is_certain(head: str, tail: str, evidence: Evidence, link: Link, followed: str) -> bool:
    words = evidence.words
    function = tail in words.function
    content = len(tail) >= KNOWN_HEAD and (tail not in words.affixes or tail in LINK_TAILS)
    if not (function or content) or head.lower() in words.function:
        return False
    named = words.frequency(head.lower()) < NAME_COMMON or head in words.given
    if evidence.breaks_links and head in evidence.own:
        return function or named
    if link == "none":
        return False
    if head.lower() in words.known and len(head) >= KNOWN_HEAD:
        if named and link == "broken" and _is_plain(head, tail, words, function, followed):
            return True
        return (named or function) and len(tail) > 2 and _connects(tail, words, followed)
    return link == "broken" and _connects(tail, words, followed)


def _is_plain(head: str, tail: str, words: Vocabulary, function: bool, followed: str) -> bool:
    """Whether, after a known name, the tail alone tells: not so "Wither" and "spoon"."""
    if function or tail in LINK_TAILS:
        return True
    return followed[:1] == " " and (head.lower() in words.subwords or words.frequency(tail) >= NAME_COMMON)


def _connects(tail: str, words: Vocabulary, followed: str) -> bool:
    """Whether the words around allow the tail to be a word of its own."""
    following = NEXT_WORD.match(followed)
    if following is None or following[1] in NEVER_AFTER:
        return False
    if following[1][0].isupper():
        return CONNECTING.match(tail) is not None
    return tail in words.function or (words.frequency(tail) >= VERY_COMMON and len(tail) >= KNOWN_HEAD)
