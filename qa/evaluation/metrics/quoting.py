"""Whether quotes are real and citations hang together. Anything below 1 is a fault, whatever was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from qa.answering.lookup import find
from qa.answering.prose import quoted_stretches
from qa.evaluation.answers import AnswerClaim, Cited
from qa.evaluation.metrics.metric import Observation, Score, Unit
from qa.evaluation.reviews import ReviewText

__all__ = ["CitationForm", "QuoteValidity", "broken_form", "quote_fault"]

_CHECKED_WORDS = 4  # words in quotation marks, from which a claim is taken to quote rather than to name


class QuoteValidity:
    """Valid quotes / quotes shown, of citations and nearest passages alike.

    A quote with offsets is valid when `text[start:end] == quote` in the review it names, to the character.
    One without is valid when it stands in the review, up to white space, quotation marks, dashes and case.

    Source: the promise of the W3C Web Annotation Data Model's TextPositionSelector with TextQuoteSelector.
    """

    name = "quote_validity"
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[Unit] = "share"
    must_hold: ClassVar[bool] = True

    def score(self, seen: Observation) -> Score | None:
        shown = [*seen.answer.citations, *seen.answer.nearest]
        if not shown:
            return None
        valid = sum(quote_fault(cited, seen) is None for cited in shown)
        return Score(value=valid / len(shown), weight=len(shown))


def quote_fault(cited: Cited, seen: Observation) -> str | None:
    """Why a quote is not valid, None where it is."""
    if not cited.quote.strip():  # which stands in every review
        return "a quote without words is shown"
    named = seen.review_of(cited.review_id)
    if cited.review_id is not None and named is None:
        return f"there is no review {cited.review_id!r}"
    candidates: Sequence[ReviewText] = [named] if named is not None else seen.in_scope
    if cited.start is not None and cited.end is not None and named is not None:
        return _misplaced(cited, named.text, cited.start, cited.end)
    if not any(cited.quote in review.text or find(review.text, cited.quote) for review in candidates):
        where = f"review {named.id!r}" if named is not None else "any review in scope"
        return f"{cited.quote!r} does not stand in {where}"
    return None


def _misplaced(cited: Cited, text: str, start: int, end: int) -> str | None:
    place = f"{start} to {end} of review {cited.review_id!r}"
    if not 0 <= start < end <= len(text):
        return f"{place} is no stretch of it: it has {len(text):,} characters"
    if text[start:end] == cited.quote:
        return None
    elsewhere = text.find(cited.quote)
    hint = f"it stands at {elsewhere}" if elsewhere >= 0 else "it stands nowhere in that review"
    return f"{place} reads {text[start:end]!r}, not {cited.quote!r}; {hint}"


class CitationForm:
    """Sound claims / claims.

    A claim is sound when it cites something, every number it cites is there, and longer words that it shows
    in quotation marks are those of what it cites, or hold them as its review does.

    Source: the citation checks of ALCE, Gao et al., EMNLP 2023, with "is quoted by" for its entailment model.
    """

    name = "citation_form"
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[Unit] = "share"
    must_hold: ClassVar[bool] = True

    def score(self, seen: Observation) -> Score | None:
        claims = seen.answer.claims
        if not claims:
            return None
        broken = {index for index, _ in broken_form(seen)}
        return Score(value=1 - len(broken) / len(claims), weight=len(claims))


def broken_form(seen: Observation) -> Iterator[tuple[int, str]]:
    """The claims that are not sound, by index, and why."""
    for index, claim in enumerate(seen.answer.claims):
        fault = _fault_of(claim, seen)
        if fault is not None:
            yield index, fault


def _fault_of(claim: AnswerClaim, seen: Observation) -> str | None:
    if not claim.citations:
        return f"the claim {claim.text!r} cites nothing"
    cited = {n: seen.answer.cited_as(n) for n in claim.citations}
    missing = [n for n, found in cited.items() if found is None]
    if missing:
        return f"the claim {claim.text!r} cites [{missing[0]}], and there is no such citation"
    for stretch in quoted_stretches(claim.text):
        if len(stretch.split()) >= _CHECKED_WORDS and not any(
            found is not None and _stands_in(stretch, found, seen) for found in cited.values()
        ):
            numbers = ", ".join(f"[{n}]" for n in cited)
            return f"the claim quotes {stretch!r}, which is not what {numbers} cites"
    return None


def _stands_in(stretch: str, cited: Cited, seen: Observation) -> bool:
    """Whether words are those of a citation, or hold them, within the review cited."""
    if stretch in cited.quote or find(cited.quote, stretch):
        return True
    if cited.quote not in stretch and find(stretch, cited.quote) is None:
        return False
    # Words can be invented around those of a citation: what holds them must stand in the review, too.
    return quote_fault(Cited(quote=stretch, review_id=cited.review_id), seen) is None
