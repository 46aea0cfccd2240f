"""Blocking functions called in threads, by what they do."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from contextvars import ContextVar
from typing import NoReturn

import pytest

from qa.evaluation.blocking import call_in_thread

ASKED: ContextVar[str] = ContextVar("ASKED", default="nobody")


def test_what_a_function_returns_comes_back_from_another_thread() -> None:
    assert asyncio.run(call_in_thread(threading.get_ident)) != threading.get_ident()


def test_a_function_sees_the_context_of_whoever_calls_it() -> None:
    async def work() -> str:
        ASKED.set("ana")
        return await call_in_thread(ASKED.get)

    assert asyncio.run(work()) == "ana"


def test_the_loop_goes_on_while_a_function_blocks() -> None:
    async def work() -> bool:
        released = threading.Event()
        waiting = asyncio.create_task(call_in_thread(lambda: released.wait(10)))
        await asyncio.sleep(0)
        released.set()
        return await waiting

    assert asyncio.run(work())


def _leave() -> NoReturn:
    sys.exit(3)


def test_what_a_function_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(call_in_thread(lambda: 1 // 0))


def test_a_stop_iteration_is_told_as_another_error() -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(call_in_thread(lambda: next(iter(()))))


def test_an_exit_is_raised_where_it_is_waited_for() -> None:
    async def work() -> object:
        try:
            await call_in_thread(_leave)
        except SystemExit as exit_:
            return exit_.code
        return None

    assert asyncio.run(work()) == 3


HANGS = """
import asyncio, threading
from qa.evaluation.blocking import call_in_thread

async def work():
    async with asyncio.timeout(0.05):
        await call_in_thread(threading.Event().wait)

try:
    asyncio.run(work())
except TimeoutError:
    print("gave up")
"""


def test_a_function_that_hangs_keeps_no_process_from_ending() -> None:
    ended = subprocess.run([sys.executable, "-c", HANGS], capture_output=True, text=True, timeout=30)
    assert (ended.returncode, ended.stdout) == (0, "gave up\n")


def test_a_function_that_ends_after_its_loop_is_not_missed() -> None:
    released, ended = threading.Event(), threading.Event()

    def late() -> None:
        released.wait(10)
        ended.set()

    async def give_up() -> None:
        async with asyncio.timeout(0.01):
            await call_in_thread(late)

    with pytest.raises(TimeoutError):
        asyncio.run(give_up())
    released.set()
    assert ended.wait(10)
