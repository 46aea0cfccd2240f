"""A small model: reads the numbered sentences off its prompt and writes claims that quote them truly."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from tests.chat_server import Reply, Request
from tests.chat_server.completions import Completion
from tests.chat_server.replies import STREAM

CLAIMS = 3
QUOTED_WORDS = 8
LIE = "zeppelin"  # stands in no review, and must never come out

Body = Mapping[str, Any]


def prompt_of(body: Body) -> str:
    return str(
        body["messages"][-1]["content"] if len(body["messages"]) < 3 else body["messages"][1]["content"]
    )


def sentences(body: Body) -> dict[int, str]:
    """The sentences that the model is shown, by their numbers."""
    found = re.findall(r"^\u27e6\w+ (\d+)\u27e7 (.*)$", prompt_of(body), re.MULTILINE)
    return {int(number): text for number, text in found}


def question(body: Body) -> str:
    return prompt_of(body).rpartition("Question: ")[2]


def claim(number: int, quote: str) -> dict[str, Any]:
    said = quote.rstrip(" .,;:!?")
    return {
        "text": f"One reviewer on it: {said}.",
        "stance": "neutral",
        "evidence": [{"sentence": number, "quote": quote}],
    }


def quotes(body: Body) -> dict[int, str]:
    """The beginnings of the sentences that share a word with the question, by number."""
    asked = {word for word in re.findall(r"\w{4,}", question(body).casefold())}
    told = {n: text for n, text in sentences(body).items() if len(text.split()) > 3}
    near = {n: text for n, text in told.items() if asked & set(re.findall(r"\w+", text.casefold()))}
    best = list((near or told).items())[:CLAIMS]
    return {number: " ".join(text.split()[:QUOTED_WORDS]) for number, text in best}


def good(body: Body) -> dict[str, Any]:
    """Claims with true quotes."""
    return {"claims": [claim(number, quote) for number, quote in quotes(body).items()]}


def lie(number: int, quote: str) -> dict[str, Any]:
    """A claim that nothing bears out."""
    return {**claim(number, quote), "text": f"The {LIE} is praised: {quote}"}


def lies(body: Body, *evidence: tuple[int, str]) -> dict[str, Any]:
    return {"claims": [lie(number, quote) for number, quote in evidence]}


def before_a_claim(body: Body) -> str:
    """The reply, cut inside its first claim."""
    return json.dumps(good(body))[:30]


def after_a_claim(body: Body) -> str:
    """The reply, cut inside its second claim."""
    first = json.dumps(good(body)["claims"][0])
    return f'{{"claims": [{first}, {{"text": "The {LIE}'


def paced(parts: Sequence[str], turn: threading.Semaphore) -> Reply:
    """A streamed text of which each part but the first is held back until it has its turn."""

    def reply(request: Request) -> None:
        assert request.streamed
        request.begin(200, STREAM)
        for place, part in enumerate(parts):
            while place and not turn.acquire(blocking=False):
                request.pause(0.01)
            for delta in list(Completion(text=part).deltas(request, 8))[1 if place else 0 :]:
                request.send(delta)
        request.finish(Completion(text="".join(parts)).ending(request))

    return reply


def by_claim(body: Body) -> list[str]:
    """The good reply in parts, each of which makes one more claim whole; the last is the end."""
    claims = [json.dumps(one) for one in good(body)["claims"]]
    return [f'{{"claims": [{claims[0]}', *(f", {one}" for one in claims[1:]), "]}"]
