"""The sentence before the quotes: plain, and true of how many reviews are in scope."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.quotes import Draft
from qa.models import Coverage, Question, Stance
from qa.words import stems

__all__ = ["absence", "lead_for", "silence"]

_ASPECT_WORDS = 4  # longer ones are clauses, and read badly inside a sentence
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_SIDES = {"negative": ("find", "fault"), "positive": ("give", "praise")}
_ONE_SIDED = {"negative": "What the review finds fault with:", "positive": "What the review praises:"}


def lead_for(question: Question, coverage: Coverage, quotes: Sequence[Draft]) -> str:
    """The lead before `quotes`; every number in it is from `coverage`.

    A count is given where there is something to count, and the aspect is named only where the quotes name it.
    """
    if question.kind == "count":
        return _counting(question, coverage, quotes)
    if coverage.reviews_in_scope <= 1:
        return _one(question, [quote.stance for quote in quotes])
    if question.kind in ("fact", "comparison"):
        return "The reviews say:"
    return _several(question, coverage, quotes) or "The reviews say:"


def silence(coverage: Coverage) -> str:
    """What to say when nothing in scope answers."""
    if coverage.reviews_in_scope == 0:
        return "There is no review in scope."
    return "The review does not say." if coverage.reviews_in_scope == 1 else "The reviews do not say."


def absence(question: Question) -> str:
    """What to say when the evidence speaks only for the other side than the one asked about."""
    side = "against" if question.stance == "negative" else "for"
    return f"No review in scope speaks {side} {question.aspect or 'it'}."


def _one(question: Question, stances: Sequence[Stance]) -> str:
    if question.stance in stances:
        return _ONE_SIDED[question.stance]
    if question.stance == "both" and {"positive", "negative"} <= set(stances):
        return "The review sees both sides:"
    return "Overall, the review says:" if question.kind == "verdict" else "The review says:"


def _several(question: Question, coverage: Coverage, quotes: Sequence[Draft]) -> str | None:
    """What is counted over several reviews; None where there is nothing on the side asked about."""
    of = _of_those(question, coverage, quotes)
    for_it, against = coverage.positive, coverage.negative
    if question.stance == "negative":
        return f"{against} {of} {_agreeing(against, 'find')} fault:" if against else None
    if question.stance == "positive":
        return f"{for_it} {of} {_agreeing(for_it, 'give')} praise:" if for_it else None
    if not (for_it and against):
        return None
    return f"{for_it} {of} {_agreeing(for_it, 'give')} praise, {against} {_agreeing(against, 'find')} fault:"


def _counting(question: Question, coverage: Coverage, quotes: Sequence[Draft]) -> str:
    """The count that was asked for, nought included."""
    if question.stance in _SIDES:
        count = coverage.negative if question.stance == "negative" else coverage.positive
        verb, noun = _SIDES[question.stance]
        return (
            f"{count or 'None'} {_of_those(question, coverage, quotes)} {_agreeing(count or 1, verb)} {noun}:"
        )
    count = coverage.mentioning
    mention = f"{_agreeing(count or 1, 'mention')} {_subject(question, quotes)}"
    return f"{count or 'None'} of {_reviews(coverage.reviews_in_scope)} {mention}:"


def _of_those(question: Question, coverage: Coverage, quotes: Sequence[Draft]) -> str:
    """Out of which reviews something is counted: "of 3 reviews that mention the ending"."""
    if question.aspect is None:
        return f"of {_reviews(coverage.reviews_in_scope)}"
    mention = _agreeing(coverage.mentioning, "mention")
    return f"of {_reviews(coverage.mentioning)} that {mention} {_subject(question, quotes)}"


def _subject(question: Question, quotes: Sequence[Draft]) -> str:
    """The aspect as the question words it, where the quotes have its words too; else "this"."""
    aspect = question.aspect or ""
    told = frozenset().union(*(stems(quote.text) for quote in quotes))
    short = 0 < len(aspect.split()) <= _ASPECT_WORDS
    return aspect if short and stems(aspect) - _ARTICLES <= told else "this"


def _reviews(count: int) -> str:
    return "1 review" if count == 1 else f"{count} reviews"


def _agreeing(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb
