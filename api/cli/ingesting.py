"""Files into the store, batch by batch, and a record of what became of every row."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.ingest.loaders import DraftRow, FileRecognised, FileSkipped, Loading, RowProblem
from qa.ingest.preparing import review_id

if TYPE_CHECKING:
    from api.ports import Service
    from qa.models import WriteOutcome

__all__ = ["MAX_BATCH_CHARS", "MAX_BATCH_REVIEWS", "MAX_PROBLEMS_KEPT", "Ingestion", "Tally"]

MAX_BATCH_REVIEWS = 256  # of one transaction; a Ctrl-C loses the work on at most this many
MAX_BATCH_CHARS = 2_000_000  # of one transaction; ten reviews of the longest kind
MAX_PROBLEMS_KEPT = 1_000  # told one by one; the others are only counted
PROGRESS_EVERY_ROWS = 64

Progress = Callable[[int, int, int], None]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What has happened so far. Counts are of reviews that the store has acknowledged."""

    files: list[FileRecognised] = field(default_factory=list)
    skipped: list[FileSkipped] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def stored(self) -> int:
        """Reviews of the files that are in the store now."""
        return self.created + self.updated + self.unchanged

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self.started

    def fail(self, problem: RowProblem) -> None:
        """Count a row, or a whole file, that could not be stored."""
        self.failed += 1
        if len(self.problems) < MAX_PROBLEMS_KEPT:
            self.problems.append(problem)

    def count(self, row: DraftRow, outcome: WriteOutcome) -> None:
        """Count what became of a row that was read."""
        if outcome.status == "created":
            self.created += 1
        elif outcome.status == "updated":
            self.updated += 1
        elif outcome.status == "unchanged":
            self.unchanged += 1
        else:
            reason = outcome.message or "could not be stored."
            self.fail(RowProblem(path=row.path, line=row.line, reason=reason))


class Ingestion:
    """Feeds what a loading yields to the service. With `strict`, stops at the first problem."""

    def __init__(self, service: Service, tally: Tally, *, strict: bool = False) -> None:
        self._service = service
        self._tally = tally
        self._strict = strict
        self._batch: dict[str, DraftRow] = {}
        self._chars = 0

    async def run(self, loading: Loading, progress: Progress) -> None:
        """Store everything that can be stored. Raises: StoreError."""
        for number, event in enumerate(loading):
            if isinstance(event, DraftRow):
                await self._take(event)
            else:
                self._note(event)
            if number % PROGRESS_EVERY_ROWS == 0:
                progress(loading.bytes_read, loading.bytes_total, self._tally.stored)
            if self._strict and self._tally.failed:
                break
        await self._flush()
        progress(loading.bytes_read, loading.bytes_total, self._tally.stored)

    def _note(self, event: object) -> None:
        if isinstance(event, FileRecognised):
            self._tally.files.append(event)
        elif isinstance(event, FileSkipped):
            self._tally.skipped.append(event)
        elif isinstance(event, RowProblem):
            self._tally.fail(event)

    async def _take(self, row: DraftRow) -> None:
        identity = row.draft.id or review_id(row.draft)
        # A later row may replace an earlier one, but the store refuses both in one write.
        if identity in self._batch:
            await self._flush()
        self._batch[identity] = row
        self._chars += len(row.draft.text)
        if len(self._batch) >= MAX_BATCH_REVIEWS or self._chars >= MAX_BATCH_CHARS:
            await self._flush()

    async def _flush(self) -> None:
        rows, self._batch, self._chars = list(self._batch.values()), {}, 0
        if not rows:
            return
        outcomes = await self._service.add_reviews([row.draft for row in rows])
        for outcome in outcomes:
            self._tally.count(rows[outcome.index], outcome)
