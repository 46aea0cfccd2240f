"""One call of a language model at a time: within its budget, its patience and while it is not given up on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from qa.errors import ModelFailed
from qa.generation.budget import Budget
from qa.generation.spending import Spending, estimated_tokens
from qa.ports import LanguageModel, Message, Spent

__all__ = ["Calls", "Patience"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long is waited, in seconds: for a first word, and between words."""

    first_s: float = 10.0
    between_s: float = 10.0


class Calls:
    """Calls a model. `reply_tokens` is the most that a reply may have, for which budget is reserved."""

    def __init__(
        self, model: LanguageModel, *, budget: Budget, patience: Patience, reply_tokens: int
    ) -> None:
        self._model = model
        self._budget = budget
        self._patience = patience
        self._reply_tokens = reply_tokens

    async def pieces(
        self, messages: Sequence[Message], spending: Spending, deadline: float
    ) -> AsyncGenerator[str]:
        """The reply, piece by piece; `deadline` is a time of the event loop. What it took goes to `spending`.

        Raises: ModelFailed.
        """
        reservation = self._budget.reserve(estimated_tokens(messages) + self._reply_tokens)
        if reservation is None:
            raise ModelFailed("The budget for the language model is spent for now.", reason="over_budget")
        told: Spent | None = None
        received = 0
        try:
            async with aclosing(self._patiently(messages, deadline)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Spent):
                        told = piece
                    else:
                        received += len(piece)
                        yield piece
        except ModelFailed as failure:
            if received == 0 and failure.reason != "model_timeout":
                told = Spent(0, 0)
            raise
        finally:
            spending.settle(reservation, told, messages, received)

    async def _patiently(self, messages: Sequence[Message], deadline: float) -> AsyncGenerator[str | Spent]:
        loop = asyncio.get_running_loop()
        wait = self._patience.first_s
        async with aclosing(self._model.write(messages)) as pieces:
            while True:
                limit = max(0.0, min(wait, deadline - loop.time()))
                try:
                    async with asyncio.timeout(limit):
                        await asyncio.sleep(0)  # what is there already comes without a pause, past any limit
                        piece = await anext(pieces)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    late = loop.time() >= deadline
                    what = "did not end in time" if late else f"said nothing for {limit:g} s"
                    raise ModelFailed(f"The model {what}.", reason="model_timeout") from None
                yield piece
                wait = self._patience.between_s
