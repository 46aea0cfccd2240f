"""Grave reports in scope: one voice is enough for them, so that every verdict on the whole tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.models import Filters, Hit, Question
from qa.ports import EvidenceSource, LexicalIndex, ReviewRecords
from qa.reading.severity import SEVERE_TERMS, Harm, harm_in
from qa.scope_cache import ScopeCache

__all__ = ["Alarm", "Alarms", "wants_alarms"]

LOOKED_AT = 400  # sentences in scope with a grave word; the rarest words come first
CLEAR_OF = 0.3  # polarity above which a sentence praises, whatever its words: "the food is to die for"
LEAST_SCORE = 0.5  # of a report that is told without tone
KEPT_SCOPES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A sentence that reports harm; of several in a scope the gravest reading comes first."""

    harm: Harm
    hit: Hit


def wants_alarms(question: Question) -> bool:
    """Whether an opinion on the whole is asked for, in which a grave report may not be missing."""
    return question.is_of_the_whole and question.kind != "count" and question.stance != "positive"


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
            review = block.review_at(row, reviews)
            if review is None:
                continue
            hit = block.hit_at(row, review, score=max(float(block.opinion[row]), LEAST_SCORE))
            harm = harm_in(hit.text)
            if harm is not None and hit.polarity < CLEAR_OF:
                yield Alarm(harm=harm, hit=hit)
