"""`pullquote ask` from a shell, with a model that answers and with one that does not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.chat_server import ChatServer, answers, refuses
from tests.end_to_end.generative.conftest import BREAKFAST, HOTEL, Store, WithModel
from tests.end_to_end.generative.reading_model import good

ASK = ("ask", BREAKFAST, "--item", HOTEL)


@pytest.fixture(scope="module")
def chat() -> Iterator[ChatServer]:
    with ChatServer() as chat:
        yield chat


@pytest.fixture(scope="module")
def shell(store: Store, chat: ChatServer) -> WithModel:
    return store(chat)


def test_an_answer_of_the_model_is_printed_as_json(shell: WithModel, chat: ChatServer) -> None:
    chat.otherwise = answers(good)
    answer = shell.json(*ASK)
    assert (answer["engine"], answer["reason"], answer["model"]) == ("generative", None, "openai:test-model")
    written = good(chat.requests[-1].body)["claims"]
    assert [claim["text"] for claim in answer["claims"]] == [claim["text"] for claim in written]
    numbers = [citation["n"] for citation in answer["citations"]]
    assert all(claim["citations"] and set(claim["citations"]) <= set(numbers) for claim in answer["claims"])
    assert answer["usage"]["requests"] == 1


def test_an_answer_of_the_model_is_printed_to_be_read(shell: WithModel, chat: ChatServer) -> None:
    chat.otherwise = answers(good)
    done = shell.command(*ASK)
    assert "One reviewer on it:" in done.stdout
    assert "[1]" in done.stdout
    assert done.stderr == ""


def test_the_embedded_engine_answers_where_the_model_does_not(shell: WithModel, chat: ChatServer) -> None:
    chat.otherwise = refuses(401)
    done = shell.command(*ASK, "--json")
    answer = json.loads(done.stdout)
    assert (answer["engine"], answer["reason"]) == ("extractive", "model_refused")
    assert answer["answered"] and answer["claims"]
