from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from qa.errors import ConfigurationError, ModelFailed
from qa.generation.chat_writer import open_writer
from qa.ports import LanguageModel, Message, Spent
from tests.chat_server import ChatServer, breaks_off_after, page, refuses, says, says_json
from tests.provider_server import ProviderServer

ASKED = [Message("system", "Be brief."), Message("user", "How is it?")]
REPLY = {"claims": []}


@pytest.fixture(autouse=True)
def _no_keys_and_no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "OPENAI_API_BASE",
        "ANTHROPIC_API_KEY",
        "GOOGLE_API_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("LANGSMITH_TRACING", "false")


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as server:
        yield server


def opened(name: str = "openai:m", base_url: str | None = None) -> LanguageModel:
    return open_writer(name, base_url=base_url, max_tokens=100, timeout_s=5)


async def everything(model: LanguageModel) -> list[str | Spent]:
    return [piece async for piece in model.write(ASKED)]


def written(model: LanguageModel) -> list[str | Spent]:
    """All pieces of a reply. Raises: what the model does."""

    async def write() -> list[str | Spent]:
        try:
            return await everything(model)
        finally:
            await model.close()

    return asyncio.run(write())


def text_of(pieces: list[str | Spent]) -> str:
    return "".join(piece for piece in pieces if isinstance(piece, str))


def test_a_reply_comes_in_pieces_and_then_what_it_took(server: ChatServer) -> None:
    server.script.append(says("one two three four", usage=(11, 5), piece=6))
    *pieces, spent = written(opened(base_url=server.base_url))
    assert text_of(pieces) == "one two three four"
    assert len(pieces) > 1
    assert spent == Spent(11, 5)


def test_a_model_is_asked_for_the_form_by_its_own_means_first(server: ChatServer) -> None:
    server.script.append(says_json(REPLY))
    written(opened(base_url=server.base_url))
    body = server.requests[0].body
    assert body["response_format"]["type"] == "json_schema"
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


def test_a_server_that_refuses_the_form_is_asked_without_it_from_then_on() -> None:
    with ChatServer(refuse_fields={"response_format", "stream_options"}) as server:
        server.otherwise = says_json(REPLY)
        model = opened(base_url=server.base_url)

        async def write() -> list[str | Spent]:
            with pytest.raises(ModelFailed) as failure:
                await anext(model.write(ASKED))
            assert (failure.value.again, failure.value.retry_after_s) == (True, 0)
            await everything(model)
            pieces = await everything(model)
            await model.close()
            return pieces

        assert json.loads(text_of(asyncio.run(write()))) == REPLY
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("reply", "reason", "again"),
    [
        (refuses(401), "model_refused", False),
        (refuses(404), "model_refused", False),
        (refuses(429), "model_rate_limited", True),
        (refuses(500), "model_unavailable", True),
        (refuses(503), "model_unavailable", True),
        (breaks_off_after("some words", 4), "model_unavailable", True),
        (page(), "model_unavailable", True),
        (says("cut", finish="length"), "reply_unreadable", False),
    ],
)
def test_what_goes_wrong_has_a_reason(server: ChatServer, reply: Any, reason: str, again: bool) -> None:
    server.script.append(reply)
    with pytest.raises(ModelFailed) as failure:
        written(opened(base_url=server.base_url))
    assert (failure.value.reason, failure.value.again) == (reason, again)


def test_the_time_a_server_names_is_kept(server: ChatServer) -> None:
    server.script.append(refuses(429, retry_after="7"))
    with pytest.raises(ModelFailed) as failure:
        written(opened(base_url=server.base_url))
    assert failure.value.retry_after_s == 7


def test_leaving_a_reply_hangs_up(server: ChatServer) -> None:
    server.script.append(says("word " * 100, delay=0.05))

    async def leave() -> None:
        model = opened(base_url=server.base_url)
        pieces: AsyncIterator[Any] = model.write(ASKED)
        await anext(pieces)
        await pieces.aclose()  # type: ignore[attr-defined]
        await asyncio.to_thread(server.requests[0].wait_until_over, 2)
        await model.close()

    asyncio.run(leave())
    assert server.requests[0].gone_at is not None


def test_anthropic_replies_through_the_arguments_of_a_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a-key")
    with ProviderServer(json.dumps(REPLY)) as server:
        *pieces, spent = written(opened("anthropic:claude-test", server.url))
    assert json.loads(text_of(pieces)) == REPLY
    assert spent == Spent(11, 5)
    [request] = server.requests
    assert request["body"]["max_tokens"] == 100
    assert request["body"]["tools"][0]["input_schema"]["properties"].keys() == {"claims"}


def test_anthropic_is_overloaded_with_a_status_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a-key")
    with (
        ProviderServer("", status=529, headers={"Retry-After": "3"}) as server,
        pytest.raises(ModelFailed) as failure,
    ):
        written(opened("anthropic:claude-test", server.url))
    assert (failure.value.reason, failure.value.retry_after_s) == ("model_unavailable", 3)
    assert len(server.requests) == 1


def test_ollama_is_told_the_form_and_streams() -> None:
    with ProviderServer(json.dumps(REPLY)) as server:
        *pieces, spent = written(opened("ollama:m", server.url))
    assert json.loads(text_of(pieces)) == REPLY
    assert spent == Spent(11, 5)
    [request] = server.requests
    assert request["path"] == "/api/chat"
    assert request["body"]["format"]["properties"].keys() == {"claims"}
    assert request["body"]["options"]["num_predict"] == 100


def test_google_is_opened_with_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_API_KEY", "a-key")
    assert opened("google_genai:gemini-test").name == "google_genai:gemini-test"


@pytest.mark.parametrize("name", ["openai:m", "google_genai:m"])
def test_a_key_that_is_missing_is_told_at_once(name: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        opened(name)


@pytest.mark.parametrize("name", ["", "gibberish", "nobody:m"])
def test_a_name_of_no_known_provider_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError):
        opened(name)


def test_a_bad_address_is_refused_without_showing_it() -> None:
    with pytest.raises(ConfigurationError) as error:
        opened(base_url="ftp://user:secret@host")
    assert "secret" not in str(error.value)
