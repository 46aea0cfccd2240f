"""Why an answer scored as it did, in words: the question, the answer, the missed evidence, what was cited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qa.evaluation.gold import Place
from qa.evaluation.metrics.judgement import count_faults, shows_both_sides, stance_faults, wrong_counts
from qa.evaluation.metrics.metric import Observation
from qa.evaluation.metrics.quoting import broken_form, quote_fault
from qa.evaluation.metrics.wording import forbidden_words, missing_words
from qa.evaluation.reviews import ReviewText
from qa.evaluation.runs import ScoreRow

__all__ = ["explain", "faults", "findings"]

CONTEXT_CHARS = 80  # on either side of missed evidence: enough to recognise the place
MAX_POINTS = 8  # of missed evidence shown; a case with more is recognised by these
MAX_ANSWER_CHARS = 600


def explain(seen: Observation, scores: Mapping[str, ScoreRow], failing: Iterable[str]) -> str:
    """What a person needs to see why a case fails the metrics `failing`."""
    lines = [*_question(seen), *_answer(seen), ""]
    for name in failing:
        row = scores.get(name)
        told = "does not apply" if row is None else row.error or f"is {row.value:.3g}"
        lines.append(f"{name} {told}")
        lines += [f"  {fault}" for fault in faults(name, seen)]
    return "\n".join(lines)


def faults(metric: str, seen: Observation) -> list[str]:
    """What is wrong in the terms of one metric; empty where there is nothing to add to the number."""
    told = _TELLERS.get(metric)
    if told is None and metric.startswith("retrieval_"):
        told = _not_retrieved
    elif told is None and metric.startswith(("evidence_", "citation_", "review_")):
        told = _not_cited
    return list(told(seen)) if told is not None else []


def findings(metric: str, seen: Observation) -> list[str]:
    """The same without missed evidence, which a run shows by its gold."""
    return faults(metric, seen) if metric in _TELLERS else []


def _question(seen: Observation) -> list[str]:
    case = seen.case
    tags = f" ({', '.join(case.tags)})" if case.tags else ""
    scope = ", ".join(f"{name} {value}" for name, value in case.scope.body().items()) or "all reviews"
    lines = [f"Case {case.key}{tags}", f"Question: {case.question}"]
    lines += [f"  after {turn.role}: {turn.content}" for turn in case.history]
    return [*lines, f"Scope: {scope} ({len(seen.in_scope)} reviews)"]


def _answer(seen: Observation) -> Iterator[str]:
    answer = seen.answer
    text = answer.text if len(answer.text) <= MAX_ANSWER_CHARS else f"{answer.text[:MAX_ANSWER_CHARS]}…"
    yield f"{'Answered' if answer.is_answer else 'Refused'}: {text}"
    for place, (cited, found) in enumerate(zip(answer.citations, seen.places(), strict=True), start=1):
        points = seen.gold.points_at(found)
        bears = "evidence" if points else "not evidence" if seen.gold.points else ""
        where = f"{cited.review_id or 'a review'}{_at(cited.start, cited.end)}"
        told = ", ".join(part for part in (where, cited.stance, bears) if part)
        yield f"  [{cited.number(place)}] “{_short(cited.quote)}” ({told})"


def _at(start: int | None, end: int | None) -> str:
    return "" if start is None or end is None else f", {start} to {end}"


def _not_cited(seen: Observation) -> Iterator[str]:
    return _missed(seen, seen.places())


def _not_retrieved(seen: Observation) -> Iterator[str]:
    return _missed(seen, seen.retrieved_places())


def _missed(seen: Observation, places: Sequence[Place | None]) -> Iterator[str]:
    reached = {index for place in places for index in seen.gold.points_at(place)}
    missed = [point for index, point in enumerate(seen.gold.points) if index not in reached]
    if missed:
        yield f"missed {len(missed)} of {len(seen.gold.points)} points of evidence:"
    for number, point in enumerate(missed[:MAX_POINTS], start=1):
        review = seen.reviews.get(point.places[0].review_id) if point.places else None
        if review is not None:
            yield f"{number}. {_in_context(point.places[0], review)}"
    if len(missed) > MAX_POINTS:
        yield f"and {len(missed) - MAX_POINTS} more"


def _in_context(place: Place, review: ReviewText) -> str:
    text = review.text
    before = text[max(0, place.start - CONTEXT_CHARS) : place.start]
    after = text[place.end : place.end + CONTEXT_CHARS]
    words = f"…{before}⟦{text[place.start : place.end]}⟧{after}…"
    who = f", {review.author}" if review.author else ""
    return f"{' '.join(words.split())} ({review.id}{who})"


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:199]}…"


def _quote_faults(seen: Observation) -> Iterator[str]:
    shown = (*seen.answer.citations, *seen.answer.nearest)
    for place, cited in enumerate(shown, start=1):
        if (fault := quote_fault(cited, seen)) is not None:
            yield f"[{cited.number(place)}] {fault}"


def _stance_faults(seen: Observation) -> Iterator[str]:
    for claim, side in stance_faults(seen):
        yield f"a claim is {claim.stance or 'on no side'}, and should be {side}: {_short(claim.text)}"
    if seen.case.stance == "mixed" and not shows_both_sides(seen.answer.claims):
        sides = ", ".join(claim.stance or "on no side" for claim in seen.answer.claims)
        yield f"both sides should show; the claims are {sides or 'none'}"


def _wrong_counts(seen: Observation) -> Iterator[str]:
    for name, wanted, given in wrong_counts(seen):
        yield f"{name} is {given}, and should be {wanted}"
    if seen.case.note:
        yield f"(note: {seen.case.note})"


def _abstention_fault(seen: Observation) -> Iterator[str]:
    if seen.answer.is_answer and not seen.case.answerable:
        yield "it answered, although the reviews do not say"
    if not seen.answer.is_answer and seen.case.answerable:
        yield "it said that the reviews do not say, although they do"
        yield from _not_cited(seen)


_TELLERS: Mapping[str, Callable[[Observation], Iterable[str]]] = {
    "quote_validity": _quote_faults,
    "citation_form": lambda seen: (fault for _, fault in broken_form(seen)),
    "count_consistency": count_faults,
    "stance_correctness": _stance_faults,
    "count_correctness": _wrong_counts,
    "abstention_precision": _abstention_fault,
    "abstention_recall": _abstention_fault,
    "abstention_f1": _abstention_fault,
    "false_refusals": _abstention_fault,
    "must_contain": lambda seen: (f"missing: {words}" for words in missing_words(seen)),
    "must_not_contain": lambda seen: (f"must not be there: {words}" for words in forbidden_words(seen)),
}
