"""The sentences that a model is shown, numbered, and what is shown of who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.models import Hit, Review

__all__ = ["ShownEvidence", "shown_evidence"]

MAX_SENTENCES = 24  # beyond these the next is to the point one time in ten
MAX_CHARS = 6_000  # of all sentences, some 1,500 tokens: small models read no more with care
MAX_SENTENCE_CHARS = 600  # of one; what is longer is cut


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvidence:
    """Sentences grouped by review and in the order of the text; number n is `hits[n - 1]`."""

    hits: tuple[Hit, ...]

    def numbered(self, n: int) -> Hit | None:
        """The sentence shown under a number, None where there is none."""
        return self.hits[n - 1] if 1 <= n <= len(self.hits) else None

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews that the sentences are of, each once."""
        return tuple({hit.review.id: hit.review for hit in self.hits}.values())

    def text_of(self, hit: Hit) -> str:
        """A sentence as it is shown: one line, cut where it is very long."""
        line = " ".join(hit.text.split())
        return line if len(line) <= MAX_SENTENCE_CHARS else f"{line[:MAX_SENTENCE_CHARS]}\u2026"


def shown_evidence(evidence: Sequence[Hit], must: Iterable[Hit] = ()) -> ShownEvidence:
    """The best of `evidence`, which is best first, as many as may be shown, and all that `must` be."""
    chosen: dict[tuple[str, int], Hit] = {(hit.review.id, hit.span.start): hit for hit in must}
    room = MAX_CHARS
    for hit in evidence:
        room -= min(len(hit.text), MAX_SENTENCE_CHARS)
        if len(chosen) >= MAX_SENTENCES or (room < 0 and chosen):
            break
        chosen.setdefault((hit.review.id, hit.span.start), hit)
    best = {hit.review.id: place for place, hit in reversed(list(enumerate(chosen.values())))}
    ordered = sorted(chosen.values(), key=lambda hit: (best[hit.review.id], hit.span.start))
    return ShownEvidence(hits=tuple(ordered))
