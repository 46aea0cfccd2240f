"""Blocking functions called from coroutines."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Any, TypeVar

__all__ = ["call_in_thread"]

T = TypeVar("T")


async def call_in_thread(call: Callable[[], T]) -> T:
    """Call a blocking function in a daemon thread of its own; one that hangs keeps no process from ending.

    Raises: what `call` raises; RuntimeError for a StopIteration, which no coroutine can raise.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(how: Callable[[Any], None], what: Any) -> None:
        if not future.done():
            how(what)

    def work() -> None:
        try:
            outcome: tuple[Callable[[Any], None], Any] = (future.set_result, call())
        except StopIteration as error:
            outcome = (future.set_exception, RuntimeError(f"StopIteration: {error}"))
        except BaseException as error:  # whatever it is, the caller waits for it
            outcome = (future.set_exception, error)
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, *outcome)

    threading.Thread(target=copy_context().run, args=(work,), name="blocking", daemon=True).start()
    return await future
