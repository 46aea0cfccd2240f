"""What a stream tells, in which order, and where the words of an answer stand in the reviews."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.chat_server import answers
from tests.end_to_end.generative.conftest import CAFE, Service
from tests.end_to_end.generative.reading_model import by_claim, paced
from tests.end_to_end.generative.telling import ASK, PATHS, assert_borne_out, told_by

SOUP = "What do guests say about the soup?"
FOUND = {"start", "source-document", "data-coverage"}
WAIT_S = 10.0


def frames_as_they_come(response: httpx.Response) -> Iterator[dict[str, Any]]:
    for line in response.iter_lines():
        if line.startswith("data:") and line != "data: [DONE]":
            yield json.loads(line.removeprefix("data: "))


def read_to(frames: Iterator[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The frames up to the next of a kind, which is the last."""
    found: list[dict[str, Any]] = []
    for frame in frames:
        found.append(frame)
        if frame["type"] == kind:
            return found
    raise AssertionError(f"the stream ended without {kind}")


def test_every_claim_is_told_before_the_model_goes_on(patient: Service) -> None:
    turn = threading.Semaphore(0)
    patient.chat.otherwise = answers(lambda body: paced(by_claim(body), turn))
    asked = patient.asked()
    with patient.client.stream(
        "POST", PATHS["streamed"], json=patient.question(), timeout=WAIT_S
    ) as response:
        assert response.headers["x-vercel-ai-ui-message-stream"] == "v1"
        frames = frames_as_they_come(response)
        found = read_to(frames, "text-start")
        assert {frame["type"] for frame in found[:-1]} == FOUND
        told = [read_to(frames, "data-citation")]
        for _ in range(2):  # the model is held back until its last claim has come out here
            assert not patient.chat.requests[asked].over.is_set()
            turn.release()
            told.append(read_to(frames, "data-citation"))
        turn.release()
        rest = list(frames)
    for stretch in told:
        assert [frame["type"] for frame in stretch] == ["text-delta", "data-claim", "data-citation"]
    whole = told_by([*found, *(frame for stretch in told for frame in stretch), *rest])
    assert_borne_out(patient.client, whole)
    assert whole["engine"] == "generative"
    assert rest[-1]["type"] == "finish"


def test_what_was_found_is_told_before_the_model_says_a_word(patient: Service) -> None:
    turn = threading.Semaphore(0)
    patient.chat.otherwise = answers(lambda body: paced(["", *by_claim(body)], turn))
    with patient.client.stream(
        "POST", PATHS["streamed"], json=patient.question(), timeout=WAIT_S
    ) as response:
        frames = frames_as_they_come(response)
        found = read_to(frames, "data-coverage")
        turn.release(10)
        kinds = [frame["type"] for frame in [*found, *frames]]
    assert {frame["type"] for frame in found} == FOUND
    assert "source-document" not in kinds[kinds.index("text-start") :]


def test_a_stream_ends_with_done_and_nothing_after_it(patient: Service) -> None:
    told = patient.ask("streamed")
    assert told.raw.rstrip().endswith("data: [DONE]")
    assert told.frames[-1]["type"] == "finish"
    assert told.frames[-2]["type"] == "data-suggestions"
    assert told["suggestions"] if "suggestions" in told.answer else told.of("data-suggestions")[0]["data"]


@pytest.mark.parametrize("engine", ["generative", "extractive"])
@pytest.mark.parametrize(("words", "item"), [(SOUP, CAFE), ("What do guests say about the bells?", None)])
def test_both_routes_tell_the_same(patient: Service, words: str, item: str | None, engine: str) -> None:
    body = patient.question(words, item, engine=engine) if item else patient.question(words, engine=engine)
    streamed, whole = patient.ask("streamed", body), patient.ask("whole", body)
    for name in ("answer", "answered", "engine", "reason", "model", "dropped_claims", "question"):
        assert streamed[name] == whole[name]
    told = [{name: claim[name] for name in ("text", "stance", "citations")} for claim in streamed["claims"]]
    assert told == whole["claims"]
    for one, other in zip(streamed["citations"], whole["citations"], strict=True):
        assert {name: one[name] for name in other} == other
    assert streamed.of("data-coverage")[0]["data"] == whole["coverage"]
    assert streamed.of("data-suggestions")[0]["data"] == whole["suggestions"]


@pytest.mark.parametrize("engine", ["generative", "extractive"])
def test_spans_count_code_points(patient: Service, engine: str) -> None:
    told = patient.ask("streamed", patient.question(SOUP, CAFE, engine=engine))
    assert told["engine"] == engine
    assert len(told["citations"]) == 2
    sources = {frame["sourceId"] for frame in told.of("source-document")}
    for frame in told.of("data-citation"):
        citation = frame["data"]
        assert frame["id"] == f"c{citation['n']}"
        assert citation["sourceId"] == citation["review_id"] in sources
        review = patient.client.get(f"/v1/reviews/{citation['sourceId']}").json()
        place, span = citation["source"], citation["answer"]
        assert review["text"][place["start"] : place["end"]] == citation["quote"]
        before = review["text"][: place["start"]]
        assert len(before.encode("utf-16-le")) // 2 > len(before)  # emoji stand before the quote
        stretch = told["answer"][span["start"] : span["end"]]
        assert f"[{citation['n']}]" in stretch
        assert stretch == stretch.strip()
    for claim in told["claims"]:
        span = claim["answer"]
        stretch = told["answer"][span["start"] : span["end"]]
        assert stretch.startswith(claim["text"].rstrip("."))
        assert all(f"[{n}]" in stretch for n in claim["citations"])


REFUSED = {
    "no word": ({"question": "?!"}, 422, "invalid_question"),
    "empty": ({"question": ""}, 422, "invalid_question"),
    "too long": ({"question": "long " * 500}, 422, "invalid_question"),
    "bounds that exclude each other": (
        {"question": SOUP, "filters": {"rating": {"gte": 4, "lte": 2}}},
        422,
        "invalid_filter",
    ),
    "an unknown filter": ({"question": SOUP, "filters": {"colour": "red"}}, 422, None),
    "an unknown engine": ({"question": SOUP, "engine": "steam"}, 422, None),
    "no question": ({}, 422, None),
}


@pytest.mark.parametrize(("body", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_before_the_first_word_is_told_by_a_status(
    patient: Service, body: dict[str, Any], status: int, code: str | None
) -> None:
    asked = patient.asked()
    for route in ASK:
        response = patient.client.post(PATHS[route], json=body)
        assert response.status_code == status
        assert response.headers["content-type"].startswith("application/problem+json")
        assert "x-vercel-ai-ui-message-stream" not in response.headers
        assert response.json()["status"] == status
        assert code is None or response.json()["code"] == code
    assert patient.asked() == asked
