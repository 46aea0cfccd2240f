from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from api.workers import ThreadWorkers
from qa.errors import Overloaded


@pytest.fixture
def workers() -> Iterator[ThreadWorkers]:
    workers = ThreadWorkers("test", threads=1, waiting=1)
    yield workers
    workers.close()


def test_work_runs_off_the_event_loop(workers: ThreadWorkers) -> None:
    assert asyncio.run(workers.run(threading.get_ident)) != threading.get_ident()


def test_what_the_work_raises_reaches_the_caller(workers: ThreadWorkers) -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(workers.run(lambda: 1 / 0))


def test_one_more_than_may_wait_is_turned_away_at_once(workers: ThreadWorkers) -> None:
    async def crowd() -> list[object]:
        gate = threading.Event()
        first, second = (asyncio.ensure_future(workers.run(gate.wait)) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(Overloaded):
            await workers.run(gate.wait)
        gate.set()
        await asyncio.gather(first, second)
        return [await workers.run(lambda: "room again")]

    assert asyncio.run(crowd()) == ["room again"]


def test_a_caller_that_leaves_does_not_free_its_place_before_the_work_is_done(workers: ThreadWorkers) -> None:
    async def leave() -> None:
        gate = threading.Event()
        left = asyncio.ensure_future(workers.run(gate.wait))
        await asyncio.sleep(0.01)
        left.cancel()
        waiting = asyncio.ensure_future(workers.run(gate.wait))
        await asyncio.sleep(0.01)
        with pytest.raises(Overloaded):
            await workers.run(gate.wait)
        gate.set()
        await waiting

    asyncio.run(leave())


def test_the_event_loop_stays_free_while_work_runs(workers: ThreadWorkers) -> None:
    async def beat() -> int:
        gate = threading.Event()
        work = asyncio.ensure_future(workers.run(gate.wait))
        beats = 0
        while beats < 5:
            await asyncio.sleep(0.001)
            beats += 1
        gate.set()
        await work
        return beats

    assert asyncio.run(beat()) == 5
