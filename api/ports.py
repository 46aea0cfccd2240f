"""What the routes and the commands need from the rest of the program."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Protocol

from qa.events import AnswerEvent
from qa.models import (
    Answer,
    Engine,
    Filters,
    Hit,
    Item,
    Page,
    Review,
    Spoilers,
    Summary,
    Turn,
    Unit,
    WriteOutcome,
)

if TYPE_CHECKING:
    from api.settings import Settings
    from qa.ingest.drafts import ReviewDraft

__all__ = ["OpenRuntime", "Readiness", "Runtime", "Service"]


class Service(Protocol):
    """The core facade, as far as this package uses it."""

    async def add_reviews(self, drafts: Sequence[ReviewDraft]) -> list[WriteOutcome]: ...

    async def ask(
        self,
        question: str,
        filters: Filters = ...,
        *,
        engine: Engine = ...,
        max_citations: int = ...,
        spoilers: Spoilers = ...,
        history: Sequence[Turn] = ...,
    ) -> Answer: ...

    def stream(
        self,
        question: str,
        filters: Filters = ...,
        *,
        engine: Engine = ...,
        max_citations: int = ...,
        spoilers: Spoilers = ...,
        history: Sequence[Turn] = ...,
    ) -> AsyncGenerator[AnswerEvent]: ...

    async def search(
        self,
        query: str,
        filters: Filters = ...,
        *,
        limit: int = ...,
        unit: Unit = ...,
        spoilers: Spoilers = ...,
    ) -> Sequence[Hit]: ...

    async def summarize(
        self,
        item_id: str,
        aspects: Sequence[str] = ...,
        *,
        max_aspects: int = ...,
        max_citations: int = ...,
        spoilers: Spoilers = ...,
    ) -> Summary: ...

    async def review(self, review_id: str) -> Review: ...

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]: ...

    async def delete_review(self, review_id: str) -> None: ...

    async def items(self, *, cursor: str | None, limit: int) -> Page[Item]: ...


class Readiness(Protocol):
    """Whether questions can be answered now: the result of each check, by name, and what is stored."""

    @property
    def ready(self) -> bool: ...

    @property
    def checks(self) -> Mapping[str, str]: ...

    @property
    def reviews(self) -> int: ...


class Runtime(Protocol):
    """An open store with everything that works on it."""

    @property
    def service(self) -> Service: ...

    async def readiness(self) -> Readiness: ...

    async def try_model(self) -> str | None:
        """Call the language model once: "ok", or what went wrong; None where none is configured."""
        ...

    async def reindex(self, progress: Callable[[int, int], None]) -> None:
        """Compute everything anew from the record; `progress` is told reviews done and reviews in all."""
        ...

    def report(self) -> Mapping[str, str]: ...


class OpenRuntime(Protocol):
    """Opens the store that the settings name, and closes it on leaving.

    With `adopt`, also a store made with another embedding model; with `warm`, models load at once.
    """

    def __call__(
        self, settings: Settings, *, adopt: bool = False, warm: bool = False
    ) -> AbstractAsyncContextManager[Runtime]: ...
