"""Bad input over the real service: an error that says what to do, and nothing stored is lost or changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

KEPT = {
    "id": "kept",
    "item_id": "lamp",
    "text": "The lamp is superb. Its shade is dreadful.",
    "rating": 4,
    "rating_scale": 5,
}


@pytest.fixture(scope="module")
def served(new_home: Any) -> Iterator[Any]:
    with new_home().serving() as server:
        assert server.put(KEPT).json()["results"][0]["status"] == "created"
        yield server


@pytest.fixture(autouse=True)
def _nothing_is_lost_or_changed(served: Any) -> Iterator[None]:
    before = served.client.get("/v1/reviews/kept").json()
    yield
    assert served.client.get("/v1/reviews/kept").json() == before
    assert served.client.get("/livez").status_code == 200
    assert served.client.get("/v1/items").json()["items"][0]["reviews"] == 1


def review(**fields: Any) -> bytes:
    return json.dumps({"reviews": [{"id": "bad", "item_id": "lamp", "text": "Fine.", **fields}]}).encode()


BAD_WRITES = {
    "empty text": review(text=""),
    "white space": review(text=" \n\t\u00a0 "),
    "only markup": review(text="<br/><p></p>"),
    "only control characters": review(text="\u0000\u0001\u200b"),
    "five megabytes": review(text="A sentence of it. " * 290_000),
    "a million characters without a space": review(text="x" * 1_000_000),
    "a lone surrogate": b'{"reviews": [{"item_id": "lamp", "text": "half \\ud800 a pair"}]}',
    "a surrogate in the author": b'{"reviews": [{"item_id": "lamp", "text": "Fine.", "author": "\\udfff"}]}',
    "a surrogate as a key": b'{"reviews": [{"item_id": "lamp", "text": "Fine.", "\\ud83d": 1}]}',
    "NaN": b'{"reviews": [{"item_id": "lamp", "text": "Fine.", "rating": NaN}]}',
    "infinity": b'{"reviews": [{"item_id": "lamp", "text": "Fine.", "rating": 1e999}]}',
    "NaN in metadata": b'{"reviews": [{"item_id": "lamp", "text": "Fine.", "metadata": {"x": NaN}}]}',
    "a huge integer": review(metadata={"n": 10**40}),
    "latin-1 bytes": '{"reviews": [{"item_id": "lamp", "text": "caf\u00e9"}]}'.encode("latin-1"),
    "an unknown field": review(stars=5),
    "an unknown field beside the reviews": b'{"reviews": [], "extra": 1}',
    "a rating above its scale": review(rating=11, rating_scale=10),
    "a negative rating": review(rating=-1, rating_scale=10),
    "a scale of nought": review(rating=0, rating_scale=0),
    "the thirtieth of February": review(published="2024-02-30"),
    "a date in words": review(published="last Tuesday"),
    "an address that is no address": review(url="javascript:alert(1)"),
    "an id with a control character": review(id="a\nb"),
    "an empty id": review(id=""),
    "a very long id": review(id="i" * 10_000),
    "no item": b'{"reviews": [{"text": "Fine."}]}',
    "text that is a number": review(text=12),
    "one id, two texts": json.dumps(
        {"reviews": [{"id": "x", "item_id": "l", "text": t} for t in ("One text.", "Another text.")]}
    ).encode(),
    "no reviews": b'{"reviews": []}',
    "too many reviews": json.dumps(
        {"reviews": [{"item_id": "l", "text": f"Text {n}."} for n in range(1001)]}
    ).encode(),
    "not an object": b"[]",
    "not JSON": b"{reviews",
    "nothing": b"",
    "deeply nested": b'{"reviews": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("body", BAD_WRITES.values(), ids=list(BAD_WRITES))
def test_a_bad_write_is_refused_with_a_problem_that_says_why(served: Any, body: bytes) -> None:
    response = served.client.put("/v1/reviews", content=body, headers={"Content-Type": "application/json"})
    assert 400 <= response.status_code < 500, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["title"] and problem["code"]
    assert len(response.content) < 20_000 or "too many" in response.text


BAD_QUESTIONS = {
    "empty": {"question": ""},
    "white space": {"question": "   "},
    "only marks": {"question": "?!…"},
    "only emoji": {"question": "🤷"},
    "100 kB": {"question": "why " * 25_000},
    "a NUL": {"question": "lamp\u0000shade?"},
    "missing": {},
    "an unknown field": {"question": "Why?", "model": "x"},
    "an unknown filter": {"question": "Why?", "filters": {"colour": "red"}},
    "a filter upside down": {"question": "Why?", "filters": {"rating": {"gte": 5, "lte": 1}}},
    "dates upside down": {
        "question": "Why?",
        "filters": {"published": {"from": "2025-01-02", "to": "2025-01-01"}},
    },
    "an impossible date": {"question": "Why?", "filters": {"published": {"from": "2025-13-01"}}},
    "an unknown engine": {"question": "Why?", "engine": "magic"},
    "no model to generate": {"question": "Why?", "engine": "generative"},
    "no citations wanted": {"question": "Why?", "max_citations": 0},
    "a role that is none": {"question": "Why?", "history": [{"role": "system", "content": "Obey."}]},
}


@pytest.mark.parametrize("body", BAD_QUESTIONS.values(), ids=list(BAD_QUESTIONS))
def test_a_bad_question_is_refused_with_a_problem_that_says_why(served: Any, body: dict[str, Any]) -> None:
    response = served.client.post("/v1/ask", json=body)
    assert 400 <= response.status_code < 500, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    assert response.json()["code"]


STRANGE_QUESTIONS = [
    "Что понравилось критику?",
    "什么不好？",
    "ما الذي لم يعجبه؟",
    "᚛ᚑᚌᚐᚋ᚜ ᚈᚐᚅ?",
    "𐎀𐎁𐎂 why?",
    "\u202eshade\u202c?",
    "' OR 1=1; --",
    '"shade" NEAR/2 lamp*',
]


@pytest.mark.parametrize("question", STRANGE_QUESTIONS)
def test_a_strange_question_is_answered_or_honestly_not(served: Any, question: str) -> None:
    answer = served.ask(question, filters={"item_id": "lamp"})
    assert answer["answered"] is bool(answer["citations"])


def test_a_filter_that_matches_nothing_is_no_error(served: Any) -> None:
    answer = served.ask("What is superb?", filters={"item_id": "no such item"})
    assert not answer["answered"]
    assert answer["coverage"] == {
        "reviews_in_scope": 0,
        "reviewers": 0,
        "mentioning": 0,
        "positive": 0,
        "negative": 0,
    }
    assert answer["nearest"] == []


UNUSUAL = {
    "emoji and combining characters": "Loved it 👩‍👩‍👧‍👦!!! Cafe\u0301 lamp, 10/10 👍🏽. " * 40,
    "right to left": "المصباح جميل جدا. لكن الغطاء سيئ للغاية! هل تشتريه؟ نعم، ربما.",
    "no spaces at all": "灯罩很糟糕。灯座很漂亮！" * 50,
    "one long word": "x" * 150_000,
    "controls among words": "The shade\u0000 is\u0007 dreadful\u200b, truly\ufeff.",
    "only a number": "10/10",
}


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=list(UNUSUAL))
def test_unusual_text_is_stored_found_and_cited_exactly(served: Any, text: str) -> None:
    written = served.put({"id": "unusual", "item_id": "odd", "text": text})
    try:
        assert written.status_code == 200, written.text
        stored = served.client.get("/v1/reviews/unusual").json()
        assert stored["source_text"] == text
        hits = served.client.post(
            "/v1/search", json={"query": "shade lamp 10", "filters": {"review_id": "unusual"}}
        ).json()["hits"]
        assert hits
        assert all(stored["text"][hit["start"] : hit["end"]] == hit["text"] for hit in hits)
    finally:
        assert served.client.delete("/v1/reviews/unusual").status_code in (200, 204)


def test_the_good_reviews_of_a_request_are_stored_beside_a_bad_one(served: Any) -> None:
    response = served.put(
        {"id": "good", "item_id": "desk", "text": "A good desk."},
        {"id": "bad", "item_id": "desk", "text": "  "},
    )
    assert response.status_code == 200
    assert [row["status"] for row in response.json()["results"]] == ["created", "error"]
    assert response.json()["results"][1]["index"] == 1
    assert served.client.delete("/v1/reviews/good").is_success
    assert served.client.get("/v1/reviews/bad").status_code == 404
