"""Whether the evidence answers the question at all, or only comes near it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.candidates import Candidate
from qa.answering.coverage import ASPECT_COSINE, naming_words
from qa.models import Coverage, Question
from qa.subjects import subjects_of
from qa.words import stem, word_set, words

__all__ = ["asks_length", "is_answerable", "mentions_aspect", "tells_length"]

# Closeness that the best sentence must reach, in units of a cosine and without what a reranker adds: one in
# forty questions that a review answers stays below, and seven in ten that it does not.
NEEDED = 0.25
# The same where several reviewers are in scope and none is counted as speaking of what is asked: among many
# sentences one is close by chance.
NEEDED_BY_MANY = 0.42
# The same where the question names someone or something that no sentence found names: half of such questions
# rest on what the review never said, of the others one in nine.
NEEDED_UNNAMED = 0.42
# The same where a word of the question stands nowhere in the several reviews of an item: of such questions
# three in four are answered by none, of others that come no closer one in thirty.
NEEDED_UNSPOKEN = 0.44
MEASURED_AMONG = 5  # best sentences, one of which must hold a number where a number is asked

_ASKS_NUMBER = re.compile(r"\b(?:how (?:many|much|long|old)|(?:what|which) year)\b")
_NUMBER_WORDS = word_set(
    """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
    hundred hundreds thousand thousands million millions dozen dozens several few couple once twice pair
    decade decades"""
)
_NAMES_NOBODY = word_set("the a an of and in on at to for de la von van der mr mrs ms dr sir st")
_LENGTHS = word_set("minute minutes min mins hour hours runtime page pages")


def is_answerable(
    question: Question, candidates: Sequence[Candidate], coverage: Coverage, *, unspoken: bool = False
) -> bool:
    """Whether `candidates`, best first, hold an answer.

    An opinion on the whole item is answered by any opinion, and an aspect that no review mentions is not
    counted. Otherwise a closed subject must be told of, a number asked for must be given, and some sentence
    must come close enough; `unspoken` says that a word of the question stands nowhere in scope.
    """
    if not candidates:
        return False
    if question.is_of_the_whole:
        return True
    if question.kind == "count" and coverage.mentioning == 0:
        return False
    if asks_length(question):
        return not _LENGTHS.isdisjoint(_words_of(candidates))
    if _is_silent(question, candidates) or _lacks_number(question, candidates):
        return False
    needed = _needed(question, candidates, coverage, unspoken=unspoken)
    return max(one.closeness for one in candidates) >= needed


def _needed(
    question: Question, candidates: Sequence[Candidate], coverage: Coverage, *, unspoken: bool
) -> float:
    """The closeness that the best sentence must reach."""
    needed = NEEDED
    if coverage.reviewers > 1 and coverage.mentioning == 0:
        needed = max(needed, NEEDED_BY_MANY)
    if coverage.reviewers > 1 and unspoken:
        needed = max(needed, NEEDED_UNSPOKEN)
    if question.names and not _all_named(question.names, candidates):
        needed = max(needed, NEEDED_UNNAMED)
    return needed


def _all_named(names: Sequence[str], candidates: Sequence[Candidate]) -> bool:
    """Whether a word of each proper name stands in a candidate, in its item's title or for its author."""
    told = set(map(stem, _words_of(candidates)))
    for review in {one.hit.review.id: one.hit.review for one in candidates}.values():
        told.update(map(stem, words(f"{review.item_title or ''} {review.item_id} {review.author or ''}")))
    return all(not telling.isdisjoint(told) for telling in map(_telling, names) if telling)


def _telling(name: str) -> frozenset[str]:
    """The stems of a name that tell whose it is: not its articles, joints and titles."""
    bare = (word.removesuffix("'s") for word in words(name))
    return frozenset(stem(word) for word in bare if word not in _NAMES_NOBODY)


def asks_length(question: Question) -> bool:
    """Whether it is asked how long the whole thing is, which only minutes, hours or pages tell."""
    return question.terms == ("long",)


def tells_length(candidate: Candidate) -> bool:
    """Whether a sentence has minutes, hours or pages in it."""
    return not _LENGTHS.isdisjoint(words(candidate.hit.text))


def mentions_aspect(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence names the aspect or all but names it, as coverage counts it; any does for none."""
    near = candidate.likely or (candidate.aspect_cosine or 0.0) >= ASPECT_COSINE
    if question.aspect is None or (near and not question.asks_return):
        return True
    names = naming_words(question)
    return bool(names) and all(_has(candidate, term, alike) for term, alike in names.items())


def _has(candidate: Candidate, term: str, alike: frozenset[str]) -> bool:
    """Whether a sentence has a form of `term`, or one of the words alike as they stand."""
    told = words(candidate.hit.text)
    return not alike.isdisjoint(told) or stem(term) in map(stem, told)


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
