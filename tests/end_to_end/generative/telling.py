"""A question asked of the service whole and as a stream, with what must hold of whatever it tells."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

STREAMED_APART = {"start", "source-document", "text-start", "text-delta", "text-end", "finish", "error"}
PATHS = {"whole": "/v1/ask", "streamed": "/v1/ask/stream"}

Body = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer as it came, by either route: the fields of an AnswerView that it has, and how it ended."""

    answer: Mapping[str, Any]
    took_s: float
    raw: str
    frames: list[dict[str, Any]] = field(default_factory=list)
    error: str | None = None

    def __getitem__(self, name: str) -> Any:
        return self.answer[name]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.frames if frame["type"] == kind]


def ask_whole(client: httpx.Client, body: Body) -> Told:
    began = time.monotonic()
    response = client.post(PATHS["whole"], json=body)
    assert response.status_code == 200, response.text
    return Told(answer=response.json(), took_s=time.monotonic() - began, raw=response.text)


def ask_streamed(client: httpx.Client, body: Body) -> Told:
    began = time.monotonic()
    response = client.post(PATHS["streamed"], json=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    return told_by(frames_of(response.text), took_s=time.monotonic() - began, raw=response.text)


ASK: Mapping[str, Callable[[httpx.Client, Body], Told]] = {"whole": ask_whole, "streamed": ask_streamed}


def frames_of(raw: str) -> list[dict[str, Any]]:
    """The frames of a stream, which has its end."""
    data = [line.removeprefix("data: ") for line in raw.splitlines() if line.startswith("data:")]
    assert data and data[-1] == "[DONE]"
    assert data.count("[DONE]") == 1
    return [json.loads(one) for one in data[:-1]]


def told_by(frames: list[dict[str, Any]], *, took_s: float = 0.0, raw: str = "") -> Told:
    kinds = [frame["type"] for frame in frames]
    assert kinds[0] == "start" and kinds.count("start") == 1
    assert sum(kind in ("finish", "error") for kind in kinds) == 1
    assert kinds[-1] in ("finish", "error")
    assert all(kind in STREAMED_APART or kind.startswith("data-") for kind in kinds)
    assert kinds.count("text-start") == kinds.count("text-end") == ("text-delta" in kinds)
    last = frames[-1]
    answer = {
        "answer": "".join(frame["delta"] for frame in frames if frame["type"] == "text-delta"),
        "claims": [frame["data"] for frame in frames if frame["type"] == "data-claim"],
        "citations": [frame["data"] for frame in frames if frame["type"] == "data-citation"],
        "nearest": [one for frame in frames if frame["type"] == "data-nearest" for one in frame["data"]],
        **last.get("messageMetadata", {}),
    }
    return Told(answer=answer, frames=frames, error=last.get("errorText"), took_s=took_s, raw=raw)


def assert_borne_out(client: httpx.Client, told: Told) -> None:
    """Every quote stands in its review where it says; every claim cites, and every number is a citation's."""
    numbers = [citation["n"] for citation in told["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in (*told["citations"], *told["nearest"]):
        review = client.get(f"/v1/reviews/{citation['review_id']}").json()
        assert review["text"][citation["start"] : citation["end"]] == citation["quote"]
    for claim in told["claims"]:
        assert claim["citations"] and set(claim["citations"]) <= set(numbers)
    cited = [int(number) for number in re.findall(r"\[(\d+)\]", told["answer"])]
    assert list(dict.fromkeys(cited)) == numbers
