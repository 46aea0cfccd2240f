from __future__ import annotations

import pytest

from qa.errors import StoreFull
from tests.api.fakes import FakeService
from tests.api.wire import Wire

GOOD = {"id": "g", "item_id": "film", "text": "Good."}


def test_reviews_are_created_updated_and_left_unchanged(wire: Wire) -> None:
    assert wire.put_reviews(GOOD).json()["results"][0]["status"] == "created"
    assert wire.put_reviews(GOOD).json()["results"][0]["status"] == "unchanged"
    changed = wire.put_reviews({**GOOD, "text": "Better."}).json()
    assert changed == {
        "results": [{"index": 0, "id": "g", "status": "updated", "error": None}],
        "created": 0,
        "updated": 1,
        "unchanged": 0,
        "failed": 0,
    }


def test_one_bad_review_has_its_error_and_the_others_go_in(wire: Wire, service: FakeService) -> None:
    response = wire.put_reviews({"item_id": "film"}, GOOD, "no review", {**GOOD, "id": "h", "stars": 3})
    body = response.json()
    assert response.status_code == 200
    assert [result["status"] for result in body["results"]] == ["error", "created", "error", "error"]
    assert [result["index"] for result in body["results"]] == [0, 1, 2, 3]
    assert body["results"][0]["error"]["field"] == "text"
    assert body["results"][3]["error"]["field"] == "stars"
    assert (body["created"], body["failed"]) == (1, 3)
    assert set(service.stored) == {"g"}


def test_a_review_that_the_core_refuses_keeps_its_place(wire: Wire, service: FakeService) -> None:
    service.refuse_text = "<p></p>"
    results = wire.put_reviews({"item_id": "film"}, {"item_id": "film", "text": "<p></p>"}, GOOD).json()[
        "results"
    ]
    assert [result["status"] for result in results] == ["error", "error", "created"]
    assert results[1]["error"] == {
        "code": "invalid_review",
        "detail": "text is empty once markup is removed.",
        "field": "text",
    }


def test_a_write_of_which_nothing_is_good_is_a_problem_with_the_results(wire: Wire) -> None:
    response = wire.put_reviews({"item_id": "film"}, {"text": "a"})
    body = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert body["code"] == "invalid_review"
    assert [error["pointer"] for error in body["errors"]] == ["#/reviews/0/text", "#/reviews/1/item_id"]
    assert [result["status"] for result in body["results"]] == ["error", "error"]
    assert body["failed"] == 2


BAD_REVIEWS = {
    "an unknown field": {**GOOD, "stars": 3},
    "half a character in the text": {**GOOD, "text": "a \ud800"},
    "half a character in the author": {**GOOD, "author": "\udc00"},
    "half a character as a name": {**GOOD, "\ud800": 1},
    "a text of 200,001 characters": {**GOOD, "text": "x" * 200_001},
    "an id of 201 characters": {**GOOD, "id": "x" * 201},
    "a rating that is text": {**GOOD, "rating": "4"},
    "a negative rating": {**GOOD, "rating": -1},
    "a rating above its scale": {**GOOD, "rating": 6, "rating_scale": 5},
    "an address with a script": {**GOOD, "url": "javascript:alert(1)"},
    "nested metadata": {**GOOD, "metadata": {"a": {"b": 1}}},
    "no item": {"text": "a"},
    "null": None,
    "an array": [],
}


@pytest.mark.parametrize("review", BAD_REVIEWS.values(), ids=BAD_REVIEWS.keys())
def test_a_single_bad_review_is_unprocessable(wire: Wire, service: FakeService, review: object) -> None:
    response = wire.put_reviews(review)
    assert response.status_code == 422
    assert response.json()["code"] == "invalid_review"
    assert not service.stored


def test_a_number_beyond_a_float_is_unprocessable(wire: Wire) -> None:
    body = b'{"reviews": [{"item_id": "film", "text": "a", "metadata": {"x": 1e999}}]}'
    response = wire.request("PUT", "/v1/reviews", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reviews": []},
        {"reviews": None},
        {"reviews": {}},
        {"reviews": [GOOD] * 1_001},
        {"reviews": [GOOD], "x": 1},
    ],
    ids=["nothing", "empty", "null", "an object", "1,001 reviews", "an unknown field"],
)
def test_a_write_that_is_no_list_of_reviews_is_refused(
    wire: Wire, service: FakeService, body: dict[str, object]
) -> None:
    response = wire.request("PUT", "/v1/reviews", json=body)
    assert response.status_code == 422
    assert response.json()["code"] == "invalid_request"
    assert not service.stored


def test_an_id_given_to_two_texts_stores_nothing(wire: Wire, service: FakeService) -> None:
    response = wire.put_reviews(GOOD, {**GOOD, "text": "Bad."})
    assert response.status_code == 422
    assert response.json()["code"] == "duplicate_review"
    assert not service.stored


def test_a_full_disk_is_told_as_such(wire: Wire, service: FakeService) -> None:
    service.failure = StoreFull("The disk is full; free some space.")
    response = wire.put_reviews(GOOD)
    assert response.status_code == 507
    assert response.json()["code"] == "store_full"


def test_a_review_is_read_whole(wire: Wire) -> None:
    given = {
        "id": "r",
        "item_id": "film",
        "item_title": "A Film",
        "title": "Meh",
        "author": "Ana",
        "rating": 2.5,
        "rating_scale": 5,
        "published": "2024-03-31",
        "url": "https://example.org/r",
        "source": "The Post",
        "language": "en",
        "metadata": {"verified": True},
        "text": "It drags. 🎬",
    }
    wire.put_reviews(given)
    shown = wire.get("/v1/reviews/r").json()
    assert len(shown.pop("content_hash")) == 64
    assert shown == {**given, "source_text": given["text"]}


@pytest.mark.parametrize("path", ["/v1/reviews/a/b c", "/v1/reviews/a%2Fb%20c"])
def test_an_id_may_hold_slashes_and_spaces(stored: Wire, path: str) -> None:
    assert stored.get(path).json()["id"] == "a/b c"


def test_a_review_that_is_not_stored_is_not_found(wire: Wire) -> None:
    for method in ("GET", "DELETE"):
        response = wire.request(method, "/v1/reviews/none")
        assert response.status_code == 404
        assert response.json()["code"] == "not_found"


@pytest.mark.parametrize("review_id", ["a%00b", "x" * 201])
def test_an_id_that_no_review_can_have_is_refused(wire: Wire, review_id: str) -> None:
    assert wire.get(f"/v1/reviews/{review_id}").status_code == 422


def test_a_deleted_review_is_gone(stored: Wire) -> None:
    response = stored.request("DELETE", "/v1/reviews/a%2Fb%20c")
    assert response.status_code == 204
    assert response.content == b""
    assert stored.get("/v1/reviews/a%2Fb%20c").status_code == 404


def test_reviews_are_listed_without_their_whole_text(stored: Wire) -> None:
    body = stored.get("/v1/reviews", params={"author": "Ana"}).json()
    assert [review["id"] for review in body["reviews"]] == ["r1"]
    assert body["reviews"][0]["excerpt"] == "The ending drags. The rest sings."
    assert body["reviews"][0]["length"] == 33
    assert "text" not in body["reviews"][0]
    assert body["next"] is None


def test_a_list_is_read_page_by_page(stored: Wire) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = stored.get("/v1/reviews", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        seen += [review["id"] for review in page["reviews"]]
        cursor = page["next"]
    assert seen == ["r1", "r2", "a/b c"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "rating_gte=nan",
        "rating_lte=inf",
        "rating_gte=x",
        "rating_gte=4&rating_lte=3",
        "published_from=yesterday",
        "published_from=1711843200",
        "published_from=2024-02-01&published_to=2024-01-01",
        "stars=3",
        "item_id=",
        "item_id=%00",
        "cursor=never-given",
        f"cursor={'1' * 2_001}",
    ],
)
def test_a_list_that_breaks_a_rule_is_refused(wire: Wire, query: str) -> None:
    response = wire.get(f"/v1/reviews?{query}")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_unknown_parameters_of_the_address_are_refused(stored: Wire) -> None:
    response = stored.get("/v1/reviews/r1?full=1")
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "full"


def test_a_thousand_reviews_fit_into_one_write(wire: Wire) -> None:
    reviews = [{**GOOD, "id": str(number)} for number in range(1_000)]
    body = wire.put_reviews(*reviews).json()
    assert body["created"] == 1_000
    assert [result["index"] for result in body["results"]] == list(range(1_000))
