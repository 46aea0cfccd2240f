"""Grave reports in scope: one voice is enough for them, so that every verdict on the whole tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.alignment import Span
from qa.evidence import Evidence
from qa.models import Filters, Hit, Question, Review
from qa.ports import EvidenceSource, LexicalIndex, ReviewRecords
from qa.reading.severity import SEVERE_TERMS, Harm, harm_in
from qa.scope_cache import ScopeCache

__all__ = ["Alarm", "Alarms", "wants_alarms"]

LOOKED_AT = 400  # sentences in scope with a grave word; the rarest words come first
CLEAR_OF = 0.3  # polarity above which a sentence praises, whatever its words: "the food is to die for"
KEPT_SCOPES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A sentence that reports harm; of several in a scope the gravest reading comes first."""

    harm: Harm
    hit: Hit


def wants_alarms(question: Question) -> bool:
    """Whether an opinion on the whole is asked for, in which a grave report may not be missing."""
    of_the_whole = question.aspect is None and question.kind in ("opinion", "verdict")
    return of_the_whole and question.stance != "positive"


class Alarms:
    """Finds grave reports. Safe to share between threads where the ports are."""

    def __init__(self, *, records: ReviewRecords, evidence: EvidenceSource, lexical: LexicalIndex) -> None:
        self._records = records
        self._evidence = evidence
        self._lexical = lexical
        self._kept: ScopeCache[Filters, tuple[Alarm, ...]] = ScopeCache(KEPT_SCOPES)

    def raised(self, filters: Filters) -> Sequence[Alarm]:
        """The grave reports in scope, the most plainly negative first."""
        revision = self._evidence.revision
        kept = self._kept.get(filters, revision)
        if kept is None:
            kept = tuple(sorted(self._search(filters), key=lambda alarm: alarm.hit.polarity))
            self._kept.put(filters, revision, kept)
        return kept

    def _search(self, filters: Filters) -> Iterable[Alarm]:
        keys = [key for key, _ in self._lexical.search(SEVERE_TERMS, filters, LOOKED_AT)]
        block = self._evidence.of([], keys, filters)
        reviews = self._records.get({speaker.review_id for speaker in block.speakers})
        for row in range(len(block)):
            speaker = block.speakers[int(block.review_of[row])]
            review = reviews.get(speaker.review_id)
            if review is None or review.content_hash != speaker.content_hash:
                continue
            text = review.text[int(block.starts[row]) : int(block.ends[row])]
            harm = harm_in(text)
            if harm is not None and float(block.polarity[row]) < CLEAR_OF:
                yield Alarm(harm=harm, hit=_hit(block, row, review))


def _hit(block: Evidence, row: int, review: Review) -> Hit:
    opinion, polarity = float(block.opinion[row]), float(block.polarity[row])
    return Hit(
        review=review,
        span=Span(int(block.starts[row]), int(block.ends[row])),
        score=max(opinion, 0.5),
        opinion=opinion,
        polarity=polarity,
        ordinal=int(block.ordinals[row]),
    )
