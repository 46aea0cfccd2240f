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

TOKEN = re.compile(r"(?:Ma?c|D[aei]|L[ae]|Van|O)?[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]{4,}$")
MIN_HEAD = 3
LONG_TAIL = 7  # letters; no surname ends so by chance
SURE_TAILS = frozenset({"and", "about", "who", "whose", "which"})  # after a known name
VERBS = frozenset({  # even after an unknown one: no name ends so
    "about", "composed", "delivers", "directed", "directs", "gives", "makes", "played", "plays", "produced",
    "returns", "starred", "turns", "which", "who", "whose", "wrote",
})  # fmt: skip
KNOWN_HEAD = 4  # letters; a shorter word begins too many names: "Elmore", "Bartok"
NAME_COMMON = 50_000_000  # seen more often, a word is hardly a name: "Linklater" is not "Link later"
VERY_COMMON = 20_000_000  # a word that may be split from a name nobody knows
# Of what ends compounds, those that are words after a name.
LINK_TAILS = frozenset({"type", "like", "style", "movie", "film", "fans", "play"})
CONNECTING = re.compile(
    r"(?:and|or|in|as|with|to|by|for|from|at|of|than|like|play(?:s|ed|ing)|versus|opposite)$"
)
DETERMINED = re.compile(r" (?:[\"“]?[A-Z]|(?:an?|the|his|her|their|its?|this|that|one|our|my|two|some)\b)")
NEXT_WORD = re.compile(r" [\"“(]?([^\W\d_]+)")

# After these a word of the same kind does not come: "Okamoto in" is not "Okamo to in".
NEVER_AFTER = frozenset({
    "and", "are", "as", "at", "but", "by", "can", "does", "for", "from", "had", "has", "have", "in", "is",
    "of", "on", "or", "that", "to", "was", "were", "which", "who", "will", "with",
})  # fmt: skip


def tail_cut(token: str, evidence: Evidence, *, link: Link, followed: str, first: bool = False) -> int | None:
    """Where the word begins that a name swallowed, None where none is certain.

    `followed` is the text after the token; `first` says that the lost link begins with it.
    """
    words = evidence.words
    if not TOKEN.match(token) or token.lower() in words.known or followed[:1] in {"'", "’"}:
        return None
    for cut in _by_likelihood(token, words):
        head, tail = token[:cut], token[cut:]
        if (first and _is_given(tail, followed)) or _is_cut_short(token, cut, words):
            continue
        if _is_certain(head, tail, evidence, link, followed):
            return cut
    return None


def _by_likelihood(token: str, words: Vocabulary) -> list[int]:
    """Where a tail may begin, after a known name first, and then with a function word: not "Watt sand"."""

    def rank(cut: int) -> tuple[bool, bool]:
        return token[:cut].lower() not in words.known, token[cut:] not in words.function

    return sorted((cut for cut in tail_starts(token, words) if cut >= MIN_HEAD), key=rank)


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
    if tail in VERBS and len(head) >= KNOWN_HEAD and followed[:1] == " ":
        return True
    if head.lower() in words.known and len(head) >= KNOWN_HEAD:
        if named and tail in SURE_TAILS and head.lower() in words.subwords:
            return True
        if named and link == "broken" and _is_plain(head, tail, words, function, followed):
            return True
        return (named or function) and len(tail) > 2 and _connects(tail, words, followed)
    return link == "broken" and _connects(tail, words, followed) and _is_distinct(tail, followed)


def _is_cut_short(token: str, cut: int, words: Vocabulary) -> bool:
    """Whether a tail is but the end of a longer function word: "as" of "was"."""
    longer = {token[cut - 1 :], token[cut - 2 :]}
    return (
        len(token) - cut == 2
        and not words.function.isdisjoint(longer)
        and token[:cut].lower() not in words.known
    )


def _is_given(tail: str, followed: str) -> bool:
    """Whether a name goes on, and its first word only seems to end so: "Breckin Meyer"."""
    return len(tail) == 2 and followed[:1] == " " and followed[1:2].isupper()


def _is_distinct(tail: str, followed: str) -> bool:
    """Whether a tail is long enough not to end an unknown name, or leads to what it must: "Chianesein a"."""
    return len(tail) > 2 or DETERMINED.match(followed) is not None


def _is_plain(head: str, tail: str, words: Vocabulary, function: bool, followed: str) -> bool:
    """Whether, after a known name, the tail alone tells: not so "Wither" and "spoon"."""
    if tail in LINK_TAILS or tail in SURE_TAILS:
        return True
    if function:
        return _connects(tail, words, followed)
    if followed[:1] != " " and len(tail) < LONG_TAIL and head not in words.given:
        return False
    return head.lower() in words.subwords or words.frequency(tail) >= NAME_COMMON


def _connects(tail: str, words: Vocabulary, followed: str) -> bool:
    """Whether the words around allow the tail to be a word of its own."""
    following = NEXT_WORD.match(followed)
    if following is None or following[1] in NEVER_AFTER:
        return False
    if following[1][0].isupper() and following[1] != "I":
        return CONNECTING.match(tail) is not None
    return tail in words.function or (words.frequency(tail) >= VERY_COMMON and len(tail) >= KNOWN_HEAD)
