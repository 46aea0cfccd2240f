from __future__ import annotations

import gzip

import pytest

from api.body import MAX_BODY_BYTES, MAX_UPLOAD_BYTES, parse_json
from api.error_handlers import RequestRefused
from tests.api.wire import Wire

UNREADABLE = {
    "nothing": b"",
    "cut off": b'{"question": "a',
    "two documents": b'{"question": "a"} {}',
    "a trailing comma": b'{"question": "a",}',
    "single quotes": b"{'question': 'a'}",
    "NaN": b'{"question": NaN}',
    "Infinity": b'{"question": -Infinity}',
    "bytes that are no UTF-8": b'{"question": "\xff"}',
    "UTF-16": '{"question": "a"}'.encode("utf-16"),
    "deep nesting": b"[" * 100_000,
    "deep nesting of objects": b'{"a":' * 50_000,
    "a huge integer": b'{"max_citations": ' + b"9" * 5_000 + b"}",
    "a raw control character": b'{"question": "a\x00b"}',
}

UNUSABLE = {
    "an array": b"[]",
    "a string": b'"question"',
    "null": b"null",
    "a number": b"1",
    "no question": b"{}",
    "a question that is null": b'{"question": null}',
    "a question that is a number": b'{"question": 1}',
    "a question that is an array": b'{"question": ["a"]}',
    "half a character": rb'{"question": "\ud800"}',
    "a NUL": rb'{"question": "a\u0000"}',
    "half a character as a name": rb'{"question": "a", "\udfff": 1}',
    "half a character in a filter": rb'{"question": "a", "filters": {"item_id": "\udc00"}}',
    "half a character in a turn": rb'{"question": "a", "history": [{"role": "user", "content": "\ud800"}]}',
    "an unknown field": b'{"question": "a", "stream": true}',
    "an unknown filter": b'{"question": "a", "filters": {"stance": "negative"}}',
    "filters that are text": b'{"question": "a", "filters": "film"}',
    "a rating that is text": b'{"question": "a", "filters": {"rating": {"gte": "3"}}}',
    "a rating that is true": b'{"question": "a", "filters": {"rating": {"gte": true}}}',
    "a rating beyond a float": b'{"question": "a", "filters": {"rating": {"gte": 1e999}}}',
    "an integer beyond a float": b'{"question": "a", "filters": {"rating": {"gte": 1' + b"0" * 400 + b"}}}",
    "a date that is a number": b'{"question": "a", "filters": {"published": {"from": 5}}}',
    "a date that is none": b'{"question": "a", "filters": {"published": {"from": "2024-02-30"}}}',
    "a week date": b'{"question": "a", "filters": {"published": {"from": "2024-W01-1"}}}',
    "a rating range that is empty": b'{"question": "a", "filters": {"rating": {"gte": 4, "lte": 2}}}',
    "a date range that is empty": (
        b'{"question": "a", "filters": {"published": {"from": "2024-02-01", "to": "2024-01-31"}}}'
    ),
    "an empty filter value": b'{"question": "a", "filters": {"item_id": ""}}',
    "a filter value of 1,001 characters": b'{"question": "a", "filters": {"item_id": "'
    + b"x" * 1_001
    + b'"}}',
    "an unknown engine": b'{"question": "a", "engine": "psychic"}',
    "no citations": b'{"question": "a", "max_citations": 0}',
    "21 citations": b'{"question": "a", "max_citations": 21}',
    "half a citation": b'{"question": "a", "max_citations": 1.5}',
    "citations as text": b'{"question": "a", "max_citations": "6"}',
    "51 turns": b'{"question": "a", "history": ['
    + b",".join([b'{"role": "user", "content": "b"}'] * 51)
    + b"]}",
    "a turn of 8,001 characters": b'{"question": "a", "history": [{"role": "user", "content": "'
    + b"x" * 8_001
    + b'"}]}',
    "a turn of the system": b'{"question": "a", "history": [{"role": "system", "content": "b"}]}',
    "a blank question": b'{"question": "  "}',
    "a question of 2,001 characters": b'{"question": "' + b"x" * 2_001 + b'"}',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_body_that_is_no_json_is_refused_with_a_problem(wire: Wire, body: bytes) -> None:
    response = wire.ask_raw(body)
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] in ("invalid_json", "invalid_request")


@pytest.mark.parametrize("body", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_a_body_that_breaks_a_rule_is_unprocessable(wire: Wire, body: bytes) -> None:
    response = wire.ask_raw(body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_duplicate_keys_keep_the_last_value(stored: Wire) -> None:
    response = stored.ask_raw(b'{"question": "about zebras?", "question": "the ending?"}')
    assert response.json()["question"] == "the ending?"


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_a_broken_body_is_told_where_it_breaks() -> None:
    with pytest.raises(RequestRefused, match="line 2, column 8"):
        parse_json(b'{"a": 1,\n  "b": }')


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"],
)
def test_a_body_that_is_not_declared_as_json_is_refused(wire: Wire, content_type: str) -> None:
    response = wire.ask_raw(b'{"question": "a"}', content_type)
    assert response.status_code == 415
    assert response.json()["code"] == "unsupported_media_type"


def test_a_packed_body_is_refused_by_its_packing(wire: Wire) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    body = gzip.compress(b'{"question": "a"}')
    response = wire.request("POST", "/v1/ask", content=body, headers=headers)
    assert response.status_code == 415
    assert response.json()["code"] == "unsupported_content_encoding"
    assert "packed with gzip" in response.json()["detail"]


def test_a_text_that_is_too_long_is_told_in_characters(wire: Wire) -> None:
    response = wire.ask(question="a", filters={"item_id": "x" * 1_001})
    assert "1000 characters" in response.json()["detail"]
    assert "items" not in response.json()["detail"]


@pytest.mark.parametrize("content_type", ["application/json; charset=UTF-8", "Application/JSON"])
def test_json_may_be_declared_in_any_case_and_with_its_charset(stored: Wire, content_type: str) -> None:
    assert stored.ask_raw(b'{"question": "the ending?"}', content_type).status_code == 200


def test_a_declared_length_above_the_limit_is_refused(wire: Wire) -> None:
    response = wire.ask_raw(b" " * (MAX_BODY_BYTES + 1))
    assert response.status_code == 413
    assert response.json()["code"] == "body_too_large"
    assert response.headers["content-type"] == "application/problem+json"


def test_a_body_of_exactly_the_limit_is_read(stored: Wire) -> None:
    body = b'{"question": "the ending?"}'
    assert stored.ask_raw(body.ljust(MAX_BODY_BYTES)).status_code == 200


def test_reviews_may_be_larger_than_questions(wire: Wire) -> None:
    review = {"item_id": "film", "text": "x" * 200_000}
    response = wire.put_reviews(review, {**review, "item_id": "other"})
    assert response.json()["created"] == 2


def test_reviews_above_their_own_limit_are_refused(wire: Wire) -> None:
    response = wire.request(
        "PUT",
        "/v1/reviews",
        content=b" " * (MAX_UPLOAD_BYTES + 1),
        headers={"Content-Type": "application/json"},
    )
    assert response.status_code == 413
    assert "32,768 KiB" in response.json()["detail"]


def test_errors_never_repeat_what_was_sent(wire: Wire) -> None:
    body = b'{"question": 5, "filters": {"rating": {"gte": "sesame-value"}}, "engine": "sesame-engine"}'
    assert b"sesame" not in wire.ask_raw(body).content


def test_each_of_several_mistakes_is_pointed_at(wire: Wire) -> None:
    response = wire.ask_raw(b'{"filters": {"rating": {"gte": "3"}}, "max_citations": 99}')
    assert [error["pointer"] for error in response.json()["errors"]] == [
        "#/question",
        "#/filters/rating/gte",
        "#/max_citations",
    ]


def test_no_more_than_twenty_mistakes_are_listed(wire: Wire) -> None:
    fields = {f"field_{number}": 1 for number in range(500)}
    assert len(wire.ask(**fields).json()["errors"]) == 20
