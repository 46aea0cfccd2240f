"""A model from disk, with weights by chance: it babbles, and not one unverified word of it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Pullquote, Server
from tests.qa.generation.tiny_model import save_tiny_model

TEXT = "The breakfast was generous. The bed was hard and the room smelled of smoke."
QUESTION = {"question": "How is the breakfast?", "filters": {"item_id": "inn"}}


@pytest.fixture(scope="module")
def server(new_home: Callable[[], Pullquote], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    model = save_tiny_model(tmp_path_factory.mktemp("tiny"))
    settings = {"PULLQUOTE_LLM": f"huggingface:{model}", "PULLQUOTE_LLM_MAX_TOKENS": "50"}
    with new_home().serving(settings=settings) as server:
        server.put({"id": "r1", "item_id": "inn", "text": TEXT})
        yield server


def test_the_embedded_engine_answers_in_the_place_of_a_model_that_babbles(server: Server) -> None:
    answer = server.client.post("/v1/ask", json=QUESTION).json()
    assert (answer["engine"], answer["reason"]) == ("extractive", "reply_unreadable")
    assert answer["answered"]
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in answer["citations"])
    assert answer["usage"]["requests"] == 2  # the reply, and one after it was told what was wrong
    assert answer["usage"]["output_tokens"] > 0


def test_a_stream_of_it_shows_the_embedded_answer_alone(server: Server) -> None:
    text = server.client.post("/v1/ask/stream", json={**QUESTION, "question": "Was breakfast good?"}).text
    lines = [line.removeprefix("data: ") for line in text.splitlines() if line.startswith("data: ")]
    frames = [json.loads(line) for line in lines[:-1]]
    assert lines[-1] == "[DONE]"
    assert frames[-1]["type"] == "finish"
    assert frames[-1]["messageMetadata"]["reason"] == "reply_unreadable"
    told = "".join(frame["delta"] for frame in frames if frame["type"] == "text-delta")
    assert "The breakfast was generous." in told


def test_pickled_weights_end_the_start_with_what_to_do(
    new_home: Callable[[], Pullquote], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = save_tiny_model(tmp_path / "pickled", safe=False)
    monkeypatch.setenv("PULLQUOTE_LLM", f"huggingface:{model}")
    pullquote = new_home()
    done = pullquote.command("serve", "--port", "0", check=False)
    assert done.returncode == 2
    assert "safetensors" in done.stderr
