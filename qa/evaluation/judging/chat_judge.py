"""Any chat model as a judge, by name, through LangChain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from qa.chat_models.failures import clipped, http_status, innermost, is_timeout, is_unreachable
from qa.chat_models.opening import connect, open_chat_model, shown_address
from qa.errors import ConfigurationError, JudgeFailed, JudgeUnavailable, PullquoteError
from qa.evaluation.judging.judge import Judge

__all__ = ["open_judge"]

TIMEOUT_S = 60.0  # of one try; a verdict has a hundred tokens, and models that think take longer
RETRIES = 2  # after the first try, by the provider's client, which heeds Retry-After


class Chat(Protocol):
    """The part of LangChain's chat models that is used."""

    def invoke(self, prompt: str) -> Any: ...


def open_judge(
    model: str,
    *,
    base_url: str | None = None,
    timeout_s: float = TIMEOUT_S,
    connect: Callable[..., Chat] = connect,
) -> Judge:
    """A judge by name, such as `openai:gpt-4o-mini`; `base_url` is that of an OpenAI-compatible server.

    Nothing is sent yet. The key is read by the provider's package, from the environment.

    Raises: ConfigurationError for a bad name or address, a missing package, or a missing key.
    """
    where = "" if base_url is None else f" at {shown_address(base_url)}"
    options: dict[str, Any] = {"temperature": 0, "max_retries": RETRIES, "timeout": timeout_s}
    if model.startswith("ollama:"):
        options["client_kwargs"] = {"timeout": timeout_s}  # its client knows no other way
    opened = open_chat_model(model, options, base_url=base_url, connect=connect)
    return _ChatJudge(f"{model}{where}", opened, timeout_s)


class _ChatJudge:
    """Asks a chat model, and tells what went wrong in terms of what to do."""

    def __init__(self, name: str, model: Chat, timeout_s: float) -> None:
        self.name = name
        self._model = model
        self._timeout_s = timeout_s

    def complete(self, prompt: str) -> str:
        try:
            return str(self._model.invoke(prompt).text)
        except Exception as error:  # each provider's client has its own tree of errors
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> PullquoteError:
        status = http_status(error)
        if status is not None:
            return self._refusal(status, error)
        if is_timeout(error):
            return JudgeUnavailable(
                f"{self.name} gave no answer within {self._timeout_s:g} s, in {RETRIES + 1} tries."
            )
        if is_unreachable(error):
            return JudgeUnavailable(f"{self.name} is not there, or broke off: {clipped(innermost(error))}")
        if isinstance(error, TypeError | AttributeError):  # no key at all, or no chat completion at all
            return ConfigurationError(
                f"{self.name} cannot be used; look to its address and key: {clipped(str(error))}"
            )
        return JudgeFailed(f"{self.name} failed: {type(error).__name__}: {clipped(str(error))}")

    def _refusal(self, status: int, error: Exception) -> PullquoteError:
        if status in (401, 403):
            return ConfigurationError(
                f"{self.name} refuses the key ({status}). Set the provider's key in the environment, "
                "such as OPENAI_API_KEY."
            )
        detail = clipped(str(error))
        if status == 404:
            return ConfigurationError(f"{self.name} has no such model or address (404): {detail}")
        if status == 429:
            return JudgeUnavailable(f"{self.name} limits the rate or the spending (429): {detail}")
        if status in (408, 409) or status >= 500:
            return JudgeUnavailable(f"{self.name} fails ({status}), in {RETRIES + 1} tries: {detail}")
        return JudgeFailed(f"{self.name} refuses the prompt ({status}): {detail}")
