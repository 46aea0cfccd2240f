"""Whether it is asked who would come back; `qa.subjects.RETURNING` has the words that tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from qa.words import word_set

__all__ = ["intention_of"]

_ACTS: Mapping[str, str] = MappingProxyType(
    {
        "come": "coming back",
        "go": "going back",
        "be": "coming back",
        "stay": "staying again",
        "eat": "eating there again",
        "dine": "eating there again",
        "visit": "visiting again",
        "buy": "buying again",
        "purchase": "buying again",
        "order": "ordering again",
        "shop": "shopping there again",
        "book": "booking again",
        "rent": "renting again",
        "use": "using it again",
        "watch": "watching it again",
        "see": "seeing it again",
        "read": "reading it again",
        "play": "playing it again",
    }
)
_ALONE: Mapping[str, str] = MappingProxyType(
    {
        "return": "coming back",
        "revisit": "visiting again",
        "rebook": "booking again",
        "reorder": "ordering again",
        "repurchase": "buying again",
    }
)
_ANEW = word_set("again back")
_MEANING = word_set(
    """would will wouldn't won't plan plans planning want wants intend intends hope hopes likely unlikely
    eager keen happy willing refuse going never"""
)
_CONTRACTED = ("'d", "'ll")  # "they'd never return"
_OBJECTS = word_set("it this them that the one")  # who returns something brings it back
_REACH = 4  # words between the act and "again": "stay in this hotel again"


def intention_of(tokens: Sequence[str]) -> str | None:
    """What the case-folded words of a question say would be done again, as a noun phrase: "coming back"."""
    for place, word in enumerate(tokens):
        if not _is_meant(tokens[:place]):
            continue
        after = tokens[place + 1 : place + 2 + _REACH]
        if word in _ACTS and not _ANEW.isdisjoint(after):
            return _ACTS[word]
        if word in _ALONE and _OBJECTS.isdisjoint(after[:1]):
            return _ALONE[word]
    return None


def _is_meant(before: Sequence[str]) -> bool:
    """Whether something is intended before an act, and not told as done."""
    return any(word in _MEANING or word.endswith(_CONTRACTED) for word in before)
