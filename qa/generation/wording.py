"""The words of a claim that a model chose by itself: made plain, and held to what it cites.

A quote can be looked up; a claim's own words cannot. What code can tell is checked: no link and no markup, no
number and no name that its sources do not give, and no word on how many reviewers say so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from qa.answering.prose import without_markers
from qa.generation.counting_words import counts_people, numbers_in
from qa.ingest.cleaning.characters import character_edits
from qa.reading.links import holds_link, holds_markup
from qa.reading.vocabulary import ENGLISH
from qa.words import stem, words

__all__ = ["MAX_CLAIM_CHARS", "fault_in", "plain_words"]

MAX_CLAIM_CHARS = 400  # two long sentences; a claim is to be one
_LOUD_LETTERS = 4  # of a word all in capitals, from which on it is a name or a shout
_EMPHASIS = re.compile(r"\*\*|__|`")
_BRACKETS = re.compile("[\u27e6\u27e7{}|<>\\\\]")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_SENTENCE_ENDS = '.!?:\u201c"(\u2014\u2026'
_ALWAYS = frozenset({"i", "i'm", "i've", "i'd", "i'll"})


def plain_words(text: str) -> str:
    """The text as one line, without emphasis marks, [n] markers and characters that cannot be seen."""
    pieces, place = [], 0
    for edit in character_edits(text):
        pieces += [text[place : edit.start], edit.replacement]
        place = edit.end
    seen = "".join([*pieces, text[place:]])
    return " ".join(without_markers(_EMPHASIS.sub("", seen)).split())


def fault_in(text: str, sources: Iterable[str]) -> str | None:
    """What is wrong with the own words of a claim, None where nothing is.

    `sources` are all that it may draw numbers and names from: its quotes, the question, who wrote of what.
    """
    given = " ".join(sources)
    if not any(character.isalpha() for character in text):
        return "it says nothing"
    if len(text) > MAX_CLAIM_CHARS:
        return f"it is longer than {MAX_CLAIM_CHARS} characters"
    if holds_link(text):
        return "it holds a link or an address"
    if holds_markup(text) or _BRACKETS.search(text) or plain_words(text) != text:
        return "it holds markup"
    if counts_people(text, given):
        return "it says how many say so"
    if not numbers_in(text) <= numbers_in(given):
        return "it holds a number that its quotes do not"
    if not _names_in(text) <= _stems_of(given):
        return "it holds a name that its quotes do not"
    return None


def _names_in(text: str) -> frozenset[str]:
    """Stems of words that look like names: with capitals or digits inside, or a capital in a sentence."""
    english = not ENGLISH.isdisjoint(words(text))
    return frozenset(
        _stem(word) for word, opens in _placed(text) if _is_name(word, opens=opens, english=english)
    )


def _placed(text: str) -> Iterator[tuple[str, bool]]:
    """Every word, and whether it opens a sentence."""
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip()
        yield match[0], not before or before[-1] in _SENTENCE_ENDS


def _is_name(word: str, *, opens: bool, english: bool) -> bool:
    if word.casefold().replace("\u2019", "'") in _ALWAYS:
        return False
    letters = [c for c in word if c.isalpha()]
    loud = len(letters) >= _LOUD_LETTERS and all(c.isupper() for c in letters)
    coded = any(c.isdigit() for c in word) and bool(letters)
    odd = any(c.isupper() for c in word[1:]) and not word.isupper()
    return loud or coded or odd or (english and not opens and word[0].isupper())


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(
        _stem(part) for match in _WORD.finditer(text) for part in {match[0], *match[0].split("-")}
    )


def _stem(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold().replace("\u2019", "'")
    return stem(folded)
