"""Taking reviews in: what is new or changed is computed and stored, the rest is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.errors import DuplicateReview, InvalidReview
from qa.ingest.chunking import CHUNK_CHARS
from qa.ingest.cleaning import clean
from qa.ingest.drafts import ReviewDraft
from qa.ingest.entries import make_entries
from qa.ingest.preparing import prepare
from qa.models import Filters, Review, ReviewEntry, WriteOutcome, WriteStatus
from qa.ports import Embedder, OpinionReader, ReviewRecords

__all__ = ["Intake"]

REPROCESS_BATCH = 200  # reviews held at once while everything is computed anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Writes reviews to the record. Calls block."""

    records: ReviewRecords
    embedder: Embedder
    opinions: OpinionReader
    chunk_chars: int = CHUNK_CHARS

    def add(self, drafts: Sequence[ReviewDraft]) -> list[WriteOutcome]:
        """Store drafts in one transaction; one outcome for each, in order.

        Raises: DuplicateReview, StoreFull, StoreError. Then nothing was stored.
        """
        prepared = [_prepared(index, draft) for index, draft in enumerate(drafts)]
        reviews = _unique([review for review in prepared if isinstance(review, Review)])
        known = self.records.content_hashes(reviews)
        changed = [review for review in reviews.values() if known.get(review.id) != review.content_hash]
        if changed:
            self.records.save(self.entries_of(changed))
        waiting = {review.id for review in changed}
        return [self._outcome(index, one, known, waiting) for index, one in enumerate(prepared)]

    def reprocess(self, total: int, progress: Callable[[int, int], None]) -> int:
        """Compute everything anew from the source texts, all or none.

        `progress` is told reviews done and reviews in all; the total is returned.
        """
        self.records.replace_all(self._anew(total, progress))
        return total

    def entries_of(self, reviews: Sequence[Review]) -> list[ReviewEntry]:
        """Compute everything that is stored of `reviews`."""
        return make_entries(reviews, self.embedder, self.opinions, chunk_chars=self.chunk_chars)

    def _anew(self, total: int, progress: Callable[[int, int], None]) -> Iterator[ReviewEntry]:
        done = 0
        cursor: str | None = None
        while True:
            page = self.records.page(Filters(), cursor, REPROCESS_BATCH)
            reviews = [_cleaned_anew(review) for review in page.rows]
            yield from self.entries_of(reviews)
            done += len(page.rows)
            progress(done, total)
            cursor = page.cursor
            if cursor is None:
                return

    @staticmethod
    def _outcome(
        index: int, one: Review | WriteOutcome, known: Mapping[str, str], waiting: set[str]
    ) -> WriteOutcome:
        if isinstance(one, WriteOutcome):
            return one
        status: WriteStatus = "unchanged"
        if one.id in waiting:
            waiting.discard(one.id)  # a second copy in the same request changes nothing
            status = "updated" if one.id in known else "created"
        return WriteOutcome(index=index, id=one.id, status=status)


def _prepared(index: int, draft: ReviewDraft) -> Review | WriteOutcome:
    try:
        return prepare(draft)
    except InvalidReview as error:
        return WriteOutcome(
            index=index,
            id=draft.id,
            status="error",
            code=error.code,
            message=error.message,
            field=error.field,
        )


def _unique(reviews: Sequence[Review]) -> dict[str, Review]:
    """Reviews by id. Raises: DuplicateReview when two share an id and differ."""
    found: dict[str, Review] = {}
    for review in reviews:
        other = found.setdefault(review.id, review)
        if other.content_hash != review.content_hash:
            raise DuplicateReview(
                f"Two reviews of this request have the id {review.id!r} and differ. "
                "Give each its own id, or send one of them; nothing was stored."
            )
    return found


def _cleaned_anew(review: Review) -> Review:
    """The review cleaned as it would be now; one of which nothing would be left stays as it is."""
    cleaned = clean(review.source_text)
    if not cleaned.text.strip():
        return review
    return replace(review, text=cleaned.text, alignment=cleaned.alignment)
