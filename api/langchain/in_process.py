"""Reviews in this process: a store opened for the purpose, or a service that is open already."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from api.ports import Service
from api.schemas import AskRequest, FiltersBody, SearchRequest
from api.settings import Settings
from api.views import AnswerView, HitView
from qa.errors import ConfigurationError
from qa.evaluation.loop_thread import LoopThread
from qa.models import Filters

if TYPE_CHECKING:
    from api.ports import OpenRuntime

__all__ = ["ServiceSource", "StoreSource", "open_store"]

T = TypeVar("T")

Work = Callable[[Service], Coroutine[Any, Any, T]]


class ServiceSource:
    """A service in this process, which works on one event loop, whoever asks from wherever.

    `loop` is the one on which the service was opened; by default the one that runs now. Whoever opened the
    service closes it.
    """

    def __init__(self, service: Service, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self._service: Service | None = service
        self._loop = loop or asyncio.get_running_loop()
        self._lock = threading.Lock()

    def search(self, request: SearchRequest) -> Sequence[HitView]:
        return self._waited(lambda service: _search(service, request))

    async def asearch(self, request: SearchRequest) -> Sequence[HitView]:
        return await asyncio.wrap_future(self._begin(lambda service: _search(service, request)))

    def ask(self, request: AskRequest) -> AnswerView:
        return self._waited(lambda service: _ask(service, request))

    async def aask(self, request: AskRequest) -> AnswerView:
        return await asyncio.wrap_future(self._begin(lambda service: _ask(service, request)))

    def _waited(self, work: Work[T]) -> T:
        if _running_loop() is self._loop:
            raise ConfigurationError(
                "The service works on the event loop of this very call, which would wait for itself; "
                "await ainvoke instead of invoke."
            )
        future = self._begin(work)
        try:
            return future.result()
        finally:
            future.cancel()  # where the wait was interrupted; nothing happens to work that is done

    def _begin(self, work: Work[T]) -> Future[T]:
        with self._lock:  # so that nothing is begun on a loop that is about to end
            if self._service is None or not self._loop.is_running():
                raise ConfigurationError("The store was closed; open it again to go on.")
            return asyncio.run_coroutine_threadsafe(work(self._service), self._loop)

    def _forget(self) -> None:
        """Begin nothing from now on, and keep no hold on the models, whose threads end with them."""
        with self._lock:
            self._service = None


class StoreSource(ServiceSource):
    """A store that this process opens and owns until `close`, on a thread of its own."""

    def __init__(self, settings: Settings, opener: OpenRuntime | None = None) -> None:
        with ExitStack() as stack:
            thread = LoopThread()
            stack.callback(thread.close)
            runtime = thread.enter((opener or _default_opener())(settings))
            super().__init__(runtime.service, thread.run(_this_loop()))
            self._opened = stack.pop_all()

    def close(self) -> None:
        """Finish what runs, let go of the store and end the thread; once more does nothing."""
        self._forget()
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()


def open_store(
    settings: Settings | None = None,
    *,
    home: Path | str | None = None,
    opener: OpenRuntime | None = None,
) -> StoreSource:
    """Open the store in the folder `home`; without one, the configured store, as the commands do.

    To be closed, or used in a `with`. Raises: StoreLocked when another process has it open; StoreError;
        ConfigurationError.
    """
    return StoreSource(settings or Settings.load(home=home), opener)


def _default_opener() -> OpenRuntime:
    from api.bootstrap import open_runtime

    return open_runtime


async def _this_loop() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


async def _search(service: Service, request: SearchRequest) -> Sequence[HitView]:
    hits = await service.search(
        request.query,
        _filters(request.filters),
        limit=request.limit,
        unit=request.unit,
        spoilers=request.spoilers,
    )
    return [HitView.of(hit) for hit in hits]


async def _ask(service: Service, request: AskRequest) -> AnswerView:
    answer = await service.ask(
        request.question,
        _filters(request.filters),
        engine=request.engine,
        max_citations=request.max_citations,
        spoilers=request.spoilers,
        history=request.turns(),
    )
    return AnswerView.of(answer)


def _filters(body: FiltersBody | None) -> Filters:
    return (body or FiltersBody()).value()
