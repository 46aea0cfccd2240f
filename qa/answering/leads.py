"""The sentence before the quotes: plain, and true of how many reviewers are in scope."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.quotes import Draft
from qa.models import Coverage, Question, Stance
from qa.numerals import in_words

__all__ = ["absence", "counts_told", "lead_for", "silence"]

MOST_IN_WORDS = 10  # with a larger number in a sentence, all of its numbers are in digits
DIVIDED_SHARE = 0.34  # of those who take a side; from here on the smaller camp makes a disagreement
_ASPECT_WORDS = 4  # longer ones are clauses, and read badly inside a sentence
_SIDES = {"negative": ("find", "fault"), "positive": ("give", "praise")}
_STANDS = {"negative": "against", "positive": "for"}
_ONE_SIDED = {"negative": "What the review finds fault with:", "positive": "What the review praises:"}


def lead_for(question: Question, coverage: Coverage, quotes: Sequence[Draft]) -> str:
    """The lead before `quotes`; every number in it is from `coverage`.

    A count is given where there is something to count and the quotes bear it out.
    """
    if question.kind == "count":
        return _counting(question, coverage)
    if coverage.reviewers <= 1:
        return _one(question, [quote.stance for quote in quotes])
    if question.kind in ("fact", "comparison"):
        return "The reviews say:"
    return _several(question, coverage, quotes) or "The reviews say:"


def counts_told(question: Question, coverage: Coverage, claims: Sequence[Draft]) -> str:
    """What is counted, as a sentence to stand after `claims`; empty where it is not what they show."""
    if coverage.reviewers <= 1 or question.kind in ("count", "fact", "comparison"):
        return ""
    told = _several(question, coverage, claims)
    return f"{told.removesuffix(':')}." if told else ""


def silence(question: Question, coverage: Coverage) -> str:
    """What to say when nothing in scope answers."""
    if coverage.reviewers == 0:
        return "There is no review in scope."
    if question.kind == "count" and coverage.mentioning == 0 and question.aspect is not None:
        if coverage.reviewers == 1:
            return f"The one review does not mention {question.aspect}."
        return f"None of {_reviewers(coverage.reviewers)} mentions {question.aspect}."
    return "The review does not say." if coverage.reviewers == 1 else "The reviews do not say."


def absence(question: Question, coverage: Coverage) -> str:
    """What to say when the evidence speaks only for the other side than the one asked about."""
    if question.kind == "count":
        verb, noun = _SIDES[question.stance]
        if _out_of(question, coverage) == 1:
            return f"The one reviewer{_who_mention(question, 1)} {verb}s no {noun}."
        return f"None {_of_those(question, coverage)} {verb}s {noun}."
    return f"No review in scope speaks {_STANDS[question.stance]} {question.aspect or 'it'}."


def _one(question: Question, stances: Sequence[Stance]) -> str:
    if question.stance in stances[:1]:
        return _ONE_SIDED[question.stance]
    if question.stance == "both" and {"positive", "negative"} <= set(stances):
        return "The review sees both sides:"
    return "Overall, the review says:" if question.kind == "verdict" else "The review says:"


def _several(question: Question, coverage: Coverage, quotes: Sequence[Draft]) -> str | None:
    """What is counted over several reviewers; None where it is nought or is not what the quotes show."""
    for_it, against = coverage.positive, coverage.negative
    if _shown(quotes, "positive") > for_it or _shown(quotes, "negative") > against:
        return None
    if question.stance in _SIDES:
        count = against if question.stance == "negative" else for_it
        leads = bool(quotes) and quotes[0].stance == question.stance
        return f"{_finding(question, coverage, count, question.stance)}:" if count and leads else None
    if for_it and against:
        return f"{_divided(coverage)}{_both_sides(question, coverage)}:"
    return None


def _divided(coverage: Coverage) -> str:
    """Whether there are two camps: enough on the smaller side, and enough that are not on both."""
    for_it, against = coverage.positive, coverage.negative
    smaller = min(for_it, against)
    of_one_mind = 2 * coverage.mentioning - for_it - against
    differ = smaller > 1 and smaller >= DIVIDED_SHARE * (for_it + against) and of_one_mind > 0
    return "Opinions differ. " if differ else ""


def _both_sides(question: Question, coverage: Coverage) -> str:
    """Both camps, the larger first: "Four of six reviewers mention the ending: three against, one for"."""
    told = _Numbers(coverage.reviewers)
    camps = sorted(((coverage.positive, "positive"), (coverage.negative, "negative")), reverse=True)
    if question.aspect is None:
        do = " and ".join(f"{told.small(count)} {_does(side, count)}" for count, side in camps)
        return f"Of {_reviewers(coverage.reviewers)}, {do}"
    counts = ", ".join(f"{told.small(count)} {_STANDS[side]}" for count, side in camps)
    several = coverage.mentioning > 1 and coverage.positive + coverage.negative > coverage.mentioning
    both = ", some of them both" if several else ""
    mention = f"{_agreeing(coverage.mentioning, 'mention')} {_subject(question)}"
    return f"{told.share(coverage.mentioning)} {mention}: {counts}{both}"


def _does(side: str, count: int) -> str:
    verb, noun = _SIDES[side]
    return f"{_agreeing(count, verb)} {noun}"


def _shown(quotes: Sequence[Draft], side: Stance) -> int:
    """How many reviews the quotes that take a side come from."""
    return len({quote.review_id for draft in quotes if draft.stance == side for quote in draft.quotes})


def _counting(question: Question, coverage: Coverage) -> str:
    """The count that was asked for, nought included."""
    if question.stance in _SIDES:
        count = coverage.negative if question.stance == "negative" else coverage.positive
        return f"{_finding(question, coverage, count, question.stance)}:"
    count, scope = coverage.mentioning, coverage.reviewers
    told = _Numbers(scope)
    if question.aspect is None:
        opinion = f"{_agreeing(count, 'give')} an opinion"
        return f"{told.share(count)} {opinion}:"
    if question.asks_return and coverage.positive + coverage.negative:
        return f"{_both_sides(question, coverage)}:"
    mention = f"{_agreeing(count or 1, 'mention')} {_subject(question)}"
    return f"{told.share(count)} {mention}:"


def _finding(question: Question, coverage: Coverage, count: int, side: str) -> str:
    """What one camp does: "Three of five reviewers who mention the ending find fault"."""
    out_of = _out_of(question, coverage)
    if out_of == count == 1:
        return f"The one reviewer{_who_mention(question, 1)} {_does(side, 1)}"
    share = _Numbers(out_of).share(count)
    return f"{share}{_who_mention(question, out_of)} {_does(side, count or 1)}"


def _of_those(question: Question, coverage: Coverage) -> str:
    """Out of whom something is counted: "of three reviewers who mention the ending"."""
    out_of = _out_of(question, coverage)
    return f"of {_reviewers(out_of)}{_who_mention(question, out_of)}"


def _out_of(question: Question, coverage: Coverage) -> int:
    return coverage.reviewers if question.aspect is None else coverage.mentioning


def _who_mention(question: Question, count: int) -> str:
    if question.aspect is None:
        return ""
    return f" who {_agreeing(count, 'mention')} {_subject(question)}"


def _subject(question: Question) -> str:
    """The aspect as the question words it, unless it is a clause."""
    aspect = question.aspect or ""
    return aspect if 0 < len(aspect.split()) <= _ASPECT_WORDS else "this"


class _Numbers:
    """How the numbers of one sentence are written, of which `largest` is the largest."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._in_words = largest <= MOST_IN_WORDS

    def small(self, count: int) -> str:
        return in_words(count) if self._in_words else f"{count:,}"

    def share(self, count: int) -> str:
        """How many of the reviewers, to open a sentence: "Three of six reviewers", "All six reviewers"."""
        if count == self._largest > 1:
            return "Both reviewers" if count == 2 else f"All {self.small(count)} reviewers"
        number = self.small(count).capitalize() if count else "None"
        return f"{number} of {_reviewers(self._largest)}"


def _reviewers(count: int) -> str:
    return f"{_Numbers(count).small(count)} reviewer{'' if count == 1 else 's'}"


def _agreeing(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb
