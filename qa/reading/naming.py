"""Which words of a question name what it asks about, and which only ask, grade or tell who acts."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from qa.models import QuestionKind
from qa.reading.changes import turning_words
from qa.reading.clauses import AUXILIARIES, COPULAS, DOING, Opening
from qa.reading.phrases import find_phrase
from qa.reading.vocabulary import (
    ASKERS,
    BESIDE,
    BOTH,
    COMPARING,
    FUNCTION_WORDS,
    OPINION_NOUNS,
    VERDICT,
    VERDICT_NOUNS,
    VERDICT_PHRASES,
    WHOLE,
    WORKS,
)
from qa.reading.voices import OPINING
from qa.reading.wording import Wording
from qa.words import word_set

__all__ = ["ARTICLES", "COMPARATIVES", "acts_of", "content_words", "described", "excluded_from"]

ARTICLES = word_set("the a an his her its their")
_PERSONAL = word_set("i you he she it they we me him her them his their my your our its")
_ABOUT = word_set("about on of regarding")
_SIGHTS = word_set("view views")  # from a window
_ADVERBS = word_set("really ever actually also all still not never just even already particularly")
COMPARATIVES = word_set("better worse earlier older newer later bigger smaller cheaper")
_POINTING = word_set("the this that these those one")
_JUDGING = word_set(  # only people do so: a plot may lack, drag or say something
    """like love hate dislike enjoy praise admire complain criticise criticize object appreciate regret
    grumble gripe think prefer rave mind"""
)
_MOST_DESCRIBED = 6  # words for a reviewer: "the reader who gave up"
_GRADING = word_set(
    "main major minor common recent single real top chief key low high rated negative one two three four five"
)
_NO_SUPERLATIVES = word_set("forest request test chest interest harvest west contest nest rest quest pest")
_AUXILIARY_TO_ACT = AUXILIARIES - COPULAS
_MADE_TO = word_set("make makes made let lets")


def content_words(
    tokens: Sequence[str], marked: Collection[int], described: Collection[int] = ()
) -> tuple[str, ...]:
    """The words that name something, each once, in order; `marked` indexes carry the stance.

    `described` are indexes of words that name something here though they mostly mean the reviewers.
    """
    kept = (
        word
        for index, word in enumerate(tokens)
        if index in described or (index not in marked and _names_something(word))
    )
    return tuple(dict.fromkeys(kept))


def described(tokens: Sequence[str], opening: Opening) -> frozenset[int]:
    """Indexes of people who are asked about and not asked: "What are the owners like?"."""
    asked = tokens[opening.at :]
    if len(asked) < 4 or asked[1] not in COPULAS or asked[-1] != "like":
        return frozenset()
    inside = range(opening.at + 2, len(tokens) - 1)
    return frozenset(i for i in inside if tokens[i] in ASKERS and tokens[i] not in _PERSONAL)


def excluded_from(
    wording: Wording, kind: QuestionKind, marked: Collection[int], *, changes: bool
) -> frozenset[int]:
    """Indexes of the words that are no part of an aspect, though they would name something elsewhere.

    `marked` are indexes of words that carry the stance; `changes` says that a change is asked for.
    """
    words = wording.tokens
    out = frozenset(i for i, word in enumerate(words) if not _is_aspect_word(word, kind))
    out = (out | frozenset(marked)) - described(words, wording.opening)
    if kind != "fact":
        out |= (
            acts_of(words, wording.opening)
            | _opinings(words)
            | _roles(words)
            | _views(words)
            | _judges(words)
        )
        out |= _graded(words, frozenset(marked)) | (turning_words(words) if changes else frozenset())
    if kind == "verdict":
        out |= _positions(words, OPINION_NOUNS | VERDICT_NOUNS) | frozenset(
            find_phrase(words, VERDICT_PHRASES) or ()
        )
    if kind == "comparison":
        out |= _others(words)
    if kind == "count":
        out |= _positions(words, ("stars", "share", "times"))
    return out


def acts_of(words: Sequence[str], opening: Opening) -> frozenset[int]:
    """Indexes of what people are asked to have done: "Did anyone walk out?", "what kept readers hooked"."""
    acts = {
        after
        for place, word in enumerate(words)
        if word in ASKERS and _is_led(words, place) and (after := _next_content(words, place + 1)) is not None
    }
    asked = words[opening.at :]
    if len(asked) > 2 and asked[0] in ("what", "who") and asked[1] not in AUXILIARIES:
        acts |= {opening.at + 1} if asked[2] in ASKERS | ARTICLES | WHOLE else set()
    return frozenset(acts)


def _is_led(words: Sequence[str], place: int) -> bool:
    """Whether the people at `place` are the subject of an auxiliary, or counted."""
    before = [word for word in words[max(0, place - 2) : place] if word not in ARTICLES]
    if not before:
        return place == 0 and words[0] in ("anyone", "anybody")
    return before[-1] in _AUXILIARY_TO_ACT | _MADE_TO or before == ["how", "many"]


def _next_content(words: Sequence[str], start: int) -> int | None:
    place = next((i for i in range(start, len(words)) if words[i] not in _ADVERBS), len(words))
    return place if place < len(words) and _names_something(words[place]) else None


def _judges(words: Sequence[str]) -> frozenset[int]:
    """Indexes of a reviewer who is described: "What did this player enjoy?"."""
    for place, word in enumerate(words[:-2]):
        if word not in DOING or words[place + 1] not in _POINTING:
            continue
        verb = next((i for i in range(place + 2, len(words)) if words[i] in _JUDGING), None)
        if verb is not None and verb - place - 1 <= _MOST_DESCRIBED and words[0] not in DOING:
            return frozenset(range(place + 1, verb))
    return frozenset()


def _opinings(words: Sequence[str]) -> frozenset[int]:
    """Indexes of what reviewers are said to do in giving an opinion: "what share of owners report ..."."""
    pairs = enumerate(itertools.pairwise(words), start=1)
    return frozenset(i for i, (one, two) in pairs if one in ASKERS - _PERSONAL and two in OPINING)


def _views(words: Sequence[str]) -> frozenset[int]:
    """Indexes of the words for an opinion on something: "thoughts on the lamb"."""
    pairs = enumerate(itertools.pairwise(words))
    return frozenset(i for i, (one, two) in pairs if one in OPINION_NOUNS - _SIGHTS and two in _ABOUT)


def _others(words: Sequence[str]) -> frozenset[int]:
    """Indexes of the works beside the one reviewed: "which other directors"."""
    pairs = enumerate(itertools.pairwise(words), start=1)
    return frozenset(i for i, (one, two) in pairs if one in BESIDE and two in WORKS)


def _roles(words: Sequence[str]) -> frozenset[int]:
    """Indexes of the words for what somebody is there as: "Ines Vane as the harbour master"."""
    for place, word in enumerate(words[:-2]):
        joined = word == "as" and words[place + 1] in ARTICLES
        if joined and place and _names_something(words[place - 1]) and "as" not in words[:place]:
            return frozenset(range(place + 1, len(words)))
    return frozenset()


def _graded(words: Sequence[str], out: Collection[int]) -> frozenset[int]:
    """Indexes of adjectives that only grade what is judged: "the biggest drawback", "the latest reviews"."""
    follows = (i + 1 in out or words[i + 1] in ASKERS or words[i + 1] in WHOLE for i in range(len(words) - 1))
    pairs = zip(words, follows, strict=False)
    return frozenset(i for i, (word, judged) in enumerate(pairs) if judged and _grades(word))


def _positions(words: Sequence[str], among: Collection[str]) -> frozenset[int]:
    return frozenset(i for i, word in enumerate(words) if word in among)


def _grades(word: str) -> bool:
    return word in _GRADING or (word.endswith("est") and word not in _NO_SUPERLATIVES)


def _names_something(word: str) -> bool:
    asker = word in ASKERS or word.removesuffix("'s") in ASKERS
    return word not in FUNCTION_WORDS and not asker and word not in WHOLE


def _is_aspect_word(word: str, kind: QuestionKind) -> bool:
    if not _names_something(word):
        return False
    if kind == "comparison":
        return word not in COMPARING and word not in COMPARATIVES
    return kind == "fact" or not (word in VERDICT or word in BOTH)
