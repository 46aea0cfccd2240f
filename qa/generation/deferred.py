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
        self._model: LanguageModel | None = None
        self._opening = asyncio.Lock()

    @property
    def name(self) -> str:
        return self._name

    async def opened(self) -> LanguageModel:
        """The model itself. Raises: ConfigurationError when it cannot be opened."""
        async with self._opening:
            if self._model is None:
                self._model = await asyncio.to_thread(self._open)
        return self._model

    async def write(self, messages: Sequence[Message]) -> AsyncGenerator[str | Spent]:
        """As the model does. Raises: ModelFailed; ConfigurationError when it cannot be opened."""
        model = await self.opened()
        async with aclosing(model.write(messages)) as pieces:
            async for piece in pieces:
                yield piece

    async def close(self) -> None:
        if self._model is not None:
            await self._model.close()
