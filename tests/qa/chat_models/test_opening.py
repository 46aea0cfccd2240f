from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa.chat_models.opening import EXTRAS, open_chat_model, provider_of, shown_address
from qa.errors import ConfigurationError


def refusing(error: Exception, unless: str | None = None) -> Callable[..., dict[str, Any]]:
    """A client that cannot be made, unless it is given an option of that name."""

    def connect(model: str, **options: Any) -> dict[str, Any]:
        if unless is None or unless not in options:
            raise error
        return options

    return connect


def test_the_provider_stands_before_the_colon() -> None:
    assert provider_of("ollama:llama3.2:3b") == "ollama"


@pytest.mark.parametrize(("provider", "extra"), EXTRAS.items())
def test_a_package_that_is_missing_is_told_by_the_extra_that_brings_it(provider: str, extra: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"pip install 'pullquote\[{extra}\]'"):
        open_chat_model(f"{provider}:m", {}, connect=refusing(ImportError("no module")))


def test_a_package_of_another_provider_is_told_in_its_own_words() -> None:
    with pytest.raises(ConfigurationError, match="langchain-groq"):
        open_chat_model("groq:m", {}, connect=refusing(ImportError("pip install langchain-groq")))


@pytest.mark.parametrize("name", ["", "  ", "openai:", "openai: "])
def test_a_name_that_names_no_model_is_refused_before_anything_is_made(name: str) -> None:
    with pytest.raises(ConfigurationError, match="provider:model"):
        open_chat_model(name, {}, connect=refusing(AssertionError("it was made")))


def test_a_server_of_ones_own_needs_no_key() -> None:
    made = open_chat_model(
        "openai:m", {}, base_url="http://localhost:1/v1", connect=refusing(ValueError("no key"), "api_key")
    )
    assert made["base_url"] == "http://localhost:1/v1"
    assert made["api_key"]


def test_a_provider_that_is_not_asked_at_an_address_of_ones_own_needs_its_key() -> None:
    with pytest.raises(ConfigurationError, match="no key"):
        open_chat_model("openai:m", {}, connect=refusing(ValueError("no key"), "api_key"))


def test_an_address_is_shown_without_what_may_be_secret() -> None:
    assert shown_address("https://user:secret@host:8/v1/?key=secret") == "https://host:8/v1"


@pytest.mark.parametrize("address", ["ftp://host", "host:80", "http://[::1", "http://host:x"])
def test_an_address_that_is_none_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        shown_address(address)
    assert address not in str(error.value)
