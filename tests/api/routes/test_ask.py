from __future__ import annotations

from datetime import date

import pytest

from qa.models import DateRange, Filters, RatingRange
from tests.api.fakes import FakeService
from tests.api.wire import Wire

ANSWER_FIELDS = {
    "id", "question", "answered", "answer", "claims", "citations", "coverage", "nearest", "suggestions",
    "engine", "reason", "model", "usage", "timing_ms", "dropped_claims", "full_question", "item_id",
}  # fmt: skip
CITATION_FIELDS = {
    "n", "review_id", "item_id", "item_title", "title", "author", "rating", "rating_scale", "published",
    "url", "quote", "start", "end", "source_start", "source_end", "before", "after", "stance", "score",
    "spoiler",
}  # fmt: skip


def test_an_answer_has_exactly_the_fields_of_the_contract(stored: Wire) -> None:
    body = stored.ask("What about the ending?").json()
    assert set(body) == ANSWER_FIELDS
    assert set(body["citations"][0]) == CITATION_FIELDS
    assert set(body["claims"][0]) == {"text", "stance", "citations"}
    assert body["coverage"] == {
        "reviews_in_scope": 3,
        "reviewers": 3,
        "mentioning": 2,
        "positive": 0,
        "negative": 0,
    }
    assert body["model"] is None
    assert body["citations"][0]["rating"] is None


def test_a_citation_points_into_the_review_that_the_api_shows(stored: Wire) -> None:
    citation = stored.ask("What about the ending?").json()["citations"][0]
    review = stored.get(f"/v1/reviews/{citation['review_id']}").json()
    assert review["text"][citation["start"] : citation["end"]] == citation["quote"] == "ending"


def test_the_reviews_not_saying_is_an_answer(stored: Wire) -> None:
    response = stored.ask("Any zebras?")
    assert response.status_code == 200
    body = response.json()
    assert body["answered"] is False
    assert body["claims"] == body["citations"] == []
    assert body["nearest"][0]["review_id"] == "r1"


def test_every_filter_reaches_the_core(stored: Wire, service: FakeService) -> None:
    stored.ask(
        filters={
            "item_id": "film",
            "review_id": "r1",
            "author": "Ana",
            "source": "The Post",
            "language": "en",
            "rating": {"gte": 1, "lte": 4.5},
            "published": {"from": "2024-01-31", "to": "2024-02-01"},
        },
        max_citations=2,
    )
    assert service.asked[-1] == {
        "filters": Filters(
            item_id="film",
            review_id="r1",
            author="Ana",
            source="The Post",
            language="en",
            rating=RatingRange(gte=1.0, lte=4.5),
            published=DateRange(since=date(2024, 1, 31), until=date(2024, 2, 1)),
        ),
        "max_citations": 2,
        "spoilers": "show",
    }


@pytest.mark.parametrize(
    "filters",
    [
        None,
        {},
        {"item_id": None, "rating": None, "published": None},
        {"rating": {"gte": None, "lte": None}, "published": {"from": None, "to": None}},
    ],
)
def test_null_filters_leave_everything_in_scope(
    stored: Wire, service: FakeService, filters: dict[str, object] | None
) -> None:
    assert stored.ask(filters=filters).status_code == 200
    assert service.asked[-1]["filters"] == Filters()


@pytest.mark.parametrize("wanted", ["show", "hide"])
def test_whether_spoilers_are_wanted_reaches_the_core(
    stored: Wire, service: FakeService, wanted: str
) -> None:
    assert stored.ask(spoilers=wanted).json()["citations"][0]["spoiler"] is False
    assert service.asked[-1]["spoilers"] == wanted
    stored.request("POST", "/v1/search", json={"query": "drags", "spoilers": wanted})
    assert service.searched[-1]["spoilers"] == wanted


def test_spoilers_are_shown_or_hidden_and_nothing_else(stored: Wire) -> None:
    assert stored.ask(spoilers="some").status_code == 422
    assert stored.ask(spoilers=None).status_code == 422


def test_a_history_is_taken(stored: Wire) -> None:
    turns = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Ask me."}]
    assert stored.ask(history=turns).status_code == 200


def test_an_engine_that_is_not_configured_is_told_with_what_to_do(stored: Wire) -> None:
    response = stored.ask(engine="generative")
    assert response.status_code == 409
    assert response.json()["code"] == "configuration"
    assert "PULLQUOTE_LLM" in response.json()["detail"]


def test_text_beyond_the_basic_plane_is_counted_in_code_points(wire: Wire) -> None:
    wire.put_reviews({"id": "e", "item_id": "film", "text": "👍🏽 Great ending 🎬"})
    citation = wire.ask("the ending?").json()["citations"][0]
    assert (citation["start"], citation["end"]) == (9, 15)


def test_a_search_has_the_fields_of_the_contract(stored: Wire) -> None:
    hit = stored.request("POST", "/v1/search", json={"query": "drags"}).json()["hits"][0]
    assert hit["review_id"] == "r1"
    assert hit["item_id"] == "film"
    assert hit["text"] == "drags"
    assert (hit["start"], hit["end"]) == (11, 16)
    assert hit["score"] == 0.9
    assert hit["stance"] == "negative"


@pytest.mark.parametrize(
    "fields",
    [{"limit": 0}, {"limit": 101}, {"limit": "3"}, {"unit": "word"}, {"question": "a"}, {"query": 3}],
)
def test_a_search_that_breaks_a_rule_is_refused(wire: Wire, fields: dict[str, object]) -> None:
    response = wire.request("POST", "/v1/search", json={"query": "drags", **fields})
    assert response.status_code == 422


@pytest.mark.parametrize("path", ["/v1/ask?debug=1", "/v1/search?limit=3"])
def test_unknown_parameters_of_the_address_are_refused(wire: Wire, path: str) -> None:
    response = wire.request("POST", path, json={"question": "a"})
    assert response.status_code == 422
    assert response.json()["code"] == "invalid_request"
