"""The sentence before the quotes: plain, and true of how many reviews are in scope."""

from __future__ import annotations

from collections.abc import Sequence

from qa.models import Coverage, Question, Stance

__all__ = ["absence", "lead_for", "silence"]

_ASPECT_WORDS = 4  # longer ones are clauses, and read badly inside a sentence
_ONE_SIDED = {"negative": "What the review finds fault with:", "positive": "What the review praises:"}


def lead_for(question: Question, coverage: Coverage, stances: Sequence[Stance]) -> str:
    """The lead of an answer whose claims have `stances`; every number in it is from `coverage`."""
    if coverage.reviews_in_scope <= 1 and question.kind != "count":
        return _one(question, stances)
    if question.kind in ("fact", "comparison") or coverage.mentioning == 0:
        return "The reviews say:"
    return _several(question, coverage)


def silence(coverage: Coverage) -> str:
    """What to say when nothing in scope answers."""
    if coverage.reviews_in_scope == 0:
        return "There is no review in scope."
    return "The review does not say." if coverage.reviews_in_scope == 1 else "The reviews do not say."


def absence(question: Question) -> str:
    """What to say when the evidence speaks only for the other side than the one asked about."""
    side = "against" if question.stance == "negative" else "for"
    return f"No review in scope speaks {side} {_spelled(question.aspect) if question.aspect else 'it'}."


def _one(question: Question, stances: Sequence[Stance]) -> str:
    if question.stance in stances:
        return _ONE_SIDED[question.stance]
    if question.stance == "both" and {"positive", "negative"} <= set(stances):
        return "The review sees both sides:"
    return "Overall, the review says:" if question.kind == "verdict" else "The review says:"


def _several(question: Question, coverage: Coverage) -> str:
    counted = _counted(question, coverage.mentioning)
    if question.stance == "negative":
        return f"{_of(coverage.negative, counted)} {_agreeing(coverage.negative or 1, 'find')} fault:"
    if question.stance == "positive":
        return f"{_of(coverage.positive, counted)} {_agreeing(coverage.positive or 1, 'give')} praise:"
    praise = f"{coverage.positive or 'none'} {_agreeing(coverage.positive or 1, 'give')} praise"
    fault = f"{coverage.negative or 'none'} {_agreeing(coverage.negative or 1, 'find')} fault"
    return f"Of {counted}, {praise} and {fault}:"


def _counted(question: Question, mentioning: int) -> str:
    """The reviews that are counted: "3 reviews that mention the ending"."""
    reviews = "1 review" if mentioning == 1 else f"{mentioning} reviews"
    if question.aspect is None:
        return f"{reviews} with an opinion"
    return f"{reviews} that {_agreeing(mentioning, 'mention')} {_spelled(question.aspect)}"


def _spelled(aspect: str) -> str:
    return aspect if len(aspect.split()) <= _ASPECT_WORDS else "this"


def _of(count: int, counted: str) -> str:
    return f"{count or 'None'} of {counted}"


def _agreeing(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb
