"""How a question opens: with a question word, or with the auxiliary of a yes/no question."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.reading.phrases import phrase_list
from qa.words import PlacedWord, word_set

__all__ = [
    "AUXILIARIES",
    "COPULAS",
    "DOING",
    "WH",
    "Opening",
    "clause_starts",
    "opening_of",
    "sentence_start",
]

COPULAS = word_set("is are was were isn't aren't wasn't weren't")
DOING = word_set("do does did don't doesn't didn't")
AUXILIARIES = (
    COPULAS
    | DOING
    | word_set(
        """has have had hasn't haven't hadn't can could will would shall should can't couldn't won't
        wouldn't shouldn't must"""
    )
)
WH = word_set(
    """what which who whom whose when where why how what's which's who's where's how's why's when's"""
)
_FILLERS = word_set("so and but well ok okay please hi hello overall also then just yes no honestly")
_COURTESIES = phrase_list(
    """can you please tell me; could you please tell me; can you tell me; could you tell me;
    would you tell me; can anyone tell me; can you summarise; could you summarise;
    can you summarize; could you summarize;
    summarise; summarize; please tell me; tell me; let me know; do you know;
    does anyone know; any idea; i would like to know; i'd like to know; i want to know; i wonder;
    i am wondering; i'm wondering; is it true that; is it the case that; do you think; would you say;
    is it fair to say"""
)
_STATED = word_set("that think say")  # how a courtesy ends that a statement follows, to be said yes to
# A predicate alone asks whether it holds: "Worth the price?", "Good for baking?", "Any good?".
_BARE_PREDICATES = word_set("worth too suitable safe")
_BARE_PAIRS = frozenset({("any", "good"), ("any", "use"), ("good", "for"), ("ok", "for"), ("fit", "for")})
_ANYBODY = word_set("anyone anybody")
_STATEMENT_END = re.compile(r"[.!]")
_BREAK = re.compile(r"[.?!;:,\u2014\u2013]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where the asking starts: `at` is the index of its first word past fillers and courtesies.

    `whether` says that yes or no would answer; `courteous`, that a courtesy such as "tell me" comes before.
    """

    at: int
    whether: bool
    courteous: bool = False


def clause_starts(text: str, found: Sequence[PlacedWord]) -> list[int]:
    """Indexes of the words that open a clause by the punctuation before them, the first included."""
    gaps = itertools.pairwise(found)
    broken = [i for i, (one, two) in enumerate(gaps, start=1) if _BREAK.search(text[one.end : two.start])]
    return [0, *broken]


def opening_of(tokens: Sequence[str], starts: Sequence[int]) -> Opening:
    """The opening of the first clause that asks; of the first clause where none does."""
    for start in starts:
        at, courtesy = _past_courtesy(tokens, start)
        rest = tokens[at:]
        if not rest:
            continue
        if rest[0] in WH:
            return Opening(at=at, whether=False, courteous=bool(courtesy))
        if _asks_whether(rest, courtesy):
            return Opening(at=at, whether=True, courteous=bool(courtesy))
    at, courtesy = _past_courtesy(tokens, 0)
    inside = at < len(tokens)
    return Opening(at=at if inside else 0, whether=False, courteous=bool(courtesy) and inside)


def sentence_start(text: str, found: Sequence[PlacedWord], opening: Opening) -> int:
    """Index of the first word of the sentence that asks; what is stated before it asks nothing.

    Where no sentence opens as a question, the last one asks.
    """
    gaps = enumerate(itertools.pairwise(found), start=1)
    ended = [i for i, (one, two) in gaps if _STATEMENT_END.search(text[one.end : two.start])]
    if opening.whether or found[opening.at].text in WH:
        ended = [i for i in ended if i <= opening.at]
    return max(ended, default=0)


def _past_courtesy(tokens: Sequence[str], start: int) -> tuple[int, tuple[str, ...]]:
    at = start
    while at < len(tokens) and tokens[at] in _FILLERS:
        at += 1
    for phrase in _COURTESIES:
        if tuple(tokens[at : at + len(phrase)]) == phrase:
            return at + len(phrase), phrase
    return at, ()


def _asks_whether(rest: Sequence[str], courtesy: tuple[str, ...]) -> bool:
    if courtesy and (rest[0] in ("if", "whether") or courtesy[-1] in _STATED):
        return True
    if rest[0] in AUXILIARIES:
        return len(rest) > 1
    if rest[0] in _ANYBODY:
        return len(rest) > 1 and rest[1] not in ("with", "on")
    return rest[0] in _BARE_PREDICATES or tuple(rest[:2]) in _BARE_PAIRS
