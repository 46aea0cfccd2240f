"""Threads for blocking work, so that the event loop stays free, with a bound on what may wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from qa.errors import Overloaded

__all__ = ["ThreadWorkers"]

P = ParamSpec("P")
R = TypeVar("R")


class ThreadWorkers:
    """`threads` at work and at most `waiting` behind them; one more is turned away at once."""

    def __init__(self, name: str, *, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=f"pullquote-{name}")
        self._capacity = threads + waiting
        self._taken = 0

    async def run(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `work` on a thread. Call from one event loop only.

        Raises: Overloaded when too much is waiting already; whatever `work` raises.
        """
        if self._taken >= self._capacity:
            raise Overloaded("Too many requests are waiting; try again in a few seconds.")
        try:
            future = self._pool.submit(partial(work, *args, **kwargs))
        except RuntimeError as error:  # the pool was closed
            raise Overloaded("The service is stopping; try again when it is back.") from error
        self._taken += 1
        loop = asyncio.get_running_loop()
        # A cancelled caller stops waiting, but its work holds a thread until it is done.
        future.add_done_callback(lambda _: _call_soon(loop, self._release))
        return await asyncio.wrap_future(future)

    def _release(self) -> None:
        self._taken -= 1

    def close(self) -> None:
        """Finish what is running, drop what waits."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _call_soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(call)
