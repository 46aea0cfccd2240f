from __future__ import annotations

import pytest

from tests.api.fakes import FakeService
from tests.api.wire import Wire

SUMMARY_FIELDS = {
    "item_id", "item_title", "reviews_in_scope", "rating", "coverage", "aspects", "pros", "cons",
    "most_divided", "citations", "suggestions", "rating_disagreements",
}  # fmt: skip
ASPECT_FIELDS = {"aspect", "named_by_caller", "mentioning", "positive", "negative", "citations"}


def test_items_are_listed_with_the_number_of_their_reviews(stored: Wire) -> None:
    item = {"item_title": None, "rated": 0, "mean_rating": None}
    assert stored.get("/v1/items").json() == {
        "items": [{"item_id": "film", "reviews": 2, **item}, {"item_id": "kettle", "reviews": 1, **item}],
        "next": None,
    }


def test_a_summary_has_exactly_the_fields_of_the_contract(stored: Wire) -> None:
    body = stored.get("/v1/items/film/summary").json()
    assert set(body) == SUMMARY_FIELDS
    assert set(body["aspects"][0]) == ASPECT_FIELDS
    assert set(body["cons"][0]) == {"text", "citations"}
    assert body["rating"] == {"mean": 0.4, "rated": 1}
    assert body["coverage"] == {
        "reviews_in_scope": 2,
        "reviewers": 2,
        "mentioning": 1,
        "positive": 0,
        "negative": 1,
    }
    assert body["rating_disagreements"] == [
        {"review_id": "r1", "rating": None, "rating_scale": None, "polarity": -0.8}
    ]
    assert body["suggestions"] == ["How is the ending?"]


def test_a_citation_of_a_summary_has_the_shape_of_an_answers(stored: Wire) -> None:
    cited = stored.get("/v1/items/film/summary").json()["citations"][0]
    answered = stored.ask("What about the ending?").json()["citations"][0]
    assert set(cited) == set(answered)
    review = stored.get(f"/v1/reviews/{cited['review_id']}").json()
    assert review["text"][cited["start"] : cited["end"]] == cited["quote"]


def test_what_the_caller_names_and_limits_reaches_the_core(stored: Wire, service: FakeService) -> None:
    path = "/v1/items/film/summary?aspect=the+plot&aspect=pace&max_aspects=3&max_citations=1&spoilers=hide"
    aspects = stored.get(path).json()["aspects"]
    assert service.summarized[-1] == {
        "aspects": ["the plot", "pace"],
        "max_aspects": 3,
        "max_citations": 1,
        "spoilers": "hide",
    }
    assert [one["aspect"] for one in aspects if one["named_by_caller"]] == ["the plot", "pace"]


def test_an_item_whose_id_holds_slashes_and_spaces_is_found(wire: Wire) -> None:
    wire.put_reviews({"id": "x", "item_id": "a/b c", "text": "It boils."})
    assert wire.get("/v1/items/a%2Fb%20c/summary").json()["item_id"] == "a/b c"


def test_an_item_that_is_not_stored_is_not_found(wire: Wire) -> None:
    response = wire.get("/v1/items/none/summary")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"


@pytest.mark.parametrize(
    "query",
    [
        "max_aspects=-1",
        "max_aspects=21",
        "max_aspects=many",
        "max_citations=0",
        "max_citations=6",
        "aspect=",
        f"aspect={'a' * 101}",
        "&".join(["aspect=a"] * 21),
        "aspects=pace",
        "spoilers=some",
    ],
)
def test_a_summary_that_breaks_a_rule_is_refused(stored: Wire, query: str) -> None:
    response = stored.get(f"/v1/items/film/summary?{query}")
    assert response.status_code == 422
    assert response.json()["code"] == "invalid_request"


def test_unknown_parameters_of_the_list_are_refused(stored: Wire) -> None:
    response = stored.get("/v1/items?item_id=film")
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "item_id"
