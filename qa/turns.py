"""Sentences that give away the plot: told of what is quoted, kept out of what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qa.alignment import Span
from qa.evidence import Evidence
from qa.models import Citation, Filters, Hit, Review
from qa.ports import EvidenceSource
from qa.reading.spoilers import gives_away
from qa.scope_cache import ScopeCache

__all__ = ["PlotTurns", "is_turn"]

KEPT_REVIEWS = 5_000  # whose turns are remembered; a few hundred bytes each
HIDDEN = "\u2026"

Turns = Mapping[str, Sequence[Span]]


def is_turn(hit: Hit) -> bool:
    """Whether a sentence that was found gives away a turn of the plot."""
    return gives_away(hit.text, hit.opinion, hit.span.start / max(1, len(hit.review.text)))


class PlotTurns:
    """Finds the turns of the plot in reviews. Safe to share between threads where the port is."""

    def __init__(self, evidence: EvidenceSource) -> None:
        self._evidence = evidence
        self._kept: ScopeCache[str, tuple[Span, ...]] = ScopeCache(KEPT_REVIEWS)

    def marked(self, citations: Iterable[Citation], *, hide: bool) -> tuple[Citation, ...]:
        """The citations, each told whether it gives the plot away; with `hide`, nothing around it does."""
        cited = list(citations)
        turns = self.of({one.review.id: one.review for one in cited}.values())
        marked = (_marked(one, turns[one.review.id]) for one in cited)
        return tuple(_veiled(one, turns[one.review.id]) if hide else one for one in marked)

    def without(self, passages: Iterable[Hit]) -> list[Hit]:
        """The passages in which no turn of the plot is told."""
        found = list(passages)
        turns = self.of({one.review.id: one.review for one in found}.values())
        return [one for one in found if not any(_meet(one.span, turn) for turn in turns[one.review.id])]

    def of(self, reviews: Iterable[Review]) -> Turns:
        """Where each of the reviews, by id, gives the plot away."""
        return {review.id: self._of(review) for review in reviews}

    def _of(self, review: Review) -> tuple[Span, ...]:
        revision = self._evidence.revision
        kept = self._kept.get(review.id, revision)
        if kept is None:
            blocks = self._evidence.blocks(Filters(review_id=review.id))
            kept = tuple(turn for block in blocks for turn in _turns_in(review, block))
            self._kept.put(review.id, revision, kept)
        return kept


def _turns_in(review: Review, block: Evidence) -> Iterable[Span]:
    for start, end, opinion in zip(
        block.starts.tolist(), block.ends.tolist(), block.opinion.tolist(), strict=True
    ):
        if gives_away(review.text[start:end], opinion, start / max(1, len(review.text))):
            yield Span(start, end)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _marked(citation: Citation, turns: Iterable[Span]) -> Citation:
    span = Span(citation.start, citation.end)
    return replace(citation, spoiler=any(_meet(span, turn) for turn in turns))


def _veiled(citation: Citation, turns: Sequence[Span]) -> Citation:
    text, first = citation.review.text, citation.start - len(citation.before)
    before = _blanked(text, Span(first, citation.start), turns)
    after = _blanked(text, Span(citation.end, citation.end + len(citation.after)), turns)
    return replace(citation, before=before, after=after)


def _blanked(text: str, span: Span, turns: Sequence[Span]) -> str:
    """The stretch of text with an ellipsis for every turn that it touches."""
    pieces, place = [], span.start
    for turn in turns:
        if _meet(span, turn):
            pieces += [text[place : max(place, turn.start)], HIDDEN]
            place = min(span.end, turn.end)
    return "".join([*pieces, text[place : span.end]])
