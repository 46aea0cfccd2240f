"""A language model that is opened when it is first asked: its client takes a second or two to load."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

from qa.ports import LanguageModel, Message, Spent

__all__ = ["DeferredModel"]


class DeferredModel:
    """Opens the model once, on a thread. To be used from one event loop."""

    def __init__(self, name: str, open_model: Callable[[], LanguageModel]) -> None:
        self._name = name
        self._open = open_model
        self._opening: asyncio.Task[LanguageModel] | None = None

    @property
    def name(self) -> str:
        return self._name

    async def opened(self) -> LanguageModel:
        """The model itself. Whoever stops waiting for it does not stop its being opened.

        Raises: ConfigurationError when it cannot be opened.
        """
        if self._opening is None or (self._opening.done() and self._opening.exception() is not None):
            self._opening = asyncio.create_task(asyncio.to_thread(self._open))
        return await asyncio.shield(self._opening)

    async def write(self, messages: Sequence[Message]) -> AsyncGenerator[str | Spent]:
        """As the model does. Raises: ModelFailed; ConfigurationError when it cannot be opened."""
        model = await self.opened()
        async with aclosing(model.write(messages)) as pieces:
            async for piece in pieces:
                yield piece

    async def close(self) -> None:
        if self._opening is None:
            return
        [opened] = await asyncio.gather(self._opening, return_exceptions=True)
        if not isinstance(opened, BaseException):
            await opened.close()
