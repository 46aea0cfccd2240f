"""PULLQUOTE_RERANKER as users set it: left out, and naming what is not there."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

ROWS = [
    {"id": "a", "item_id": "lamp", "text": "The light is warm and even. The switch broke after a week."},
    {"id": "b", "item_id": "lamp", "text": "Ugly, but bright. Delivery took nine days."},
]


@pytest.fixture
def lamps(installed: Any, tmp_path: Path) -> Any:
    source = tmp_path / "lamps.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    installed.command("ingest", str(source))
    return installed


def _set(home: Path, reranker: str) -> None:
    (home / ".env").write_text(f"PULLQUOTE_RERANKER={reranker}\n")


def test_without_a_reranker_questions_are_answered(lamps: Any) -> None:
    _set(lamps.home, "none")

    answer = lamps.json("ask", "What broke?")

    assert answer["citations"][0]["quote"] == "The switch broke after a week."
    assert lamps.json("doctor")["report"]["reranker"] == "none"


def test_one_that_is_not_there_is_named_and_nothing_is_lost(lamps: Any) -> None:
    _set(lamps.home, "no/such-model")

    refused = lamps.command("ask", "What broke?", check=False)

    assert refused.returncode != 0
    assert "no/such-model cannot be loaded" in refused.stderr
    told = json.loads(lamps.command("doctor", "--json", check=False).stdout)
    assert not told["ok"]
    assert "no/such-model" in told["checks"]["model"]
    assert any("PULLQUOTE_RERANKER" in step for step in told["advice"])
    _set(lamps.home, "none")
    assert lamps.json("ask", "What broke?")["answered"]


def test_a_service_with_one_that_is_not_there_says_so_and_is_not_ready(lamps: Any) -> None:
    _set(lamps.home, "no/such-model")

    with lamps.serving(until="/livez") as server:
        reply = server.client.post("/v1/ask", json={"question": "What broke?"})
        while (state := server.client.get("/readyz").json())["checks"]["model"] == "loading":
            time.sleep(0.1)

    assert reply.status_code == 409
    assert "no/such-model cannot be loaded" in reply.json()["detail"]
    assert (state["ready"], state["checks"]["record"]) == (False, "ok")
    assert "no/such-model" in state["checks"]["model"]
