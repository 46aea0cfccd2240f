"""Ctrl-C: once to stop at a safe point, twice to end at once. Nothing that is stored is lost by either."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import TypeVar

from api.cli.console import notices
from api.cli.exit_codes import ExitCode

__all__ = ["run_interruptibly"]

T = TypeVar("T")

_SHOW_CURSOR = "\x1b[?25h"  # which a progress bar hides


def run_interruptibly(work: Callable[[], Awaitable[T]]) -> T:
    """Run `work` in an event loop of its own. Raises: KeyboardInterrupt after one Ctrl-C; what `work` raises.

    After that the signal stays ours: a second Ctrl-C ends the process wherever it is, even while it exits.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        return asyncio.run(_whole(work))  # whoever started us ignores the signal or handles it
    interruption = _Interruption()
    signal.signal(signal.SIGINT, interruption)
    try:
        return asyncio.run(_whole(work, interruption))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        if not interruption.wanted:
            signal.signal(signal.SIGINT, before)


class _Interruption:
    """The handler of the signal."""

    def __init__(self) -> None:
        self.wanted = False
        self._cancel: Callable[[], object] | None = None

    def watch(self) -> None:
        """Call in the task that is to be cancelled."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def stop() -> None:
            notices().print("Stopping at the next safe point; Ctrl-C again ends at once.")
            task.cancel()

        self._cancel = lambda: loop.call_soon_threadsafe(stop)

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.wanted:
            _end_at_once()
        self.wanted = True
        if self._cancel is None:
            raise KeyboardInterrupt
        self._cancel()


async def _whole(work: Callable[[], Awaitable[T]], interruption: _Interruption | None = None) -> T:
    if interruption is not None:
        interruption.watch()
    return await work()


def _end_at_once() -> None:
    # The record is written in transactions, so that it may be left at any point.
    if sys.stderr.isatty():
        os.write(sys.stderr.fileno(), _SHOW_CURSOR.encode())
    os._exit(ExitCode.INTERRUPTED)
