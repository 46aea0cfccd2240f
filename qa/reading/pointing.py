"""Questions that point back to an earlier one: by a pronoun, or by leaving out what is complained of."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from qa.models import Question
from qa.reading.clauses import AUXILIARIES, COPULAS, DOING
from qa.reading.naming import ARTICLES
from qa.reading.predicates import is_predicate
from qa.reading.vocabulary import ASKERS, FUNCTION_WORDS
from qa.reading.voices import OPINING
from qa.words import word_set

__all__ = ["echoes", "leans", "pointer_at", "speaker_at"]

_POINTING = word_set("that this these those")
_SPEAKERS = word_set("they he she")
_ANYBODY = word_set("anyone anybody someone everyone everybody nobody most many people others")
_ANYTHING = word_set("any anything")  # "are there any complaints"
_MOST_UNFINISHED = 5  # words of "did anyone else complain"
_ECHOING = word_set("say says said think thinks thought believe believes feel feels felt")
_SENSED = word_set("get feel look taste last fit work hold smell sound seem squeak")
_MOVED = word_set("happy unhappy satisfied pleased disappointed impressed annoyed")
# Said of a work, a house or a product and of no part of it.
_OF_THE_ITEM = word_set(
    """have come contain contains include offer support star feature sequel remake available film movie book
    novel hotel restaurant product album show series game place recommend"""
)
_MAKING = word_set("filmed shot set based released directed written made built adapted dubbed rated")
_KNOWN_FROM = word_set("who who's when which what whose why")  # how a fact about the item is asked


def leans(tokens: Sequence[str], reading: Question, *, led: bool) -> bool:
    """Whether a clause needs an earlier question to be understood; `led` says that "and" or so opens it."""
    if _is_of_the_item(tokens, reading):
        return False
    if pointer_at(tokens) is not None:
        return True
    if reading.aspect is not None or reading.kind in ("verdict", "fact", "comparison"):
        return False
    return led or speaker_at(tokens) is not None or _is_unfinished(tokens, reading)


def echoes(tokens: Sequence[str]) -> bool:
    """Whether it is asked of whom the judgement just given is: "who said that", "do most think so"."""
    return len(tokens) > 2 and tokens[-2] in _ECHOING and tokens[-1] in ("so", "that", "this", "it", "same")


def pointer_at(tokens: Sequence[str]) -> int | None:
    """The index of the word that points to the thing asked about; None where a noun before it is meant."""
    place = next((i for i in range(len(tokens)) if _points(tokens, i)), None)
    if place is None or _names_before(tokens, place):
        return None
    return place


def speaker_at(tokens: Sequence[str]) -> int | None:
    """The index of the word that points to those whose opinion is asked for: "what did they like"."""
    return next((i for i, word in enumerate(tokens) if word in _SPEAKERS and not _points(tokens, i)), None)


def _points(tokens: Sequence[str], i: int) -> bool:
    word, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else ""
    if word == "it":
        return i == 0 or tokens[i - 1] != "worth"
    if word in _POINTING:
        return not after or after in FUNCTION_WORDS or is_predicate(after)
    if word == "them":
        return i > 0 and tokens[i - 1] not in ("of", "make", "made")
    return word == "they" and _is_a_thing(tokens, i, after)


def _is_a_thing(tokens: Sequence[str], i: int, after: str) -> bool:
    """Whether "they" are things: "are they comfortable", "do they squeak"."""
    if i == 0 or after in OPINING - {"feel"} or _MOVED.intersection(tokens[i + 1 :]):
        return False
    return tokens[i - 1] in COPULAS or (tokens[i - 1] in DOING and after in _SENSED)


def _names_before(tokens: Sequence[str], place: int) -> bool:
    """Whether a noun of the clause itself is meant: "Is the pool heated and is it clean?"."""
    return any(
        tokens[i] in ARTICLES and tokens[i + 1] not in ASKERS and tokens[i + 1] not in FUNCTION_WORDS
        for i in range(place - 1)
    )


def _is_of_the_item(tokens: Sequence[str], reading: Question) -> bool:
    """Whether the item as a whole is asked about, whatever part was spoken of: "Who directed it?"."""
    if reading.kind == "comparison" or reading.asks_return:
        return True
    if reading.kind == "verdict":
        pairs = list(itertools.pairwise(tokens))
        return ("any", "good") not in pairs and ("worth", "it") not in pairs
    if not _OF_THE_ITEM.isdisjoint(tokens):
        return True
    if not _MAKING.isdisjoint(tokens) and not COPULAS.isdisjoint(tokens):
        return True
    if reading.kind != "fact":
        return False
    return tokens[0] in _KNOWN_FROM or (
        list(tokens[:2]) in (["how", "old"], ["how", "long"]) and (tokens[2] in COPULAS)
    )


def _is_unfinished(tokens: Sequence[str], reading: Question) -> bool:
    """Whether it is left out what something is thought of: "any praise", "did anyone complain"."""
    if tokens[-1] in ("think", "say") and tokens[0] == "what":
        return True
    if reading.stance == "either":
        return False
    if tokens[0].startswith("any") or tokens[0] == "nothing":
        return True
    some = tokens[0] == "who" or list(tokens[:2]) == ["how", "many"]
    asked = tokens[0] in AUXILIARIES and not (_ANYBODY | _ANYTHING).isdisjoint(tokens[1:3])
    return (some or asked) and len(tokens) <= _MOST_UNFINISHED
