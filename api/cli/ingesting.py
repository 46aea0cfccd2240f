"""Files into the store, batch by batch, and a record of what became of every row."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qa.ingest.loaders import DraftRow, FileDone, FileRecognised, FileSkipped, Loading, RowProblem
from qa.ingest.preparing import content_hash, review_id

if TYPE_CHECKING:
    from api.ports import Service
    from qa.models import WriteOutcome

__all__ = ["MAX_BATCH_CHARS", "MAX_BATCH_REVIEWS", "MAX_PROBLEMS_KEPT", "Ingestion", "Tally", "place_of"]

MAX_BATCH_REVIEWS = 128  # of one transaction; a Ctrl-C waits for at most this many
MAX_BATCH_CHARS = 500_000  # of one transaction, but for a last review that goes beyond
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
    without_text: int = 0
    stopped_early: bool = False
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
            self.fail(RowProblem(path=row.path, line=row.line, reason=reason, element=row.element))


class _Given(NamedTuple):
    """Where an id was met first, and the hash of what it stood for."""

    content: str
    path: Path
    line: int
    element: int | None


class Ingestion:
    """Feeds what a loading yields to the service. With `strict`, stops at the first problem.

    Of rows with one id the first counts: a second would replace it, and the next run would change it back.
    Copies of a row are passed over in silence.
    """

    def __init__(self, service: Service, tally: Tally, *, strict: bool = False) -> None:
        self._service = service
        self._tally = tally
        self._strict = strict
        self._batch: list[DraftRow] = []
        self._given: dict[str, _Given] = {}  # some 300 bytes a review
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
                self._tally.stopped_early = True
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
        elif isinstance(event, FileDone):
            self._tally.without_text += event.without_text

    async def _take(self, row: DraftRow) -> None:
        identity = row.draft.id or review_id(row.draft)
        given = _Given(content_hash(row.draft, identity), row.path, row.line, row.element)
        first = self._given.setdefault(identity, given)
        if first is not given:
            if first.content != given.content:
                self._tally.fail(_differs(row, identity, first))
            return
        self._batch.append(row)
        self._chars += len(row.draft.text)
        if len(self._batch) >= MAX_BATCH_REVIEWS or self._chars >= MAX_BATCH_CHARS:
            await self._flush()

    async def _flush(self) -> None:
        rows, self._batch, self._chars = self._batch, [], 0
        if not rows:
            return
        outcomes = await self._service.add_reviews([row.draft for row in rows])
        for outcome in outcomes:
            self._tally.count(rows[outcome.index], outcome)


def place_of(row: RowProblem | _Given) -> str:
    """Where a row stands, for people: file, line, and element where a line holds several."""
    line = "" if row.line is None else f", line {row.line}"
    element = "" if row.element is None else f", element {row.element}"
    return f"{row.path}{line}{element}"


def _differs(row: DraftRow, identity: str, first: _Given) -> RowProblem:
    place = f"at {place_of(first)}"
    if row.draft.id is None:
        told = f"the same review was given before with other details {place}; the first is taken."
    else:
        told = (
            f"the id {identity!r} was given before with other content {place}; the first is taken. "
            "Give each review its own id."
        )
    return RowProblem(path=row.path, line=row.line, reason=told, element=row.element)
