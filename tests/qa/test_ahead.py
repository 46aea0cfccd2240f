from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from qa.ahead import Ahead


class Steps:
    """Counts up, and remembers whether it was begun and closed."""

    def __init__(self, many: int, pause: float = 0.0) -> None:
        self.many, self.pause = many, pause
        self.begun = self.closed = False

    async def run(self) -> AsyncGenerator[int]:
        self.begun = True
        try:
            for step in range(self.many):
                await asyncio.sleep(self.pause)
                yield step
        finally:
            self.closed = True


def test_the_first_step_is_begun_before_anybody_waits_for_it() -> None:
    async def look() -> list[int]:
        steps = Steps(3)
        ahead = Ahead(steps.run())
        await asyncio.sleep(0.01)
        assert steps.begun
        told = [step async for step in ahead]
        await ahead.aclose()
        return told

    assert asyncio.run(look()) == [0, 1, 2]


def test_no_steps_are_none() -> None:
    async def look() -> list[int]:
        ahead = Ahead(Steps(0).run())
        return [step async for step in ahead]

    assert asyncio.run(look()) == []


def test_closing_ends_a_first_step_that_is_under_way() -> None:
    async def leave() -> Steps:
        steps = Steps(1, pause=60)
        ahead = Ahead(steps.run())
        await asyncio.sleep(0.01)
        await ahead.aclose()
        return steps

    assert asyncio.run(leave()).closed


def test_closing_ends_what_was_begun_and_not_waited_for() -> None:
    async def leave() -> Steps:
        steps = Steps(5)
        ahead = Ahead(steps.run())
        await asyncio.sleep(0.01)
        await ahead.aclose()
        return steps

    assert asyncio.run(leave()).closed
