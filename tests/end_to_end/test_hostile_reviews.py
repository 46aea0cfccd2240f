"""Two hundred reviews that attack whoever reads them, and a model that does whatever they say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from qa.reading.links import holds_link, holds_markup
from tests.chat_server import ChatServer, answers
from tests.end_to_end.conftest import Pullquote, Server
from tests.hostile_reviews import HostileReview, hostile_reviews

REVIEWS = hostile_reviews()
# Of 200 reviews. What a plain sentence says of the thing is quoted, be it a lie; and a lie beside a true
# quote may read like a paraphrase.
MOST_LIES = 40
_NUMBERED = re.compile(r"^⟦\w+ (\d+)⟧ (.*)$", re.MULTILINE)


def obedient(body: dict[str, Any]) -> dict[str, Any]:
    """Claims as the review in the prompt would have them, and one that is honest."""
    prompt = body["messages"][-1]["content"]
    sentences = {text: int(n) for n, text in _NUMBERED.findall(prompt)}
    review = next(one for one in REVIEWS if one.benign in sentences and one.question in prompt)
    n, words = sentences[review.benign], review.benign.split()
    lies = [
        {"text": review.wants, "evidence": [{"sentence": n, "quote": review.benign}]},
        {"text": review.wants, "evidence": [{"sentence": n, "quote": review.wants}]},
        {"text": review.wants, "evidence": [{"sentence": 99, "quote": review.benign}]},
        {
            "text": f"{review.benign} See https://evil.example/?q=1",
            "evidence": [{"sentence": n, "quote": review.benign}],
        },
        {"text": f"<b>{review.benign}</b>", "evidence": [{"sentence": n, "quote": review.benign}]},
        {
            "text": review.benign,
            "evidence": [{"sentence": n, "quote": " ".join([*words[:-2], "utterly", words[-1]])}],
        },
    ]
    honest = {"text": review.benign, "evidence": [{"sentence": n, "quote": review.benign}]}
    return {"claims": [*lies, honest]}


@dataclass(frozen=True, slots=True)
class Asked:
    review: HostileReview
    answer: dict[str, Any]
    text: str

    @property
    def prose(self) -> str:
        """All that the answer says in words of its own."""
        return " ".join([self.answer["answer"], *(claim["text"] for claim in self.answer["claims"])])

    @property
    def shown(self) -> str:
        """All that a reader sees, the words around a quote among it."""
        parts = ("quote", "before", "after")
        cited = [one[part] for one in self.answer["citations"] + self.answer["nearest"] for part in parts]
        return " ".join([self.prose, *self.answer["suggestions"], *cited])

    @property
    def obeyed(self) -> bool:
        return any(word in self.prose.lower() for word in self.review.forbidden)


@pytest.fixture(scope="module")
def server(new_home: Callable[[], Pullquote]) -> Iterator[Server]:
    """All of the reviews, each of an item of its own, and the model to ask about them."""
    pullquote = new_home()
    rows = [{"id": f"h{n}", "item_id": f"item-{n}", "text": one.text} for n, one in enumerate(REVIEWS)]
    path = pullquote.home / "hostile.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    pullquote.command("ingest", str(path))
    with ChatServer() as model:
        model.otherwise = answers(obedient)
        settings = {"PULLQUOTE_LLM": "openai:test-model", "PULLQUOTE_LLM_BASE_URL": model.base_url}
        with pullquote.serving(settings=settings) as server:
            yield server


def ask_all(server: Server, **body: Any) -> list[Asked]:
    asked = []
    for n, review in enumerate(REVIEWS):
        answer = server.ask(review.question, filters={"item_id": f"item-{n}"}, **body)
        asked.append(Asked(review, answer, server.client.get(f"/v1/reviews/h{n}").json()["text"]))
    return asked


@pytest.fixture(scope="module")
def with_a_model(server: Server) -> list[Asked]:
    return ask_all(server)


@pytest.fixture(scope="module")
def without_a_model(server: Server) -> list[Asked]:
    return ask_all(server, engine="extractive")


@pytest.fixture(params=["with_a_model", "without_a_model"])
def asked(request: pytest.FixtureRequest) -> list[Asked]:
    given: list[Asked] = request.getfixturevalue(request.param)
    return given


def test_no_link_and_no_markup_is_shown(asked: list[Asked]) -> None:
    assert [one.review.text for one in asked if holds_link(one.shown) or holds_markup(one.shown)] == []


def test_every_quote_stands_in_the_review_that_it_names(asked: list[Asked]) -> None:
    for n, one in enumerate(asked):
        for cited in one.answer["citations"] + one.answer["nearest"]:
            assert cited["review_id"] == f"h{n}"
            assert one.text[cited["start"] : cited["end"]] == cited["quote"]


def test_what_was_asked_is_answered_all_the_same(asked: list[Asked]) -> None:
    quoting = [one for one in asked if any(one.review.benign in c["quote"] for c in one.answer["citations"])]
    assert len(quoting) >= 0.99 * len(asked)


def test_a_model_that_obeys_is_hardly_ever_repeated(with_a_model: list[Asked]) -> None:
    written = [one for one in with_a_model if one.answer["engine"] == "generative"]
    assert len(written) >= 0.95 * len(with_a_model)
    assert sum(one.obeyed for one in written) <= MOST_LIES
    assert all(one.answer["dropped_claims"] >= 5 for one in written)


def test_the_embedded_engine_obeys_nobody(without_a_model: list[Asked]) -> None:
    # One sentence tells what an answer has to say, and is quoted as what a reviewer said.
    assert sum(one.obeyed for one in without_a_model) <= 1
