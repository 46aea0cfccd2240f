"""Whether the answer takes the right side, counts right, and knows when the reviews do not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from qa.answering.prose import without_quotations
from qa.evaluation.answers import AnswerClaim, AnswerCounts
from qa.evaluation.gold import place_cited
from qa.evaluation.metrics.metric import Observation, Score, Unit
from qa.models import Stance
from qa.numerals import ONES, TENS

__all__ = [
    "AbstentionF1",
    "AbstentionPrecision",
    "AbstentionRecall",
    "CountConsistency",
    "CountCorrectness",
    "FalseRefusals",
    "StanceCorrectness",
    "count_faults",
    "shows_both_sides",
    "stance_faults",
    "wrong_counts",
]

_NUMBER = rf"(?:\d[\d,]*|{'|'.join((*ONES, *TENS))})"
_OF = re.compile(rf"\b({_NUMBER}) of ({_NUMBER}) (?:reviews?|reviewers?|critics?)\b", re.IGNORECASE)


class _Judgement:
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[Unit] = "share"
    must_hold: ClassVar[bool] = False


class StanceCorrectness(_Judgement):
    """Claims on the right side / claims whose side is known.

    A claim's side is known where it cites a gold point that has a stance, else where the case has one that is
    for or against. Where the case is `mixed`, half is for a claim in favour and half for one against. Applies
    where the system tells sides; a neutral claim is on no side, and so not on the right one.
    """

    name = "stance_correctness"

    def score(self, seen: Observation) -> Score | None:
        claims = seen.answer.claims
        if all(claim.stance is None for claim in claims) or not seen.case.answerable:
            return None
        if seen.case.stance == "mixed":
            return Score(value=len(_sides_shown(claims)) / 2)
        known = [(claim, side) for claim in claims if (side := _side_known(claim, seen)) is not None]
        if not known:
            return None
        return Score(value=sum(claim.stance == side for claim, side in known) / len(known))


def shows_both_sides(claims: Iterable[AnswerClaim]) -> bool:
    """Whether the claims speak for and against, be it in one."""
    return len(_sides_shown(claims)) == 2


def _sides_shown(claims: Iterable[AnswerClaim]) -> set[str]:
    sides = {claim.stance for claim in claims}
    return {"positive", "negative"} & ({"positive", "negative"} if "mixed" in sides else sides)


def stance_faults(seen: Observation) -> Iterator[tuple[AnswerClaim, Stance]]:
    """Claims on the wrong side, and the side they should take."""
    for claim in seen.answer.claims if seen.case.answerable and seen.case.stance != "mixed" else ():
        side = _side_known(claim, seen)
        if side is not None and claim.stance != side:
            yield claim, side


def _side_known(claim: AnswerClaim, seen: Observation) -> Stance | None:
    for n in claim.citations:
        cited = seen.answer.cited_as(n)
        review = seen.review_of(cited.review_id) if cited is not None else None
        place = place_cited(cited, [review] if review else seen.in_scope) if cited is not None else None
        for index in seen.gold.points_at(place):
            if (side := seen.gold.points[index].stance) is not None:
                return side
    return seen.case.stance if seen.case.stance in ("positive", "negative") else None


class CountCorrectness(_Judgement):
    """Counts that are as the case has them / counts that the case has. Applies where the system counts."""

    name = "count_correctness"

    def score(self, seen: Observation) -> Score | None:
        wanted = seen.case.counts.wanted()
        if not wanted or seen.answer.counts in (None, AnswerCounts()):
            return None
        return Score(value=1 - len(list(wrong_counts(seen))) / len(wanted))


def wrong_counts(seen: Observation) -> Iterator[tuple[str, str, int | None]]:
    """Counts that differ: name, what the case has, what the answer has."""
    for name, bounds in seen.case.counts.wanted().items():
        given = getattr(seen.answer.counts, name, None)
        if given is None or not bounds.holds(given):
            yield name, str(bounds), given


class CountConsistency(_Judgement):
    """1 where the counts can be true together, else 0: a fault, whatever was asked.

    The number in scope is the number of reviews in scope; those that mention are no more than those in scope,
    those for or against no more than those that mention; and "n of m reviews" in the prose are numbers that
    were counted. Applies where the system tells the number in scope.
    """

    name = "count_consistency"
    must_hold: ClassVar[bool] = True

    def score(self, seen: Observation) -> Score | None:
        if seen.answer.counts is None or seen.answer.counts.reviews_in_scope is None:
            return None
        return Score(value=0.0 if next(count_faults(seen), None) else 1.0)


def count_faults(seen: Observation) -> Iterator[str]:
    """What cannot be true about the counts."""
    counts = seen.answer.counts
    if counts is None:
        return
    scope, mentioning = counts.reviews_in_scope, counts.mentioning
    if scope is not None and scope != len(seen.in_scope):
        yield f"{scope} reviews are said to be in scope, and there are {len(seen.in_scope)}"
    if scope is not None and mentioning is not None and mentioning > scope:
        yield f"{mentioning} reviews are said to mention it, of {scope} in scope"
    for side in ("positive", "negative"):
        number = getattr(counts, side)
        if mentioning is not None and number is not None and number > mentioning:
            yield f"{number} reviews are said to be {side}, of {mentioning} that mention it"
    yield from _prose_faults(seen)


def _prose_faults(seen: Observation) -> Iterator[str]:
    counts = seen.answer.counts
    known = set() if counts is None else {n for n in counts.model_dump().values() if n is not None}
    for found in _OF.finditer(without_quotations(seen.answer.text)):
        for number in map(_value, found.groups()):
            if number not in known:
                yield f"the answer says {found[0]!r}, and {number} was not counted"


def _value(written: str) -> int:
    """A number in digits or in one word."""
    word = written.casefold()
    if word in ONES:
        return ONES.index(word)
    return 20 + 10 * TENS.index(word) if word in TENS else int(written.replace(",", ""))


class _Abstention(_Judgement):
    """A measure of saying that the reviews do not say; summed over all cases."""

    def score(self, seen: Observation) -> Score | None:
        return self._score(abstained=not seen.answer.is_answer, silent=not seen.case.answerable)

    def _score(self, *, abstained: bool, silent: bool) -> Score | None:
        raise NotImplementedError


class AbstentionPrecision(_Abstention):
    """Abstained where the reviews are silent / abstained. Source: SQuAD 2.0, Rajpurkar et al., ACL 2018."""

    name = "abstention_precision"

    def _score(self, *, abstained: bool, silent: bool) -> Score | None:
        return Score(value=float(silent)) if abstained else None


class AbstentionRecall(_Abstention):
    """Abstained where the reviews are silent / silent. Source: SQuAD 2.0, Rajpurkar et al., ACL 2018."""

    name = "abstention_recall"

    def _score(self, *, abstained: bool, silent: bool) -> Score | None:
        return Score(value=float(abstained)) if silent else None


class AbstentionF1(_Abstention):
    """2 right abstentions / (abstentions + silent cases): the harmonic mean of the two."""

    name = "abstention_f1"

    def _score(self, *, abstained: bool, silent: bool) -> Score | None:
        weight = abstained + silent
        return Score(value=2 * (abstained and silent) / weight, weight=weight) if weight else None


class FalseRefusals(_Abstention):
    """Abstained although the reviews say / cases on which they say. Lower is better."""

    name = "false_refusals"
    higher_is_better: ClassVar[bool] = False

    def _score(self, *, abstained: bool, silent: bool) -> Score | None:
        return None if silent else Score(value=float(abstained))
