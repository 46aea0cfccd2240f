"""The embedded engine's answer: the best sentences, as quotes, under a lead that is true of the scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from qa.answering.candidates import Candidate, stance_of
from qa.answering.grounds import asks_length, is_answerable, mentions_aspect, tells_length
from qa.answering.leads import absence, lead_for, silence
from qa.answering.likeness import are_alike
from qa.answering.lookup import is_fragment, is_quotable
from qa.answering.quotes import Draft, Quote
from qa.models import Coverage, Hit, Question, Stance

__all__ = ["NEAREST", "ExtractiveAnswer", "draft_answer", "grave_drafts"]

MAX_CLAIMS = 5  # more quotes than this is a list, not an answer
NEAREST = 3  # passages shown where nothing answers
MARGIN = 0.12  # what a sentence's score may be below the best; further down fewer than half are to the point
WIDE_MARGIN = 0.3  # the same of what names the aspect, where several reviewers give their opinion
LEAST = 0.25  # a score below this bears on nothing, whatever the best may be
STRONG_POLARITY = 0.5  # distance from neutral that rules a sentence out for the other side
MAX_FACTS = 3  # claims for a question of fact
MAX_FOREIGN = 2  # claims where the question is in no language that is read
MAX_QUOTE_CHARS = 500  # longer sentences are cut at a clause
MIN_CUT_CHARS = 150  # a clause that ends earlier says too little of so long a sentence
CLAUSE_ENDS = ("; ", ": ", " \u2014 ", "\u2014", ", ", ") ", "\u3002", "\uff0c", "\u3001", "\uff1b")
_OPPOSITE: dict[str, Stance] = {"positive": "negative", "negative": "positive"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractiveAnswer:
    """A drafted answer for the gate.

    Where `answered` is false, `lead` says so and `nearest` are the closest sentences.
    """

    answered: bool
    lead: str
    drafts: tuple[Draft, ...]
    nearest: tuple[Hit, ...]


def draft_answer(
    question: Question,
    candidates: Sequence[Candidate],
    coverage: Coverage,
    *,
    max_citations: int = 6,
    unspoken: bool = False,
    grave: Mapping[str, Hit] = MappingProxyType({}),
) -> ExtractiveAnswer:
    """Draft an answer from `candidates`, best first, or abstain when they do not answer the question.

    `unspoken` says that a word of the question stands nowhere in scope. `grave` are reports of harm, by what
    the harm is, that an answer may not leave out.
    """
    candidates = [candidate for candidate in candidates if is_quotable(candidate.hit.text)]
    nearest = tuple(candidate.hit for candidate in candidates[:NEAREST])
    if not is_answerable(question, candidates, coverage, unspoken=unspoken):
        return ExtractiveAnswer(answered=False, lead=silence(question, coverage), drafts=(), nearest=nearest)
    if _only_the_other_side(question, candidates, coverage):
        return ExtractiveAnswer(answered=False, lead=absence(question, coverage), drafts=(), nearest=nearest)
    limit = min(_most(question), max_citations)
    chosen = _chosen(_fit(question, candidates), limit)
    chosen = _with_both_sides(question, chosen, candidates, coverage, limit)
    drafts = _with_grave([_draft(candidate.hit) for candidate in chosen], grave, limit)
    return ExtractiveAnswer(
        answered=True,
        lead=lead_for(question, coverage, drafts),
        drafts=drafts,
        nearest=(),
    )


def _most(question: Question) -> int:
    """How many claims at most. A question that is hardly understood earns a short answer."""
    if question.foreign:
        return MAX_FOREIGN
    return MAX_FACTS if question.kind == "fact" else MAX_CLAIMS


def _fit(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that may be quoted, best first: close to the best and on the side asked for."""
    if asks_length(question):
        candidates = [c for c in candidates if tells_length(c)] or candidates
    if question.kind == "count":
        counted = [c for c in candidates if mentions_aspect(question, c) and _takes_side(question, c.hit)]
        if counted:
            return counted
    whole = [c for c in candidates if not is_fragment(c.hit.text)] or candidates
    sided = [c for c in whole if _on_side(question, c.hit)] or whole
    best, wide = sided[0], question.asks_opinion and _are_several(sided)
    following = [
        c for c in sided[1:] if _is_near(question, c, best, wide=wide) and _takes_side(question, c.hit)
    ]
    return [best, *following]


def _is_near(question: Question, candidate: Candidate, best: Candidate, *, wide: bool) -> bool:
    """Whether a sentence may stand beside the best; `wide` lets in more of what is on the aspect."""
    below = best.score - candidate.score
    if candidate.score < LEAST or below > WIDE_MARGIN:
        return False
    return below <= MARGIN or (wide and mentions_aspect(question, candidate))


def _are_several(candidates: Sequence[Candidate]) -> bool:
    first = _voice(candidates[0])
    return any(_voice(candidate) != first for candidate in candidates)


def _chosen(fit: Sequence[Candidate], limit: int) -> list[Candidate]:
    """The first of `fit`, no two alike, each voice once while there are several."""
    several = _are_several(fit)
    chosen: list[Candidate] = []
    for candidate in fit:
        if len(chosen) == limit:
            break
        voiced = several and any(_voice(one) == _voice(candidate) for one in chosen)
        if not voiced and not any(_same(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _voice(candidate: Candidate) -> tuple[str, str]:
    """Who speaks: the author of reviews of one item, or a review that names none."""
    review = candidate.hit.review
    return (review.item_id, review.author) if review.author else ("", review.id)


def _only_the_other_side(question: Question, candidates: Sequence[Candidate], coverage: Coverage) -> bool:
    """Whether no review was counted on the wanted side and the best sentence is strongly on the other.

    A count that is nought needs no more.
    """
    sided = {"negative": coverage.negative, "positive": coverage.positive}
    if question.kind == "count":
        return sided.get(question.stance) == 0
    if question.aspect is None:
        return False
    return sided.get(question.stance) == 0 and not any(
        _on_side(question, one.hit) for one in candidates[:NEAREST]
    )


def _on_side(question: Question, hit: Hit) -> bool:
    """Whether a sentence may stand for the wanted stance: anything but a strong word for the other side."""
    strong = abs(hit.polarity) >= STRONG_POLARITY
    return not (strong and stance_of(hit) == _OPPOSITE.get(question.stance))


def _takes_side(question: Question, hit: Hit) -> bool:
    """Whether a sentence is read as taking the wanted side, where one is wanted."""
    return question.stance not in _OPPOSITE or stance_of(hit) == question.stance


def _with_both_sides(
    question: Question,
    chosen: list[Candidate],
    candidates: Sequence[Candidate],
    coverage: Coverage,
    limit: int,
) -> list[Candidate]:
    """Where both sides are asked for or taken, make room for the best word on one that is missing."""
    divided = coverage.reviewers > 1 and coverage.positive > 0 and coverage.negative > 0
    hears_both = question.stance == "both" or (divided and question.stance == "either")
    if limit < 2 or not question.asks_opinion or not hears_both:
        return chosen
    for side in ("positive", "negative"):
        if any(stance_of(candidate.hit) == side for candidate in chosen):
            continue
        missing = next((one for one in candidates if _speaks(question, one, side)), None)
        if missing is not None:
            chosen = [*chosen[: limit - 1], missing]
    return chosen


def _speaks(question: Question, candidate: Candidate, side: str) -> bool:
    """Whether a sentence is plainly on a side of what is asked."""
    on_subject = candidate.score >= LEAST and mentions_aspect(question, candidate)
    return on_subject and stance_of(candidate.hit) == side and not is_fragment(candidate.hit.text)


def _with_grave(drafts: list[Draft], grave: Mapping[str, Hit], limit: int) -> tuple[Draft, ...]:
    """The drafts with room made at their end for each report of harm that is not among them."""
    quoted = {quote.text for draft in drafts for quote in draft.quotes}
    added = [one for one in grave_drafts(grave) if one.quotes[0].text not in quoted][: max(limit - 1, 0)]
    return (*drafts[: limit - len(added)], *added)


def grave_drafts(grave: Mapping[str, Hit]) -> list[Draft]:
    """A claim for each report of harm, by what the harm is."""
    return [
        replace(draft, text=f"One reviewer reports {harm}: {draft.text}", stance="negative")
        for harm, draft in ((harm, _draft(hit)) for harm, hit in grave.items())
    ]


def _same(one: Candidate, other: Candidate) -> bool:
    return are_alike(one.hit.text, one.vector, other.hit.text, other.vector)


def _draft(hit: Hit) -> Draft:
    start, end = _at_sense(hit.text)
    quote = Quote(
        review_id=hit.review.id,
        text=hit.text[start:end],
        start=hit.span.start + start,
        score=hit.score,
        stance=stance_of(hit),
    )
    cut = " \u2026" if end < len(hit.text) else ""
    return Draft(text=f"\u201c{quote.text}\u201d{cut}", stance=stance_of(hit), quotes=(quote,))


def _at_sense(sentence: str) -> tuple[int, int]:
    """The part of a sentence to quote: all of it, or for a very long one up to a clause boundary."""
    if len(sentence) <= MAX_QUOTE_CHARS:
        return 0, len(sentence)
    window = sentence[:MAX_QUOTE_CHARS]
    clause = max(window.rfind(mark) for mark in CLAUSE_ENDS)
    word = window.rfind(" ")
    return 0, next((cut for cut in (clause, word) if cut >= MIN_CUT_CHARS), MAX_QUOTE_CHARS)
