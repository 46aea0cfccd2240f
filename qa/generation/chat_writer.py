"""Any chat model that LangChain reaches, as one that writes answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from typing import Any, Protocol

import httpx

from qa.chat_models.failures import (
    clipped,
    http_status,
    innermost,
    is_timeout,
    is_unreachable,
    retry_after_s,
)
from qa.chat_models.opening import connect, open_chat_model, provider_of
from qa.errors import ModelFailed
from qa.generation.written import SCHEMA
from qa.ports import LanguageModel, Message, Spent

__all__ = ["ChatWriter", "open_writer"]

LOCAL, OPENAI = "huggingface", "openai"
_REFUSES_FORM = (400, 422)  # what a server says to a parameter that it does not know
_BUSY = (408, 409, 425, 500, 502, 503, 504, 529)


class Streams(Protocol):
    """The part of LangChain's runnables that is used."""

    def astream(self, input: Any, config: Any = None) -> Any: ...


def open_writer(
    model: str,
    *,
    base_url: str | None = None,
    max_tokens: int,
    timeout_s: float,
) -> LanguageModel:
    """A model by name, such as `openai:gpt-4o-mini`; nothing is sent yet.

    Replies have at most `max_tokens`; a call is given up after `timeout_s` at the latest.

    Raises: ConfigurationError for a bad name or address, a missing package, or a missing key.
    """
    if provider_of(model) == LOCAL:
        from qa.generation.local_writer import open_local_writer

        return open_local_writer(model, max_tokens=max_tokens, timeout_s=timeout_s)
    provider = provider_of(model)
    options = {**_options(provider, max_tokens, timeout_s), "temperature": 0}
    client = httpx.AsyncClient(timeout=timeout_s) if provider == OPENAI else None
    # OpenAI's own is shared by all that ask the same server, whichever event loop they run on.
    if client is not None:
        options = {**options, "stream_usage": True, "http_async_client": client}
    opened: Any = open_chat_model(model, options, base_url=base_url, connect=connect)
    if (getattr(opened, "profile", None) or {}).get("temperature") is False:  # models that think refuse one
        del options["temperature"]
        opened = open_chat_model(model, options, base_url=base_url, connect=connect)
    _load(opened)
    return ChatWriter(model, _forms(_patient(opened)), client)


def _options(provider: str, max_tokens: int, timeout_s: float) -> dict[str, Any]:
    """What each provider's client calls these. Retries are ours: theirs would multiply them."""
    if provider == "ollama":
        return {"num_predict": max_tokens, "client_kwargs": {"timeout": timeout_s}}
    return {"max_tokens": max_tokens, "timeout": timeout_s, "max_retries": 0}


def _load(model: Any) -> None:
    """Import what LangChain and OpenAI's client would only import with the first call, half a second long."""
    import langchain_core.tracers.langchain
    import langchain_core.tracers.run_collector  # noqa: F401

    client = getattr(model, "root_async_client", None)
    if client is not None:
        _ = client.beta.chat.completions


def _patient(model: Any) -> Any:
    """The model without a limit of its own between chunks: it can swallow that a call is cancelled.

    Source: `asyncio.wait_for` before Python 3.12, https://github.com/python/cpython/issues/86296
    """
    limit = "stream_chunk_timeout"
    return model.model_copy(update={limit: None}) if hasattr(model, limit) else model


def _forms(model: Any) -> list[Streams]:
    """The ways to ask, best first: by the provider's own structured output, and by the prompt alone."""
    plain = model.model_copy(update={"stream_usage": False}) if hasattr(model, "stream_usage") else model
    try:
        structured = model.with_structured_output(dict(SCHEMA))
    except (NotImplementedError, TypeError, ValueError):
        return [plain]
    # It is a model that was told the form, and a parser behind it, which would wait for the whole reply.
    bound = getattr(structured, "first", None)
    return [plain] if bound is None else [bound, plain]


class ChatWriter:
    """Streams the replies of a chat model.

    What its server refuses to be told, it is not told again, unless it refuses what is left as well: then the
    fault lay elsewhere.
    """

    def __init__(self, name: str, forms: Sequence[Streams], client: httpx.AsyncClient | None = None) -> None:
        self._name = name
        self._all_forms = tuple(forms)
        self._forms = list(forms)
        self._client = client

    @property
    def name(self) -> str:
        return self._name

    async def close(self) -> None:
        from langchain_core.tracers.langchain import wait_for_all_tracers

        await asyncio.to_thread(wait_for_all_tracers)
        if self._client is not None:
            await self._client.aclose()

    async def write(self, messages: Sequence[Message]) -> AsyncGenerator[str | Spent]:
        """The reply, piece by piece, and what it took. Raises: ModelFailed."""
        spent = Spent(0, 0)
        form = self._forms[0]
        config = {"run_name": "pullquote", "metadata": {"pullquote_model": self._name}}
        try:
            async with aclosing(form.astream([tuple(message) for message in messages], config)) as chunks:
                async for chunk in chunks:
                    spent = _added(spent, getattr(chunk, "usage_metadata", None))
                    for piece in _pieces(chunk):
                        yield piece
        except Exception as error:  # each provider's client has its own tree of errors
            raise self._failure(error, form) from error
        if spent != (0, 0):
            yield spent

    def _failure(self, error: Exception, form: Streams) -> ModelFailed:
        status = http_status(error)
        if status in _REFUSES_FORM and form is not self._all_forms[-1]:
            self._forms = [other for other in self._forms if other is not form]
            return ModelFailed(
                f"{self._name} refuses the form asked for.",
                reason="model_refused",
                again=True,
                retry_after_s=0,
            )
        if status in _REFUSES_FORM:
            self._forms = list(self._all_forms)
        if status is not None:
            return self._refusal(status, error)
        if is_timeout(error):
            return ModelFailed(f"{self._name} took too long.", reason="model_timeout")
        if is_unreachable(error):
            detail = clipped(innermost(error))
            return ModelFailed(
                f"{self._name} is not there, or broke off: {detail}", reason="model_unavailable", again=True
            )
        if "LengthFinishReason" in type(error).__name__:
            return ModelFailed("It was too long and was cut off; write less.", reason="reply_unreadable")
        return ModelFailed(
            f"{self._name} failed: {type(error).__name__}: {clipped(str(error))}",
            reason="model_unavailable",
            again=True,
        )

    def _refusal(self, status: int, error: Exception) -> ModelFailed:
        detail = f"{self._name} answered {status}: {clipped(str(error))}"
        wait = retry_after_s(error)
        if status == 429:
            return ModelFailed(detail, reason="model_rate_limited", again=True, retry_after_s=wait)
        if status in _BUSY or status >= 500:
            return ModelFailed(detail, reason="model_unavailable", again=True, retry_after_s=wait)
        return ModelFailed(detail, reason="model_refused")


def _pieces(chunk: Any) -> list[str]:
    """What a chunk adds to the reply: text, or the arguments of a tool call that carries it."""
    called = [str(call["args"]) for call in getattr(chunk, "tool_call_chunks", ()) if call.get("args")]
    text = str(chunk.text)
    return called or ([text] if text else [])


def _added(spent: Spent, usage: Mapping[str, Any] | None) -> Spent:
    if not usage:
        return spent
    return Spent(
        spent.input_tokens + int(usage.get("input_tokens") or 0),
        spent.output_tokens + int(usage.get("output_tokens") or 0),
    )
