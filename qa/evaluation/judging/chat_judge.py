"""Any chat model as a judge, by name, through LangChain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

from pydantic import ValidationError

from qa.errors import ConfigurationError, JudgeFailed, JudgeUnavailable, PullquoteError
from qa.evaluation.judging.judge import Judge

__all__ = ["connect", "open_judge"]

TIMEOUT_S = 60.0  # of one try; a verdict has a hundred tokens, and models that think take longer
RETRIES = 2  # after the first try, by the provider's client, which heeds Retry-After
PLACEHOLDER_KEY = "no-key-needed"  # a model server of one's own asks for none, but its client must send one
DETAIL_CHARS = 300  # of what a provider says about an error

_EXTRAS = {"openai": "pullquote[openai]"}
_UNKNOWN = (
    "The model {model!r} is of no known provider. Name it as provider:model, such as openai:gpt-4o-mini; "
    "for an OpenAI-compatible server as openai:MODEL with its address."
)


class Chat(Protocol):
    """The part of LangChain's chat models that is used."""

    def invoke(self, prompt: str) -> Any: ...


def connect(model: str, **options: Any) -> Chat:
    """LangChain's client for a name such as `openai:gpt-4o-mini`. Raises what that raises."""
    from langchain.chat_models import init_chat_model

    made: Chat = init_chat_model(model, **options)
    return made


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
    where = "" if base_url is None else f" at {_shown_address(base_url)}"
    options: dict[str, Any] = {"temperature": 0, "max_retries": RETRIES, "timeout": timeout_s}
    if model.startswith("ollama:"):
        options["client_kwargs"] = {"timeout": timeout_s}  # its client knows no other way
    if base_url is not None:
        options["base_url"] = base_url
    return _ChatJudge(f"{model}{where}", _connected(model, options, connect), timeout_s)


def _connected(model: str, options: dict[str, Any], connect: Callable[..., Chat]) -> Chat:
    if not model.strip():  # LangChain would make it a model to be named later
        raise ConfigurationError(_UNKNOWN.format(model=model))
    try:
        try:
            return connect(model, **options)
        except ImportError:
            raise
        except Exception:  # a key may be all that is missing, which each client says in its own way
            if "base_url" not in options or not model.startswith("openai:"):
                raise
            return connect(model, **options, api_key=PLACEHOLDER_KEY)
    except ImportError as error:
        raise ConfigurationError(_missing_package(model, error)) from error
    except Exception as error:
        raise ConfigurationError(_unusable(model, error)) from error


def _missing_package(model: str, error: ImportError) -> str:
    provider = model.partition(":")[0]
    if provider in _EXTRAS:
        return f"The model {model} needs a package: pip install '{_EXTRAS[provider]}'."
    return f"The model {model} needs a package. {error}"


def _unusable(model: str, error: Exception) -> str:
    if "infer model provider" in str(error):
        return _UNKNOWN.format(model=model)
    if isinstance(error, ValidationError):  # its text would show what was given
        detail = error.errors(include_url=False, include_input=False)[0]["msg"]
    else:
        detail = str(error)
    return f"The model {model} cannot be used: {_clipped(detail)}"


def _shown_address(base_url: str) -> str:
    """The address without what may be secret. Raises: ConfigurationError, which does not show it."""
    try:
        parts = urlsplit(base_url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise ConfigurationError(
            "The address of the model's server must be one such as http://localhost:11434/v1."
        )
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


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
        status = next((found for cause in _causes(error) if (found := _status(cause))), None)
        if status is not None:
            return self._refusal(status, error)
        kinds = " ".join(kind.__name__ for cause in _causes(error) for kind in type(cause).__mro__)
        if "Timeout" in kinds:
            return JudgeUnavailable(
                f"{self.name} gave no answer within {self._timeout_s:g} s, in {RETRIES + 1} tries."
            )
        if "Connect" in kinds or "ProtocolError" in kinds:
            return JudgeUnavailable(f"{self.name} is not there, or broke off: {_clipped(_innermost(error))}")
        if isinstance(error, TypeError | AttributeError):  # no key at all, or no chat completion at all
            return ConfigurationError(
                f"{self.name} cannot be used; look to its address and key: {_clipped(str(error))}"
            )
        return JudgeFailed(f"{self.name} failed: {type(error).__name__}: {_clipped(str(error))}")

    def _refusal(self, status: int, error: Exception) -> PullquoteError:
        if status in (401, 403):
            return ConfigurationError(
                f"{self.name} refuses the key ({status}). Set the provider's key in the environment, "
                "such as OPENAI_API_KEY."
            )
        detail = _clipped(str(error))
        if status == 404:
            return ConfigurationError(f"{self.name} has no such model or address (404): {detail}")
        if status == 429:
            return JudgeUnavailable(f"{self.name} limits the rate or the spending (429): {detail}")
        if status in (408, 409) or status >= 500:
            return JudgeUnavailable(f"{self.name} fails ({status}), in {RETRIES + 1} tries: {detail}")
        return JudgeFailed(f"{self.name} refuses the prompt ({status}): {detail}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, innermost last."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _status(error: BaseException) -> int | None:
    """The HTTP status that an error of a client carries, as their libraries have it."""
    places = (error, getattr(error, "response", None))
    found = [getattr(place, name, None) for place in places for name in ("status_code", "code")]
    return next((status for status in found if isinstance(status, int) and 400 <= status < 600), None)


def _innermost(error: Exception) -> str:
    *_, last = _causes(error)
    return str(last) or type(last).__name__


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= DETAIL_CHARS else f"{line[:DETAIL_CHARS]}…"
