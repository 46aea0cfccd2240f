"""From what a model wrote to claims that may be shown: quotes are looked up, words are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from qa.alignment import Span
from qa.answering.candidates import stance_of
from qa.answering.lookup import find, is_fragment
from qa.answering.quotes import Draft, Gate, Quote
from qa.generation.evidence import ShownEvidence
from qa.generation.wording import fault_in, plain_words
from qa.generation.written import WrittenClaim, WrittenEvidence
from qa.ingest.sentences import split_sentences
from qa.models import Citation, Claim, Hit, Question, Review
from qa.reading.quotable import may_be_quoted, sentence_around
from qa.reading.vocabulary import FUNCTION_WORDS
from qa.words import stem, words

__all__ = ["Admitted", "ClaimGate", "Closeness"]

SHARED = 0.34  # of a claim's telling words, from which on it plainly speaks of what its sources speak of
# Cosine of a claim and its quotes, below which it speaks of something else. Of 48 answers by hand over the
# sample reviews nine in ten come closer or share their words, of 200 lies that hostile reviews ask for 7.
NEAR = 0.5

# How close two texts are in meaning, as a cosine.
Closeness = Callable[[str, str], float]


class Admitted(NamedTuple):
    """A claim that may be shown, and the citations that it is the first to use."""

    claim: Claim
    citations: tuple[Citation, ...]


class ClaimGate:
    """Admits claims one by one. Blocks while it measures closeness, which is only where words differ.

    `limit` bounds the citations; nothing is quoted that meets a span of `hidden`, by review.
    """

    def __init__(
        self,
        question: Question,
        evidence: ShownEvidence,
        *,
        limit: int,
        closeness: Closeness,
        hidden: Mapping[str, Sequence[Span]] = MappingProxyType({}),
    ) -> None:
        self._question = question
        self._evidence = evidence
        self._closeness = closeness
        reviews = {review.id: review for review in evidence.reviews}
        self._gate = Gate(reviews, limit=limit, hidden=hidden)
        self._told: set[str] = set()
        self.faults: list[str] = []
        self.drafts: list[Draft] = []
        self.admitted: list[Admitted] = []

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Those admitted so far."""
        return tuple(self._gate.claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of the claims admitted so far, in order of first use."""
        return self._gate.citations

    @property
    def dropped(self) -> int:
        """How many claims could not be borne out."""
        return len(self.faults)

    def admit(self, written: WrittenClaim) -> Admitted | None:
        """The claim as it may be shown; None where it is dropped, was told before, or is beyond the limit."""
        text = plain_words(written.text)
        quotes = tuple(self._quotes(written.evidence))
        fault = self._fault(text, quotes)
        if fault is not None:
            self.faults.append(fault)
            return None
        if text.casefold() in self._told:
            return None
        return self.add(Draft(text=text, stance=written.stance, quotes=quotes))

    def allow(self, limit: int) -> None:
        """Bound the citations anew."""
        self._gate.allow(limit)

    def add(self, draft: Draft) -> Admitted | None:
        """Admit a claim in words of our own."""
        cited, dropped = len(self._gate.citations), self._gate.dropped
        claim = self._gate.admit(draft)
        if self._gate.dropped > dropped:
            self.faults.append("it quotes words that no quoted review has, or that may not be shown")
        if claim is None:
            return None
        self._told.add(draft.text.casefold())
        self.drafts.append(draft)
        self.admitted.append(Admitted(claim, self._gate.citations[cited:]))
        return self.admitted[-1]

    def _fault(self, text: str, quotes: Sequence[Quote]) -> str | None:
        if not quotes:
            return "none of its quotes stands, letter by letter, in the sentence it names"
        fault = fault_in(text, self._sources(quotes))
        if fault is None and not self._bears_on(text, quotes):
            fault = "it speaks of something else than its quotes"
        return fault

    def _quotes(self, evidence: Sequence[WrittenEvidence]) -> Iterator[Quote]:
        """The quotes that stand in the review of the sentence they are said to be from."""
        for entry in evidence:
            hit = self._evidence.numbered(entry.sentence)
            text = None if hit is None else _quoted(hit, entry.quote)
            if hit is None or text is None:
                continue
            span = _place(hit, text)
            if span is not None and may_be_quoted(sentence_around(hit.review.text, span)):
                yield Quote(
                    review_id=hit.review.id,
                    text=hit.review.text[span.start : span.end],
                    start=span.start,
                    score=hit.score,
                    stance=stance_of(hit),
                )

    def _sources(self, quotes: Sequence[Quote]) -> list[str]:
        reviews = {review.id: review for review in self._evidence.reviews}
        about = (part for quote in quotes for part in _about(reviews[quote.review_id]))
        return [self._question.text, *(quote.text for quote in quotes), *about]

    def _bears_on(self, text: str, quotes: Sequence[Quote]) -> bool:
        """Whether each sentence of a claim speaks of what the quotes do. Other languages cannot be told."""
        if self._question.foreign:
            return True
        quoted = " ".join(quote.text for quote in quotes)
        given = _telling(quoted) | _telling(self._question.text)
        said = (text[sentence.start : sentence.end] for sentence in split_sentences(text))
        return all(
            len(telling & given) >= SHARED * len(telling) or self._closeness(sentence, quoted) >= NEAR
            for sentence in said
            if (telling := _telling(sentence))
        )


def _quoted(hit: Hit, quote: str) -> str | None:
    """What is to be looked up: the quote, or the sentence where a quote is left out or too short to tell."""
    if not quote.strip():
        return hit.text
    if is_fragment(quote):
        return hit.text if find(hit.text, quote) else None
    return quote


def _place(hit: Hit, text: str) -> Span | None:
    """Where words stand in the review of a sentence, which they stand in if they can; never inside a word."""
    inside = find(hit.text, text)
    if inside is None:
        return find(hit.review.text, text)
    return Span(hit.span.start + inside.start, hit.span.start + inside.end)


def _about(review: Review) -> Iterator[str]:
    yield from filter(None, (review.item_title, review.item_id, review.title, review.author))


def _telling(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in FUNCTION_WORDS)
