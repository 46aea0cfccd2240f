"""The sentence before the quotes: plain, and true of how many reviews are in scope."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.quotes import Draft
from qa.models import Coverage, Question, Stance

__all__ = ["absence", "lead_for", "silence"]

_ASPECT_WORDS = 4  # longer ones are clauses, and read badly inside a sentence
_OF_ONE = "of 1 "
_SIDES = {"negative": ("find", "fault"), "positive": ("give", "praise")}
_ONE_SIDED = {"negative": "What the review finds fault with:", "positive": "What the review praises:"}


def lead_for(question: Question, coverage: Coverage, quotes: Sequence[Draft]) -> str:
    """The lead before `quotes`; every number in it is from `coverage`.

    A count is given where there is something to count and the quotes bear it out.
    """
    if question.kind == "count":
        return _counting(question, coverage)
    if coverage.reviews_in_scope <= 1:
        return _one(question, [quote.stance for quote in quotes])
    if question.kind in ("fact", "comparison"):
        return "The reviews say:"
    return _several(question, coverage, quotes) or "The reviews say:"


def silence(question: Question, coverage: Coverage) -> str:
    """What to say when nothing in scope answers."""
    if coverage.reviews_in_scope == 0:
        return "There is no review in scope."
    if question.kind == "count" and coverage.mentioning == 0 and question.aspect is not None:
        if coverage.reviews_in_scope == 1:
            return f"The one review does not mention {question.aspect}."
        return f"None of {_reviews(coverage.reviews_in_scope)} mentions {question.aspect}."
    return "The review does not say." if coverage.reviews_in_scope == 1 else "The reviews do not say."


def absence(question: Question, coverage: Coverage) -> str:
    """What to say when the evidence speaks only for the other side than the one asked about."""
    if question.kind == "count":
        verb, noun = _SIDES[question.stance]
        those = _of_those(question, coverage)
        if those.startswith(_OF_ONE):
            return f"The one {those.removeprefix(_OF_ONE)} {verb}s no {noun}."
        return f"None {those} {verb}s {noun}."
    side = "against" if question.stance == "negative" else "for"
    return f"No review in scope speaks {side} {question.aspect or 'it'}."


def _one(question: Question, stances: Sequence[Stance]) -> str:
    if question.stance in stances[:1]:
        return _ONE_SIDED[question.stance]
    if question.stance == "both" and {"positive", "negative"} <= set(stances):
        return "The review sees both sides:"
    return "Overall, the review says:" if question.kind == "verdict" else "The review says:"


def _several(question: Question, coverage: Coverage, quotes: Sequence[Draft]) -> str | None:
    """What is counted over several reviews; None where the count is nought or is not what the quotes show."""
    of = _of_those(question, coverage)
    for_it, against = coverage.positive, coverage.negative
    if _shown(quotes, "positive") > for_it or _shown(quotes, "negative") > against:
        return None
    if question.stance in _SIDES:
        count = against if question.stance == "negative" else for_it
        verb, noun = _SIDES[question.stance]
        leads = bool(quotes) and quotes[0].stance == question.stance
        return f"{count} {of} {_agreeing(count, verb)} {noun}:" if count and leads else None
    if not (for_it and against):
        return None
    return f"{for_it} {of} {_agreeing(for_it, 'give')} praise, {against} {_agreeing(against, 'find')} fault:"


def _shown(quotes: Sequence[Draft], side: Stance) -> int:
    """How many reviews the quotes that take a side come from."""
    return len({quote.review_id for draft in quotes if draft.stance == side for quote in draft.quotes})


def _counting(question: Question, coverage: Coverage) -> str:
    """The count that was asked for, nought included."""
    if question.stance in _SIDES:
        count = coverage.negative if question.stance == "negative" else coverage.positive
        verb, noun = _SIDES[question.stance]
        return f"{count or 'None'} {_of_those(question, coverage)} {_agreeing(count or 1, verb)} {noun}:"
    count = coverage.mentioning
    if question.aspect is None:
        scope = coverage.reviews_in_scope
        are = "is" if scope == 1 else "are"
        return f"{_reviews(scope)} {are} in scope, and {count} {_agreeing(count, 'give')} an opinion:"
    mention = f"{_agreeing(count or 1, 'mention')} {_subject(question)}"
    return f"{count or 'None'} of {_reviews(coverage.reviews_in_scope)} {mention}:"


def _of_those(question: Question, coverage: Coverage) -> str:
    """Out of which reviews something is counted: "of 3 reviews that mention the ending"."""
    if question.aspect is None:
        return f"of {_reviews(coverage.reviews_in_scope)}"
    mention = _agreeing(coverage.mentioning, "mention")
    return f"of {_reviews(coverage.mentioning)} that {mention} {_subject(question)}"


def _subject(question: Question) -> str:
    """The aspect as the question words it, unless it is a clause."""
    aspect = question.aspect or ""
    return aspect if 0 < len(aspect.split()) <= _ASPECT_WORDS else "this"


def _reviews(count: int) -> str:
    return "1 review" if count == 1 else f"{count} reviews"


def _agreeing(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb
