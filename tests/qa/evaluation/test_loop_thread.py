"""Coroutines from code that is none: run to the end on one loop, and left in order."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from qa.evaluation.loop_thread import LoopThread


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    loop = LoopThread()
    yield loop
    loop.close()


def running() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "evaluation"]


async def here() -> tuple[threading.Thread, asyncio.AbstractEventLoop]:
    return threading.current_thread(), asyncio.get_running_loop()


def test_a_coroutine_is_run_to_the_end_and_its_result_returned(loop: LoopThread) -> None:
    async def add() -> int:
        await asyncio.sleep(0)
        return 2 + 2

    assert loop.run(add()) == 4


def test_everything_runs_on_one_loop_in_a_thread_of_its_own(loop: LoopThread) -> None:
    first, second = loop.run(here()), loop.run(here())
    assert first == second
    assert first[0] is not threading.current_thread()
    assert first[0].daemon


def test_what_a_coroutine_raises_is_raised_here_and_the_loop_goes_on(loop: LoopThread) -> None:
    async def fail() -> None:
        raise OSError("unplugged")

    with pytest.raises(OSError, match="unplugged"):
        loop.run(fail())
    assert loop.run(here())


def test_it_can_be_used_where_another_loop_runs(loop: LoopThread) -> None:
    async def inside() -> bool:
        return loop.run(here())[1] is not asyncio.get_running_loop()

    assert asyncio.run(inside())


class Door:
    """Notes who came and went."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.loops: list[object] = []

    @asynccontextmanager
    async def through(self, name: str) -> AsyncIterator[str]:
        self._note(f"{name} in")
        try:
            yield name
        finally:
            self._note(f"{name} out")

    def _note(self, what: str) -> None:
        self.noted.append(what)
        self.loops.append(asyncio.get_running_loop())


def test_what_is_entered_lasts_until_the_loop_is_closed_and_is_left_in_reverse_order() -> None:
    loop, door = LoopThread(), Door()
    own = loop.run(here())[1]
    assert loop.enter(door.through("ana")) == "ana"
    assert loop.enter(door.through("bo")) == "bo"
    assert loop.run(here())
    assert door.noted == ["ana in", "bo in"]
    loop.close()
    assert door.noted == ["ana in", "bo in", "bo out", "ana out"]
    assert set(door.loops) == {own}


def test_what_cannot_be_entered_is_raised_and_what_was_before_is_still_left() -> None:
    @asynccontextmanager
    async def locked() -> AsyncIterator[None]:
        raise OSError("locked")
        yield

    loop, door = LoopThread(), Door()
    loop.enter(door.through("ana"))
    with pytest.raises(OSError, match="locked"):
        loop.enter(locked())
    loop.close()
    assert door.noted == ["ana in", "ana out"]


def test_a_closed_loop_leaves_no_thread_behind() -> None:
    before = running()
    loop = LoopThread()
    thread, own = loop.run(here())
    assert thread in running()
    loop.close()
    assert running() == before
    assert own.is_closed()


def test_threads_that_were_used_are_ended_as_well() -> None:
    loop = LoopThread()
    worker = loop.run(asyncio.to_thread(threading.current_thread))
    assert worker.is_alive()
    loop.close()
    assert not worker.is_alive()


def test_the_loop_ends_although_something_cannot_be_left() -> None:
    @asynccontextmanager
    async def stuck() -> AsyncIterator[None]:
        yield
        raise OSError("stuck")

    before, door = running(), Door()
    loop = LoopThread()
    loop.enter(door.through("ana"))
    loop.enter(stuck())
    with pytest.raises(OSError, match="stuck"):
        loop.close()
    assert running() == before
    assert door.noted == ["ana in", "ana out"]


def test_a_function_that_hangs_does_not_keep_the_loop_from_closing() -> None:
    loop, released, closed = LoopThread(), threading.Event(), threading.Event()

    async def give_up() -> None:
        async with asyncio.timeout(0.05):
            await asyncio.to_thread(released.wait)

    with pytest.raises(TimeoutError):
        loop.run(give_up())

    def close() -> None:
        loop.close()
        closed.set()

    closing = threading.Thread(target=close)
    closing.start()
    try:
        assert closed.wait(timeout=1)
    finally:
        released.set()
        closing.join(timeout=10)


def test_what_still_runs_is_cancelled_when_the_loop_is_closed() -> None:
    loop, ended = LoopThread(), []

    async def linger() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("lingering")

    async def begin() -> asyncio.Task[None]:
        task = asyncio.create_task(linger())
        await asyncio.sleep(0)
        return task

    task = loop.run(begin())
    loop.close()
    assert ended == ["lingering"]
    assert task.done()
