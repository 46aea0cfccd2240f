"""The words of a question as they are meant: without the slips that would hide what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qa.reading.vocabulary import AGAINST, ASKERS, FOR, FUNCTION_WORDS, VERDICT
from qa.words import PlacedWord, word_set

__all__ = ["respelled"]

_SHORTENED: Mapping[str, str] = {
    "whats": "what's",
    "hows": "how's",
    "wheres": "where's",
    "whos": "who's",
    "wat": "what",
    "wot": "what",
    "wots": "what's",
    "teh": "the",
    "hte": "the",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "dont": "don't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "ppl": "people",
    "abt": "about",
    "u": "you",
    "pls": "please",
    "plz": "please",
    "dealbreakers": "dealbreaker",
}
_LEAST_SWAPPED = 4  # letters; shorter words with two swapped are other words ("no", "on")
_LEAST_DOUBLED = 5  # letters; shorter words less a double letter are other words ("bored", "bed")
# A letter doubled makes these of another word: "diner".
_OF_THEIR_OWN = word_set("dinner")
# These come out of other words by a swap: "three", "form", "dose", "united".
_OTHER_WORDS = word_set("there from does tell none united")


def respelled(text: str, found: Sequence[PlacedWord]) -> list[PlacedWord]:
    """`found` with the words of asking and judging as they are spelled, in their old places.

    Put right are missing apostrophes, two swapped letters ("wiht") and a letter doubled or not ("anoys");
    words that name things are left as they are.
    """
    return [word._replace(text=_meant(word.text, text[word.start])) for word in found]


def _meant(word: str, initial: str) -> str:
    if word in _KNOWN or word in _OF_THEIR_OWN or not word.isalpha():
        return word
    if word in _SHORTENED or initial.isupper():  # a name may be one swap from a word: "Greta"
        return _SHORTENED.get(word, word)
    return _UNDOUBLED.get(_single(word)) or _unswapped(word)


def _unswapped(word: str) -> str:
    if len(word) < _LEAST_SWAPPED:
        return word
    swapped = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    return next((other for other in swapped if other in _SWAPPABLE), word)


def _single(word: str) -> str:
    """`word` with every run of a letter made one."""
    return "".join(letter for i, letter in enumerate(word) if i == 0 or letter != word[i - 1])


def _long(words: Iterable[str], least: int) -> set[str]:
    return {word for word in words if len(word) >= least and word.isalpha() and word.isascii()}


_KNOWN = (AGAINST | FOR | FUNCTION_WORDS | ASKERS | VERDICT) - _SHORTENED.keys()
_SWAPPABLE = frozenset(_long(_KNOWN, _LEAST_SWAPPED)) - _OTHER_WORDS
_UNDOUBLED = {_single(word): word for word in sorted(_long(AGAINST | FOR | ASKERS | VERDICT, _LEAST_DOUBLED))}
