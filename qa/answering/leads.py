"""The sentence before the quotes: plain, and true of how many reviews are in scope."""

from __future__ import annotations

from collections.abc import Sequence

from qa.models import Coverage, Question, Stance

__all__ = ["lead_for", "silence"]

_ONE: dict[str, str] = {
    "negative": "The review's complaints:",
    "positive": "What the review praises:",
    "both": "The review sees both sides:",
    "either": "The review says:",
}


def lead_for(question: Question, coverage: Coverage, stances: Sequence[Stance]) -> str:
    """The lead of an answer; every number in it is from `coverage`."""
    if coverage.reviews_in_scope <= 1:
        return _one(question, stances)
    if question.kind in ("fact", "comparison"):
        return "The reviews say:"
    return _several(question, coverage)


def silence(coverage: Coverage) -> str:
    """What to say when nothing in scope answers."""
    if coverage.reviews_in_scope == 0:
        return "There is no review in scope."
    return "The review does not say." if coverage.reviews_in_scope == 1 else "The reviews do not say."


def _one(question: Question, stances: Sequence[Stance]) -> str:
    if question.stance == "both" and not {"positive", "negative"} <= set(stances):
        return _ONE["either"]
    return _ONE[question.stance]


def _several(question: Question, coverage: Coverage) -> str:
    subject = question.aspect or "it"
    voices = (
        f"{coverage.mentioning} reviewers who mention {subject}"
        if question.aspect
        else (f"{coverage.mentioning} reviewers who give an opinion")
    )
    if question.stance == "negative":
        return f"{coverage.negative} of {voices} {_verb(coverage.negative, 'find')} fault:"
    if question.stance == "positive":
        return f"{coverage.positive} of {voices} {_verb(coverage.positive, 'speak')} well of it:"
    return f"Of {voices}, {coverage.positive} speak for it and {coverage.negative} against:"


def _verb(count: int, plural: str) -> str:
    return plural + "s" if count == 1 else plural
