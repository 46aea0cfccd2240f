"""An event loop on a thread of its own, for code that waits, such as a test that is no coroutine."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any, TypeVar

__all__ = ["LoopThread"]

PATIENCE_S = 0.5  # for threads that are about to end

T = TypeVar("T")


class LoopThread:
    """Runs coroutines and waits for them; what is entered is left, in reverse order, by `close`."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._executor = ThreadPoolExecutor(thread_name_prefix="evaluation")
        self._loop.set_default_executor(self._executor)
        self._thread = threading.Thread(target=self._loop.run_forever, name="evaluation", daemon=True)
        self._thread.start()
        self._stack = AsyncExitStack()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run to the end. Raises: what `work` raises."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def enter(self, manager: AbstractAsyncContextManager[T]) -> T:
        """Enter a context that lasts until `close`."""
        return self.run(self._stack.enter_async_context(manager))

    def close(self) -> None:
        """Leave what was entered, cancel what still runs, and end the loop. A thread that hangs is left."""
        try:
            self.run(self._stack.aclose())
            self.run(_cancel_others())
        finally:
            ending = threading.Thread(target=self._executor.shutdown, daemon=True)
            ending.start()
            ending.join(PATIENCE_S)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
