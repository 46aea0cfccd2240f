"""What the answer's words must and must not hold, and how near they are to a reference answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from qa.answering.prose import without_markers
from qa.evaluation import overlap
from qa.evaluation.metrics.metric import Observation, Score, Unit

__all__ = [
    "ExactMatch",
    "MustContain",
    "MustNotContain",
    "RougeL",
    "TokenF1",
    "forbidden_words",
    "missing_words",
]


class _Wording:
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[Unit] = "share"
    must_hold: ClassVar[bool] = False


class MustContain(_Wording):
    """Entries of `must_contain` that appear in the answer or its quotes / entries."""

    name = "must_contain"

    def score(self, seen: Observation) -> Score | None:
        wanted = seen.case.must_contain
        return Score(value=1 - len(list(missing_words(seen))) / len(wanted)) if wanted else None


class MustNotContain(_Wording):
    """1 where nothing of `must_not_contain` appears in the answer or its quotes, else 0."""

    name = "must_not_contain"

    def score(self, seen: Observation) -> Score | None:
        if not seen.case.must_not_contain:
            return None
        return Score(value=0.0 if next(forbidden_words(seen), None) else 1.0)


def missing_words(seen: Observation) -> Iterator[str]:
    """Entries of `must_contain` that do not appear."""
    said = _said(seen)
    for alternatives in seen.case.must_contain:
        if not any(_holds(said, one) for one in alternatives):
            yield " or ".join(alternatives)


def forbidden_words(seen: Observation) -> Iterator[str]:
    """Entries of `must_not_contain` that appear."""
    said = _said(seen)
    return (words for words in seen.case.must_not_contain if _holds(said, words))


def _said(seen: Observation) -> Sequence[str]:
    return [seen.answer.text, *(cited.quote for cited in seen.answer.citations)]


def _holds(said: Sequence[str], words: str) -> bool:
    """Whether one text holds the words: nobody said what begins in one and ends in another."""
    return any(overlap.contains(text, words) for text in said)


class _Reference(_Wording):
    """A measure against the case's reference answer; a refusal scores 0."""

    def score(self, seen: Observation) -> Score | None:
        reference = seen.case.reference
        if reference is None:
            return None
        if not seen.answer.is_answer:  # nothing said would be the same as a reference of articles alone
            return Score(value=0.0)
        return Score(value=self._likeness(without_markers(seen.answer.text), reference))

    def _likeness(self, answer: str, reference: str) -> float:
        raise NotImplementedError


class ExactMatch(_Reference):
    """1 where the words are those of the reference, else 0; articles and punctuation do not matter."""

    name = "exact_match"

    def _likeness(self, answer: str, reference: str) -> float:
        return overlap.exact_match(answer, reference)


class TokenF1(_Reference):
    """F1 over words, as SQuAD has it."""

    name = "token_f1"

    def _likeness(self, answer: str, reference: str) -> float:
        return overlap.token_f1(answer, reference)


class RougeL(_Reference):
    """F1 of the longest common subsequence of words."""

    name = "rouge_l"

    def _likeness(self, answer: str, reference: str) -> float:
        return overlap.rouge_l(answer, reference)
