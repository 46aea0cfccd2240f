"""The thing a question asks about: its words without the asking and without the stance."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qa.models import QuestionKind
from qa.reading.vocabulary import (
    ASKERS,
    BOTH,
    COMPARING,
    FUNCTION_WORDS,
    VERDICT,
    WHOLE,
)
from qa.words import PlacedWord, word_set

__all__ = ["aspect_of", "content_words", "named_asker"]

_BRIDGES = word_set("the a an of in on at for with and his her its their to between from by about")
_NAME_WORDS = 3  # of a critic's name at most
_AUXILIARIES = word_set("did does do would didn't doesn't don't has had will can could")
_JUDGING = word_set(
    """like likes dislike love hate enjoy praise admire think feel say find make consider complain criticise
    criticize object recommend compare appreciate value prefer want rate see mention describe regret not most
    really especially particularly"""
)
_ARTICLES = word_set("the a an his her its their")
_COPULAS = word_set("is are was were isn't aren't wasn't weren't")


def content_words(tokens: Sequence[str], marked: Collection[int]) -> tuple[str, ...]:
    """The words that name something, each once, in order; `marked` indexes carry the stance."""
    kept = (word for index, word in enumerate(tokens) if index not in marked and _names_something(word))
    return tuple(dict.fromkeys(kept))


def named_asker(text: str, found: Sequence[PlacedWord], marked: Collection[int]) -> frozenset[int]:
    """Indexes of the name of whoever judges: "What did Jane Doe dislike?" asks nothing about Jane Doe."""
    last = len(found) - 1
    if found[0].text == "what" and last - 1 in marked and text[found[last].start].isupper():
        return frozenset({last})  # "What disappointed Doe?"
    for place, word in enumerate(found[:-1]):
        if word.text not in _AUXILIARIES:
            continue
        named = [i for i in range(place + 1, len(found)) if text[found[i].start].isupper()][:_NAME_WORDS]
        name = [i for offset, i in enumerate(named) if i == place + 1 + offset]
        after = place + 1 + len(name)
        if name and after < len(found) and found[after].text in _JUDGING:
            return frozenset(name)
    return frozenset()


def aspect_of(
    text: str, found: Sequence[PlacedWord], kind: QuestionKind, marked: Collection[int]
) -> str | None:
    """The longest stretch of the question that names something, with its article; None for the whole."""
    naming = [i not in marked and _is_aspect_word(word.text, kind) for i, word in enumerate(found)]
    runs = _runs([word.text for word in found], naming)
    if not runs:
        return None
    first, last = max(runs, key=lambda run: (sum(naming[run[0] : run[1] + 1]), run[0]))
    last = _without_predicate([word.text for word in found], naming, first, last)
    if first > 0 and found[first - 1].text in _ARTICLES:
        first -= 1
    return text[found[first].start : found[last].end]


def _runs(words: Sequence[str], naming: Sequence[bool]) -> list[tuple[int, int]]:
    """Stretches of naming words, joined over small words between them; both ends inclusive."""
    runs: list[tuple[int, int]] = []
    for index, names in enumerate(naming):
        if not names:
            continue
        gap = words[runs[-1][1] + 1 : index] if runs else None
        if gap is not None and all(word in _BRIDGES for word in gap):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _without_predicate(words: Sequence[str], naming: Sequence[bool], first: int, last: int) -> int:
    """The end of an aspect without what is asked of it: "Is the service slow?" is about the service."""
    named = [place for place in range(first, last + 1) if naming[place]]
    closes = all(word in FUNCTION_WORDS for word in words[last + 1 :])
    if words[0] not in _COPULAS or first == 0 or words[first - 1] not in _ARTICLES:
        return last
    return named[-2] if closes and len(named) > 1 else last


def _names_something(word: str) -> bool:
    return word not in FUNCTION_WORDS and word not in ASKERS and word not in WHOLE


def _is_aspect_word(word: str, kind: QuestionKind) -> bool:
    if not _names_something(word):
        return False
    if kind == "comparison":
        return word not in COMPARING
    return kind == "fact" or not (word in VERDICT or word in BOTH)
