from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from qa.errors import Overloaded
from qa.models import Turn
from tests.api.fakes import FakeService
from tests.api.wire import Wire


def stream(wire: Wire, question: str = "What about the ending?", **fields: object) -> httpx.Response:
    return wire.request("POST", "/v1/ask/stream", json={"question": question, **fields})


def frames(response: httpx.Response) -> list[Any]:
    lines = [line.removeprefix("data: ") for line in response.text.splitlines() if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    return [json.loads(line) for line in lines[:-1]]


def kinds(response: httpx.Response) -> list[str]:
    return [frame["type"] for frame in frames(response)]


def test_sources_come_first_and_the_end_last(stored: Wire) -> None:
    told = kinds(stream(stored))
    assert told[:4] == ["start", "source-document", "source-document", "data-coverage"]
    assert told[4:8] == ["text-start", "text-delta", "data-claim", "data-citation"]
    assert told[-3:] == ["text-end", "data-suggestions", "finish"]


def test_a_stream_is_told_to_be_one(stored: Wire) -> None:
    response = stream(stored)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-vercel-ai-ui-message-stream"] == "v1"


def test_the_stretches_of_text_are_the_answer(stored: Wire) -> None:
    deltas = [frame["delta"] for frame in frames(stream(stored)) if frame["type"] == "text-delta"]
    assert "".join(deltas) == stored.ask().json()["answer"]


def test_the_end_says_what_was_not_told_before(stored: Wire) -> None:
    finish = frames(stream(stored))[-1]
    assert finish["finishReason"] == "stop"
    assert finish["messageMetadata"]["engine"] == "extractive"
    assert finish["messageMetadata"]["answered"] is True


def test_the_nearest_passages_are_told_where_nothing_answers(stored: Wire) -> None:
    told = frames(stream(stored, "Any zebras?"))
    [nearest] = [frame["data"] for frame in told if frame["type"] == "data-nearest"]
    assert nearest[0]["review_id"] == "r1"
    assert told[-1]["messageMetadata"]["answered"] is False


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"question": ""}, 422, "invalid_question"),
        ({"question": "How?", "colour": "red"}, 422, "invalid_request"),
        ({"question": "How?", "filters": {"rating": {"gte": 4, "lte": 1}}}, 422, "invalid_filter"),
        ({"question": "How?", "engine": "generative"}, 409, "configuration"),
    ],
)
def test_what_is_wrong_with_a_request_is_told_by_its_status(
    stored: Wire, fields: dict[str, Any], status: int, code: str
) -> None:
    response = stored.request("POST", "/v1/ask/stream", json=fields)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == code


def test_an_error_within_a_stream_ends_it_and_says_what_to_do(stored: Wire, service: FakeService) -> None:
    service.fails_after, service.fails_with = 1, Overloaded("Too much is waiting; try again shortly.")
    told = frames(stream(stored))
    assert told[-1] == {"type": "error", "errorText": "Too much is waiting; try again shortly."}
    assert "finish" not in [frame["type"] for frame in told]


def test_an_error_that_was_not_foreseen_shows_nothing_of_itself(stored: Wire, service: FakeService) -> None:
    service.fails_after, service.fails_with = 0, RuntimeError("a secret")
    response = stream(stored)
    assert kinds(response)[-1] == "error"
    assert "a secret" not in response.text


def test_a_model_that_breaks_off_ends_the_stream_as_an_error(stored: Wire, service: FakeService) -> None:
    service.breaks_off = True
    told = frames(stream(stored))
    assert [frame["type"] for frame in told[-2:]] == ["text-end", "error"]
    assert "model_unavailable" in told[-1]["errorText"]


def test_the_conversation_reaches_the_core(stored: Wire, service: FakeService) -> None:
    turns = [{"role": "user", "content": "How is it?"}, {"role": "assistant", "content": "Good."}]
    stream(stored, history=turns)
    assert service.asked[-1]["history"] == [Turn(**turn) for turn in turns]  # type: ignore[arg-type]
