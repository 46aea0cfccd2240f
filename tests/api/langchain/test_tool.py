"""The tool, over a fake service and over the real thing."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from langchain_core.messages import ToolMessage
from langchain_core.tools import StructuredTool

from api.langchain import StoreSource, pullquote_tool
from api.views import AnswerView
from qa.errors import ConfigurationError, InputError, StoreFull
from tests.api.fakes import FakeService
from tests.api.langchain.conftest import HOTEL


def called(tool: StructuredTool, *, awaited: bool = False, **arguments: Any) -> ToolMessage:
    call = {"type": "tool_call", "id": "call_1", "name": tool.name, "args": arguments}
    message = asyncio.run(tool.ainvoke(call)) if awaited else tool.invoke(call)
    assert isinstance(message, ToolMessage)
    return message


@pytest.mark.parametrize("awaited", [False, True])
def test_the_content_is_for_the_model_and_the_artifact_is_the_whole_answer(
    fake_store: StoreSource, awaited: bool
) -> None:
    message = called(pullquote_tool(fake_store), awaited=awaited, question="How was the breakfast?")
    assert message.status == "success"
    assert message.content == (
        "breakfast [1]. breakfast [2].\n"
        f"[1] “breakfast” (Mirela D., rated 8.5/10, 2024-10-27, item_id {HOTEL}, review_id r1)\n"
        f"[2] “breakfast” (Ngozi, rated 2/5, item_id {HOTEL}, review_id r2)\n"
        "Of 3 reviewers in scope, 2 on this: 0 for, 0 against."
    )
    answer = AnswerView.model_validate(message.artifact)
    assert [citation.review_id for citation in answer.citations] == ["r1", "r2"]
    assert json.loads(json.dumps(message.artifact, allow_nan=False)) == message.artifact


def test_arguments_limit_the_scope(fake_store: StoreSource, service: FakeService) -> None:
    tool = pullquote_tool(fake_store, max_citations=1, spoilers="hide")
    called(tool, question="How is the lid?", item_id="kettle", review_id="a/b c")
    [asked] = service.asked
    assert (asked["filters"].item_id, asked["filters"].review_id) == ("kettle", "a/b c")
    assert (asked["max_citations"], asked["spoilers"]) == (1, "hide")


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_an_argument_without_a_value_is_one_not_given(
    fake_store: StoreSource, service: FakeService, nothing: str | None
) -> None:
    called(pullquote_tool(fake_store), question="How is the lid?", item_id=nothing)
    assert service.asked[0]["filters"].item_id is None


def test_the_arguments_are_described(fake_store: StoreSource) -> None:
    tool = pullquote_tool(fake_store)
    assert tool.name == "ask_reviews"
    assert list(tool.args) == ["question", "item_id", "review_id"]
    assert all(argument["description"] for argument in tool.args.values())
    assert tool.response_format == "content_and_artifact"


def test_what_is_set_is_not_the_models_to_choose(fake_store: StoreSource, service: FakeService) -> None:
    scope = {"item_id": HOTEL, "rating": {"gte": 2}, "published": {"from": "2020-01-01"}}
    tool = pullquote_tool(fake_store, filters=scope)
    assert list(tool.args) == ["question", "review_id"]
    assert called(tool, question="How was the breakfast?").status == "success"
    asked = service.asked[0]["filters"]
    assert (asked.item_id, asked.rating.gte, str(asked.published.since)) == (HOTEL, 2, "2020-01-01")
    refused = called(tool, question="How is the lid?", item_id="kettle")
    assert refused.status == "error"
    assert refused.content == "item_id: This is not a known field; leave it out."


@pytest.mark.parametrize("awaited", [False, True])
def test_what_goes_wrong_is_told_to_the_model(
    fake_store: StoreSource, service: FakeService, awaited: bool
) -> None:
    tool = pullquote_tool(fake_store)
    empty = called(tool, awaited=awaited, question=" ")
    assert (empty.status, empty.content) == ("error", "Ask a question of 1 to 2,000 characters.")
    service.failure = StoreFull("The disk is full; free some space.")
    full = called(tool, awaited=awaited, question="How is the lid?")
    assert (full.status, full.content) == ("error", "The disk is full; free some space.")


def test_the_engine_may_be_named(fake_store: StoreSource) -> None:
    tool = pullquote_tool(fake_store, engine="extractive")
    assert called(tool, question="How is the lid?").artifact["engine"] == "extractive"
    refused = called(pullquote_tool(fake_store, engine="generative"), question="How is the lid?")
    assert str(refused.content).startswith("No language model is configured")


def test_a_call_without_a_question_is_told_what_is_missing(fake_store: StoreSource) -> None:
    message = called(pullquote_tool(fake_store), item_id="kettle")
    assert (message.status, message.content) == ("error", "question: This is required.")


def test_a_fault_of_ours_is_not_hidden(fake_store: StoreSource, service: FakeService) -> None:
    service.failure = RuntimeError("a bug")
    with pytest.raises(RuntimeError, match="a bug"):
        called(pullquote_tool(fake_store), question="How is the lid?")


def test_a_tool_that_cannot_be_made_is_refused_at_once(fake_store: StoreSource) -> None:
    with pytest.raises(ConfigurationError, match="Name one place"):
        pullquote_tool()
    with pytest.raises(InputError, match="engine"):
        pullquote_tool(fake_store, engine="best")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="max_citations"):
        pullquote_tool(fake_store, max_citations=0)
    with pytest.raises(InputError, match=r"filters\.item: This is not a known field"):
        pullquote_tool(fake_store, filters={"item": "x"})


def test_the_same_is_answered_in_this_process_and_at_an_address(store: StoreSource, address: str) -> None:
    asked = {"question": "What did guests say about the breakfast?", "item_id": HOTEL}
    here, there = called(pullquote_tool(store), **asked), called(pullquote_tool(base_url=address), **asked)
    assert here.content == there.content
    assert "[1] “" in str(here.content)
    own = ("id", "timing_ms")
    assert {k: v for k, v in here.artifact.items() if k not in own} == {
        k: v for k, v in there.artifact.items() if k not in own
    }


def test_a_service_that_is_not_there_is_told_to_the_model() -> None:
    message = called(pullquote_tool(base_url="http://127.0.0.1:1"), question="How is the lid?")
    assert message.status == "error"
    assert "Start it with `pullquote serve`" in str(message.content)
