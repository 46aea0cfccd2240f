"""Whether the evidence answers the question at all, or only comes near it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answering.candidates import Candidate
from qa.answering.coverage import ASPECT_COSINE, QUESTION_COSINE, naming_words
from qa.models import Coverage, Question
from qa.subjects import hints_of, subjects_of
from qa.words import stem, stems, word_set, words

__all__ = ["asks_length", "bears_on", "is_answerable", "mentions_aspect"]

# Closeness needed, in units of a cosine: tuned on questions over whole reviews so that about one in twenty
# answerable ones is refused.
NEEDED = float(__import__("os").environ.get("NEEDED", ".30"))
ASPECT_WEIGHT = 0.6  # the closest sentence to the aspect alone, beside the closest to the question
NAMED_WEIGHT = 0.2  # all the asked words occurring
MEASURED_AMONG = 5  # best sentences, one of which must hold a number where a number is asked

# Closeness to the question from which a sentence bears on it without a word of it. Questions about another
# kind of thing ("How is the food?" of a film) come up to 0.46.
VERY_CLOSE = 0.5

FAR_FROM_ANYBODY = 0.25  # closeness below which a word shared with "Who plays the lead?" is chance

_ASKS_ONE_THING = re.compile(
    r"\b(?:who|whose|when|where|how (?:many|much|long|old|big|far|often)|(?:what|which) year)\b"
)
_ASKS_NUMBER = re.compile(r"\b(?:how (?:many|much|long|old)|(?:what|which) year)\b")
_NUMBER_WORDS = word_set(
    """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
    hundred hundreds thousand thousands million millions dozen dozens several few couple once twice pair
    decade decades"""
)
_OPINIONS = ("opinion", "verdict", "count")
_LENGTHS = word_set("minute minutes min mins hour hours runtime page pages")


def is_answerable(question: Question, candidates: Sequence[Candidate], coverage: Coverage) -> bool:
    """Whether `candidates`, best first, hold an answer.

    A question about the whole item is answered by any opinion. An aspect that no review mentions must at
    least be hinted at, and is not counted. Otherwise a closed subject must be told of, a number asked for
    must be given, and some sentence must come close enough.
    """
    if not candidates:
        return False
    if question.aspect is None and question.kind != "fact":
        return True
    if question.kind in _OPINIONS and coverage.mentioning == 0:
        hinted = any(one.cosine >= VERY_CLOSE or bears_on(question, one) for one in candidates)
        if question.kind == "count" or not hinted:
            return False
    if asks_length(question):
        return not _LENGTHS.isdisjoint(_words_of(candidates))
    if _is_silent(question, candidates) or _lacks_number(question, candidates):
        return False
    if _lacks_doer(question, candidates):
        return False
    return max(one.score for one in candidates) >= NEEDED


def asks_length(question: Question) -> bool:
    """Whether it is asked how long the whole thing is, which only minutes, hours or pages tell."""
    return question.terms == ("long",)


def bears_on(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence has to do with what is asked, beside coming close to it.

    An opinion, with the aspect; a fact, with a word that the question asks by, where one thing is asked.
    """
    if question.kind == "fact":
        if asks_length(question):
            return not _LENGTHS.isdisjoint(words(candidate.hit.text))
        return not _ASKS_ONE_THING.search(question.text.casefold()) or _holds_a_word(question, candidate)
    if question.aspect is None or question.kind not in _OPINIONS:
        return True
    return mentions_aspect(question, candidate) or _hints_at(question, candidate)


def mentions_aspect(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence names the aspect or all but names it, as coverage counts it; any does for none."""
    if question.aspect is None or (candidate.aspect_cosine or 0.0) >= ASPECT_COSINE:
        return True
    names = naming_words(question)
    return bool(names) and all(_has(candidate, term, alike) for term, alike in names.items())


def _hints_at(question: Question, candidate: Candidate) -> bool:
    return any(_has(candidate, term, hints_of(term)) for term in question.terms)


def _has(candidate: Candidate, term: str, alike: frozenset[str]) -> bool:
    """Whether a sentence has a form of `term`, or one of the words alike as they stand."""
    told = words(candidate.hit.text)
    return not alike.isdisjoint(told) or stem(term) in map(stem, told)


def _holds_a_word(question: Question, candidate: Candidate) -> bool:
    return not stems(candidate.hit.text).isdisjoint(map(stem, question.terms))


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


def _lacks_doer(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether somebody is asked for, and no sentence has to do with what was done."""
    if question.kind != "fact" or not question.text.casefold().startswith("who "):
        return False
    closest = max(one.cosine for one in candidates)
    hinted = any(_hints_at(question, one) for one in candidates)
    return closest < (FAR_FROM_ANYBODY if hinted or not question.terms else QUESTION_COSINE)


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
