"""Steps of which the first is begun before anybody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Generic, TypeVar

__all__ = ["Ahead"]

T = TypeVar("T")


class Ahead(Generic[T]):
    """An asynchronous generator whose first step runs at once, on a task of its own. To be closed."""

    def __init__(self, steps: AsyncGenerator[T]) -> None:
        self._steps = steps
        self._first = asyncio.ensure_future(anext(steps))

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            yield await self._first
        except StopAsyncIteration:
            return
        async for step in self._steps:
            yield step

    async def aclose(self) -> None:
        """End the generator wherever it is."""
        while not self._first.done():
            self._first.cancel()
            await asyncio.wait([self._first], timeout=0.1)
        await asyncio.gather(self._first, return_exceptions=True)
        await self._steps.aclose()
