"""A model on this machine, run by transformers through langchain-huggingface."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, closing
from typing import Any, NamedTuple

from qa.chat_models.failures import clipped
from qa.chat_models.opening import EXTRAS
from qa.errors import ConfigurationError, ModelFailed
from qa.ports import Message, Spent

__all__ = ["LocalWriter", "open_local_writer"]

# For a model that brings no form for conversations.
_PLAIN_TEMPLATE = (
    "{% for message in messages %}{{ message['content'] }}\n\n{% endfor %}{% if add_generation_prompt %}"
    "{% endif %}"
)


BUSY_WAIT_S = 2.0  # before another answer is tried


class _Failed(NamedTuple):
    error: Exception


def open_local_writer(model: str, *, max_tokens: int, timeout_s: float) -> LocalWriter:
    """A model named `huggingface:PATH_OR_ID`, loaded from safetensors; none of its code is run.

    Raises: ConfigurationError when it cannot be loaded so, or the package is missing.
    """
    from qa.chat_models.opening import connect

    _, _, path = model.partition(":")
    if not path.strip():
        raise ConfigurationError(f"{model} names no model: add the path of a folder, or an id.")
    try:
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # the library tells no types
        chat = connect(
            path,
            model_provider="huggingface",
            backend="pipeline",
            model_kwargs={"use_safetensors": True, "trust_remote_code": False},
            pipeline_kwargs={
                "return_full_text": False,
                "max_new_tokens": max_tokens,
                "max_time": timeout_s,
                "do_sample": False,
            },
        )
    except ImportError as error:
        raise ConfigurationError(
            f"The model {model} needs a package: pip install 'pullquote[{EXTRAS['huggingface']}]'."
        ) from error
    except Exception as error:
        raise ConfigurationError(
            f"The model {model} cannot be loaded. It must be a folder or an id with weights in safetensors "
            f"that needs no code of its own: {clipped(str(error))}"
        ) from error
    if not chat.tokenizer.chat_template:
        chat.tokenizer.chat_template = _PLAIN_TEMPLATE
    return LocalWriter(model, chat)


class LocalWriter:
    """Runs one reply at a time on a thread of its own; who comes meanwhile is told to come again."""

    def __init__(self, name: str, chat: Any) -> None:
        self._name = name
        self._chat = chat
        self._writes = False
        self._left = threading.Event()  # whoever asked for the reply under way has left
        self._stop_when_left()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pullquote-model")

    @property
    def name(self) -> str:
        return self._name

    async def close(self) -> None:
        self._left.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def write(self, messages: Sequence[Message]) -> AsyncGenerator[str | Spent]:
        """The reply, piece by piece, and what it took. Raises: ModelFailed."""
        if self._writes:
            raise ModelFailed(
                f"{self._name} writes one answer at a time.",
                reason="model_busy",
                again=True,
                retry_after_s=BUSY_WAIT_S,
            )
        self._writes = True
        try:
            async with aclosing(self._written(messages)) as pieces:
                async for piece in pieces:
                    yield piece
        finally:
            self._writes = False

    async def _written(self, messages: Sequence[Message]) -> AsyncGenerator[str | Spent]:
        left = threading.Event()
        pieces: asyncio.Queue[str | Spent | _Failed | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def put(piece: str | Spent | _Failed | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(pieces.put_nowait, piece)

        def run() -> None:
            try:
                for piece in self._generated(messages, left):
                    put(piece)
                put(None)
            except Exception as error:
                put(_Failed(error))

        self._thread.submit(run)
        try:
            while (piece := await pieces.get()) is not None:
                if isinstance(piece, _Failed):
                    raise ModelFailed(
                        f"{self._name} failed: {clipped(str(piece.error))}", reason="model_unavailable"
                    ) from piece.error
                yield piece
        finally:
            left.set()

    def _generated(self, messages: Sequence[Message], left: threading.Event) -> Iterator[str | Spent]:
        """Everything in one turn of the user: not every model's form has a place for a system's."""
        if left.is_set():
            return
        self._left = left
        asked = "\n\n".join(message.text for message in messages)
        written = ""
        with closing(self._chat.stream([("user", asked)], stop=None)) as chunks:
            for chunk in chunks:
                if left.is_set():
                    return
                written += str(chunk.text)
                yield str(chunk.text)
        yield Spent(self._count(asked), self._count(written))

    def _stop_when_left(self) -> None:
        """Have the model end a reply that nobody waits for; LangChain, which begins it, has no way to."""
        model = self._chat.llm.pipeline.model
        generate = model.generate

        def stoppable(*args: Any, **options: Any) -> Any:
            left = self._left
            criteria = options.get("stopping_criteria")
            if criteria is not None:
                criteria.append(lambda *_, **__: left.is_set())
            return generate(*args, **options)

        model.generate = stoppable

    def _count(self, text: str) -> int:
        return len(self._chat.tokenizer.encode(text))
