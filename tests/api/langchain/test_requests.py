"""Requests that are checked before they are sent."""

from __future__ import annotations

import pytest

from api.langchain.requests import checked
from api.schemas import SearchRequest
from qa.errors import InputError


def test_a_request_is_made_of_its_fields() -> None:
    made = checked(SearchRequest, query="the ending", limit=3, filters={"item_id": "film"})
    assert (made.query, made.limit, made.filters and made.filters.item_id) == ("the ending", 3, "film")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"limit": 0}, "limit: Input should be greater than or equal to 1"),
        ({"query": "a\0"}, "query: This holds a NUL character; remove it."),
        ({"filters": {"item": "x"}}, "filters.item: This is not a known field; leave it out."),
        ({"filters": {"published": {"from": "May"}}}, "filters.published.from: This must be a date"),
    ],
)
def test_what_cannot_be_used_is_told_by_name(fields: dict[str, object], told: str) -> None:
    with pytest.raises(InputError) as caught:
        checked(SearchRequest, **{"query": "the ending", **fields})
    assert caught.value.message.startswith(told)


def test_every_fault_has_a_line() -> None:
    with pytest.raises(InputError) as caught:
        checked(SearchRequest, limit=0)
    assert [line.partition(":")[0] for line in caught.value.message.splitlines()] == ["query", "limit"]
