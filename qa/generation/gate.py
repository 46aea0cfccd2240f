"""From what a model wrote to claims that may be shown: quotes are looked up, words are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from qa.alignment import Span
from qa.answering.candidates import stance_of
from qa.answering.lookup import find, find_all, is_fragment, is_quotable
from qa.answering.prose import quotations
from qa.answering.quotes import HIDDEN_QUOTE, NO_SUCH_WORDS, Draft, Gate, Quote
from qa.generation.evidence import ShownEvidence
from qa.generation.wording import fault_in, is_english, plain_words, telling_stems
from qa.generation.written import WrittenClaim, WrittenEvidence
from qa.ingest.sentences import split_sentences
from qa.models import Citation, Claim, Hit, Question, Review
from qa.reading.quotable import may_be_quoted, sentence_around

__all__ = ["Admitted", "ClaimGate", "Closeness"]

SHARED = 0.34  # of a claim's telling words, from which on it plainly speaks of what its sources speak of
# Cosine of a claim and its quotes, below which it speaks of something else. Of 48 answers by hand over the
# sample reviews nine in ten come closer or share their words, of 200 lies that hostile reviews ask for 3.
NEAR = 0.5

# How close two texts are in meaning, as a cosine.
Closeness = Callable[[str, str], float]


class Admitted(NamedTuple):
    """A claim that may be shown, and the citations that it is the first to use."""

    claim: Claim
    citations: tuple[Citation, ...]


class _Found(NamedTuple):
    """Where a quote stands, and the sentence that it is said to be from."""

    hit: Hit
    span: Span

    @property
    def quote(self) -> Quote:
        review = self.hit.review
        return Quote(
            review_id=review.id,
            text=review.text[self.span.start : self.span.end],
            start=self.span.start,
            score=self.hit.score,
            stance=stance_of(self.hit),
        )


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
        self._reviews = {review.id: review for review in evidence.reviews}
        self._closeness = closeness
        self._gate = Gate(self._reviews, limit=limit, hidden=hidden)
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
        found = list(self._found(written.evidence))
        shown = [one for one in found if not self._gate.hides(one.hit.review, one.span)]
        fault = HIDDEN_QUOTE if found and not shown else self._fault(text, shown)
        if fault is not None:
            self.faults.append(fault)
            return None
        if text.casefold() in self._told:
            return None
        quotes = tuple(one.quote for one in shown)
        return self.add(Draft(text=text, stance=written.stance, quotes=quotes))

    def allow(self, limit: int) -> None:
        """Bound the citations anew."""
        self._gate.allow(limit)

    def add(self, draft: Draft) -> Admitted | None:
        """Admit a claim in words of our own."""
        cited, dropped = len(self._gate.citations), self._gate.dropped
        claim = self._gate.admit(draft)
        if self._gate.dropped > dropped:
            self.faults.append(self._gate.faults[-1])
        if claim is None:
            return None
        self._told.add(draft.text.casefold())
        self.drafts.append(draft)
        self.admitted.append(Admitted(claim, self._gate.citations[cited:]))
        return self.admitted[-1]

    def _fault(self, text: str, found: Sequence[_Found]) -> str | None:
        if not found:
            return "none of its quotes stands, letter by letter, in the sentence it names"
        sources = self._sources(found)
        fault = fault_in(text, sources, asked=self._question.text)
        if fault is None:
            fault = self._fault_of_quotations(text, found)
        if fault is None and not self._bears_on(text, sources, found):
            fault = "it speaks of something else than its quotes"
        return fault

    def _found(self, evidence: Sequence[WrittenEvidence]) -> Iterator[_Found]:
        """The quotes that stand in the review of the sentence they are said to be from."""
        for entry in evidence:
            hit = self._evidence.numbered(entry.sentence)
            text = None if hit is None else _quoted(hit, entry.quote)
            if hit is None or text is None:
                continue
            span = _place(hit, text)
            if span is not None and may_be_quoted(sentence_around(hit.review.text, span)):
                yield _Found(hit, span)

    def _sources(self, found: Sequence[_Found]) -> list[str]:
        """All that a claim may draw on: what it quotes, the sentences that is from, who wrote of what."""
        reviews = {one.hit.review.id: one.hit.review for one in found}
        about = (part for review in reviews.values() for part in _about(review))
        return [*self._passages(found), *about]

    def _passages(self, found: Iterable[_Found]) -> list[str]:
        """Each quote with the sentence around it, where that may be shown; each passage once."""
        return list(dict.fromkeys(part for one in found for part in self._passage(one)))

    def _passage(self, one: _Found) -> Iterator[str]:
        hit, whole = one.hit, one.hit.span
        seen = one.span.start < whole.end and whole.start < one.span.end
        if seen and may_be_quoted(hit.text) and not self._gate.hides(hit.review, whole):
            yield hit.text
            if whole.start <= one.span.start and one.span.end <= whole.end:
                return
        yield one.quote.text

    def _fault_of_quotations(self, text: str, found: Sequence[_Found]) -> str | None:
        """Whatever stands in quotation marks stands in a cited review, and may be shown."""
        shown = quotations(text)
        if not shown.balanced:
            return "it has a quotation mark without its other"
        stretches = (stretch for stretch in shown.stretches if is_quotable(stretch))
        honest = all(any(self._has(one, words) for one in found) for words in stretches)
        return None if honest else NO_SUCH_WORDS

    def _has(self, one: _Found, words: str) -> bool:
        review = one.hit.review
        near = find(review.text, words, one.span.start)
        places = [*find_all(review.text, words), *([] if near is None else [near])]
        return any(
            not self._gate.hides(review, place) and may_be_quoted(sentence_around(review.text, place))
            for place in places
        )

    def _bears_on(self, text: str, sources: Sequence[str], found: Sequence[_Found]) -> bool:
        """Whether each sentence of a claim speaks of what it cites, which cannot be told in other languages.

        A claim in one needs a reason to be: that the question is in one, or what it cites.
        """
        passages = " ".join(self._passages(found))
        if not is_english(text) and (self._question.foreign or not is_english(passages)):
            return True
        given = telling_stems(" ".join([self._question.text, *sources]))
        said = (text[sentence.start : sentence.end] for sentence in split_sentences(text))
        return all(
            _shares(telling_stems(sentence), given) or self._closeness(sentence, passages) >= NEAR
            for sentence in said
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


def _shares(telling: frozenset[str], given: frozenset[str]) -> bool:
    return bool(telling) and len(telling & given) >= SHARED * len(telling)
