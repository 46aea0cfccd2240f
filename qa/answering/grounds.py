"""Whether the evidence answers the question at all, or only comes near it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.candidates import Candidate
from qa.answering.coverage import ASPECT_COSINE, QUESTION_COSINE
from qa.models import Question
from qa.subjects import subjects_of
from qa.words import stem, stems, word_set, words

__all__ = ["is_answerable", "is_on_subject"]

# Closeness needed, in units of a cosine: tuned on questions over whole reviews so that about one in twenty
# answerable ones is refused.
NEEDED = 0.42
ASPECT_WEIGHT = 0.6  # the closest sentence to the aspect alone, beside the closest to the question
NAMED_WEIGHT = 0.2  # all the asked words occurring
MEASURED_AMONG = 5  # best sentences, one of which must hold a number where a number is asked

_ASKS_NUMBER = re.compile(r"\b(?:how (?:many|much|long|old)|(?:what|which) year)\b")
_NUMBER_WORDS = word_set(
    """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
    hundred hundreds thousand thousands million millions dozen dozens several few couple once twice pair
    decade decades"""
)
_LENGTHS = word_set("minute minutes min mins hour hours runtime page pages")


def is_answerable(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether `candidates`, best first, hold an answer.

    A question about the whole item is answered by any opinion. Otherwise a closed subject must be told of, a
    number asked for must be given, and some sentence must come close enough.
    """
    if not candidates:
        return False
    if question.aspect is None and question.kind != "fact":
        return True
    if question.terms == ("long",):
        return not _LENGTHS.isdisjoint(_words_of(candidates))
    if _is_silent(question, candidates) or _lacks_number(question, candidates):
        return False
    return _closeness(question, candidates) >= NEEDED


def is_on_subject(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence speaks of the aspect asked about; where none is asked, or no opinion, any does."""
    if question.aspect is None or question.kind not in ("opinion", "count"):
        return True
    if candidate.cosine >= QUESTION_COSINE or (candidate.aspect_cosine or 0.0) >= ASPECT_COSINE:
        return True
    told = frozenset(words(candidate.hit.text))
    if any(subject.told & told for subject in subjects_of(question.terms)):
        return True
    return {stem(word) for word in question.terms} <= set(map(stem, told))


def _is_silent(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether the question names closed subjects and no candidate has a word of them."""
    subjects = [subject for subject in subjects_of(question.terms) if subject.closed]
    if not subjects:
        return False
    told = _words_of(candidates)
    return not any(subject.told & told for subject in subjects)


def _words_of(candidates: Sequence[Candidate]) -> frozenset[str]:
    return frozenset().union(*(words(candidate.hit.text) for candidate in candidates))


def _lacks_number(question: Question, candidates: Sequence[Candidate]) -> bool:
    if question.kind != "fact" or not _ASKS_NUMBER.search(question.text.casefold()):
        return False
    return not any(_holds_number(candidate.hit.text) for candidate in candidates[:MEASURED_AMONG])


def _holds_number(text: str) -> bool:
    return any(character.isdigit() for character in text) or not _NUMBER_WORDS.isdisjoint(words(text))


def _closeness(question: Question, candidates: Sequence[Candidate]) -> float:
    closest = max(candidate.cosine for candidate in candidates)
    to_aspect = max((c.aspect_cosine for c in candidates if c.aspect_cosine is not None), default=closest)
    return closest + ASPECT_WEIGHT * to_aspect + NAMED_WEIGHT * _share_named(question, candidates)


def _share_named(question: Question, candidates: Sequence[Candidate]) -> float:
    """Share of the asked words, as stems, that occur among the candidates."""
    asked = {stem(word) for word in question.terms}
    if not asked:
        return 1.0
    present = frozenset().union(*(stems(candidate.hit.text) for candidate in candidates))
    return len(asked & present) / len(asked)
