"""Systems under test: anything that takes a case and returns an answer."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from qa.errors import ConfigurationError
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.blocking import call_in_thread
from qa.evaluation.cases import Case
from qa.evaluation.reviews import MemoryReviews, ReviewSource, ServiceReviews
from qa.models import Answer, Engine, Filters, Hit, Page, Review, Turn, Unit

__all__ = ["Ask", "CallableSystem", "Service", "ServiceSystem", "System", "as_system"]

RETRIEVED = 10  # sentences asked for to judge retrieval by itself

Ask = Callable[[Case], SystemAnswer | Awaitable[SystemAnswer] | Mapping[str, Any]]


class System(Protocol):
    """A system under test, and the reviews that it answers about."""

    @property
    def about(self) -> Mapping[str, Any]:
        """What it is, in words or settings, for the report."""
        ...

    @property
    def reviews(self) -> ReviewSource: ...

    async def ask(self, case: Case) -> SystemAnswer:
        """Answer a case. May raise anything: that is a row of the report, not a crash."""
        ...


class CallableSystem:
    """Any function of a case, blocking or not; what it returns is read by `SystemAnswer.read`."""

    def __init__(self, ask: Ask, reviews: ReviewSource, *, name: str | None = None) -> None:
        self._ask = ask
        self.reviews = reviews
        self.about: Mapping[str, Any] = {"callable": name or getattr(ask, "__name__", type(ask).__name__)}

    async def ask(self, case: Case) -> SystemAnswer:
        answer: Any = await call_in_thread(lambda: self._ask(case))
        if inspect.isawaitable(answer):
            answer = await answer
        return SystemAnswer.read(answer)


class Service(Protocol):
    """The core facade, as far as judging needs it."""

    async def ask(
        self,
        question: str,
        filters: Filters = ...,
        *,
        engine: Engine = ...,
        max_citations: int = ...,
        history: Sequence[Turn] = ...,
    ) -> Answer: ...

    async def search(
        self, query: str, filters: Filters = ..., *, limit: int = ..., unit: Unit = ...
    ) -> Any: ...

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]: ...


class ServiceSystem:
    """Pullquote itself, in this process."""

    def __init__(
        self,
        service: Service,
        *,
        engine: Engine = "auto",
        max_citations: int = 6,
        retrieval: bool = True,
        about: Mapping[str, Any] | None = None,
    ) -> None:
        self._service = service
        self._engine: Engine = engine
        self._max_citations = max_citations
        self._retrieval = retrieval
        self.reviews: ReviewSource = ServiceReviews(service)
        self.about = {"engine": engine, "max_citations": max_citations, **(about or {})}

    async def ask(self, case: Case) -> SystemAnswer:
        scope = case.scope.filters()
        answer = await self._service.ask(
            case.question,
            scope,
            engine=self._engine,
            max_citations=self._max_citations,
            history=[Turn(role=turn.role, content=turn.content) for turn in case.history],
        )
        return SystemAnswer.of(answer)

    async def retrieve(self, case: Case) -> tuple[Hit, ...] | None:
        """What it finds for the question, best first; asked apart, so that it costs the answer no time."""
        if not self._retrieval:
            return None
        return tuple(await self._service.search(case.question, case.scope.filters(), limit=RETRIEVED))


def as_system(given: Any, reviews: Any = None) -> System:
    """A system from whatever names one: a system, or a function together with its reviews.

    `reviews` are a `ReviewSource`, texts by id, or mappings with `id` and `text`. Where they are given, they
    take the place of the system's own.

    Raises: ConfigurationError for a function without reviews, and for anything else.
    """
    reviews = getattr(given, "reviews", None) if reviews is None else reviews
    if hasattr(given, "ask") and reviews is not None:
        return _completed(given, reviews)
    if not callable(given):
        raise ConfigurationError(
            f"{given!r} is no system: give a function of a case, or an object with `ask` and `reviews`."
        )
    if reviews is None:
        raise ConfigurationError(
            "Evidence and quotes are looked up in the reviews: give the reviews this function answers about."
        )
    return CallableSystem(given, _source(reviews))


class _CompletedSystem(CallableSystem):
    """An object with `ask`, completed to a system; its own `retrieve` is asked."""

    def __init__(self, given: Any, reviews: ReviewSource) -> None:
        super().__init__(given.ask, reviews, name=type(given).__name__)
        self.about = getattr(given, "about", self.about)
        if hasattr(given, "retrieve"):
            self.retrieve = given.retrieve


def _completed(given: Any, reviews: Any) -> System:
    whole = inspect.iscoroutinefunction(given.ask) and hasattr(given, "about")
    if whole and reviews is getattr(given, "reviews", None) and hasattr(reviews, "in_scope"):
        system: System = given
        return system
    return _CompletedSystem(given, _source(reviews))


def _source(reviews: Any) -> ReviewSource:
    return reviews if hasattr(reviews, "in_scope") else MemoryReviews(reviews)
