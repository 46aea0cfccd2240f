"""A chat model by its name, such as `openai:gpt-4o-mini`, as LangChain's client for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError

from qa.chat_models.failures import clipped
from qa.errors import ConfigurationError

__all__ = ["EXTRAS", "connect", "open_chat_model", "provider_of", "shown_address"]

PLACEHOLDER_KEY = "no-key-needed"  # a model server of one's own asks for none, but its client must send one
OPENAI = "openai"

# What `pip install 'pullquote[...]'` brings for each provider.
EXTRAS = {
    "anthropic": "anthropic",
    "google_genai": "google",
    "huggingface": "huggingface",
    "ollama": "ollama",
    "openai": "openai",
}
_UNKNOWN = (
    "The model {model!r} is of no known provider. Name it as provider:model, such as openai:gpt-4o-mini; "
    "for an OpenAI-compatible server as openai:MODEL with its address."
)

T = TypeVar("T")


def connect(model: str, **options: Any) -> Any:
    """LangChain's client for a model. Raises what that raises."""
    from langchain.chat_models import init_chat_model

    return init_chat_model(model, **options)


def provider_of(model: str) -> str:
    """The part of a model's name before the colon."""
    return model.partition(":")[0]


def open_chat_model(
    model: str, options: dict[str, Any], *, base_url: str | None = None, connect: Callable[..., T] = connect
) -> T:
    """The client for a model, with `options` of its provider; nothing is sent yet.

    `base_url` is that of an OpenAI-compatible server. The key is read by the provider's package, from the
    environment.

    Raises: ConfigurationError for a bad name or address, a missing package, or a missing key.
    """
    _, colon, named = model.partition(":")
    if not model.strip() or (colon and not named.strip()):  # LangChain would have it named later
        raise ConfigurationError(_UNKNOWN.format(model=model))
    if base_url is not None:
        shown_address(base_url)
        options = {**options, "base_url": base_url}
    try:
        return _connected(model, options, connect)
    except ImportError as error:
        raise ConfigurationError(_missing_package(model, error)) from error
    except Exception as error:
        raise ConfigurationError(_unusable(model, error)) from error


def _connected(model: str, options: dict[str, Any], connect: Callable[..., T]) -> T:
    try:
        return connect(model, **options)
    except ImportError:
        raise
    except Exception:  # a key may be all that is missing, which each client says in its own way
        if "base_url" not in options or provider_of(model) != OPENAI:
            raise
        return connect(model, **options, api_key=PLACEHOLDER_KEY)


def _missing_package(model: str, error: ImportError) -> str:
    extra = EXTRAS.get(provider_of(model))
    if extra is not None:
        return f"The model {model} needs a package: pip install 'pullquote[{extra}]'."
    return f"The model {model} needs a package. {error}"


def _unusable(model: str, error: Exception) -> str:
    if "infer model provider" in str(error):
        return _UNKNOWN.format(model=model)
    if isinstance(error, ValidationError):  # its text would show what was given
        detail = error.errors(include_url=False, include_input=False)[0]["msg"]
    else:
        detail = str(error)
    return f"The model {model} cannot be used: {clipped(detail)}"


def shown_address(base_url: str) -> str:
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
