from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InvalidReview
from qa.ingest.drafts import MAX_REVIEW_CHARS, ReviewDraft, parse_draft, parse_published

LEAST: dict[str, object] = {"item_id": "lamp", "text": "Bright enough to read by."}


def refusal(**fields: object) -> InvalidReview:
    with pytest.raises(InvalidReview) as caught:
        parse_draft({**LEAST, **fields})
    return caught.value


def test_an_item_and_a_text_make_a_draft() -> None:
    draft = parse_draft(LEAST)
    assert (draft.item_id, draft.text, draft.id, dict(draft.metadata)) == (
        "lamp",
        "Bright enough to read by.",
        None,
        {},
    )


def test_every_field_is_read() -> None:
    draft = parse_draft(
        LEAST
        | {
            "id": "r1",
            "item_title": "Desk lamp",
            "title": "Fine",
            "author": "Odile",
            "rating": 4,
            "rating_scale": 5,
            "published": "2024-03-31",
            "url": "https://example.org/r1",
            "source": "The Lamp Post",
            "language": "en",
            "metadata": {"verified": True, "votes": 3, "price": 12.5, "shade": "green", "batch": None},
        }
    )
    assert draft.rating == 4.0
    assert draft.published == date(2024, 3, 31)
    assert draft.metadata == {"verified": True, "votes": 3, "price": 12.5, "shade": "green", "batch": None}


def test_metadata_keeps_the_kind_of_each_value() -> None:
    metadata = parse_draft({**LEAST, "metadata": {"a": True, "b": 1, "c": 1.0}}).metadata
    assert [type(value) for value in metadata.values()] == [bool, int, float]


def test_a_draft_cannot_be_changed() -> None:
    draft = parse_draft(LEAST)
    with pytest.raises(ValueError, match="frozen"):
        draft.text = "other"  # type: ignore[misc]  # the point of the test


@pytest.mark.parametrize("field", ["item_id", "text"])
def test_item_and_text_are_required(field: str) -> None:
    with pytest.raises(InvalidReview) as caught:
        parse_draft({name: value for name, value in LEAST.items() if name != field})
    assert (caught.value.field, caught.value.message) == (field, f"{field} is required.")


def test_an_unknown_field_is_refused_by_name() -> None:
    error = refusal(colour="red")
    assert error.field == "colour"
    assert error.message == "'colour' is not a field of a review; put it into metadata."


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"item_id": ""}, "item_id", "is empty"),
        ({"item_id": "x" * 201}, "item_id", "longer than 200"),
        ({"item_id": "a\nb"}, "item_id", "control character"),
        ({"item_id": " a"}, "item_id", "space"),
        ({"id": "a\x00"}, "id", "control character"),
        ({"id": 7}, "id", "must be text"),
        ({"id": "."}, "id", "dot"),
        ({"item_id": ".."}, "item_id", "dot"),
        ({"title": "x" * 1001}, "title", "longer than 1,000"),
        ({"title": "a\x00b"}, "title", "NUL"),
        ({"author": "a\udc80"}, "author", "lone surrogate"),
        ({"text": None}, "text", "must be text"),
        ({"text": "x" * (MAX_REVIEW_CHARS + 1)}, "text", "200,001 characters"),
        ({"text": "ab\ud83dc"}, "text", "at offset 2"),
        ({"rating": -0.5}, "rating", "0 or more"),
        ({"rating": "4"}, "rating", "must be a number"),
        ({"rating": True}, "rating", "must be a number"),
        ({"rating": float("nan")}, "rating", "finite"),
        ({"rating": float("inf")}, "rating", "finite"),
        ({"rating": 10**400}, "rating", "number"),
        ({"rating": 6, "rating_scale": 5}, "rating", "above its scale of 5"),
        ({"rating_scale": 0}, "rating_scale", "more than 0"),
        ({"url": "javascript:alert(1)"}, "url", "http"),
        ({"url": "https://"}, "url", "http"),
        ({"url": "http://[::1"}, "url", "http"),
        ({"url": "http://a b"}, "url", "http"),
        ({"metadata": [1]}, "metadata", "object"),
        ({"metadata": {"a": {"b": 1}}}, "metadata", "'a' must be text"),
        ({"metadata": {"a": 2**63}}, "metadata", "64 bits"),
        ({"metadata": {"a": float("inf")}}, "metadata", "finite"),
        ({"metadata": {"a": "x" * 1001}}, "metadata", "longer than 1,000"),
        ({"metadata": {"a": "\ud800"}}, "metadata", "lone surrogate"),
        ({"metadata": {"": 1}}, "metadata", "key"),
        ({"metadata": {"a\ud800": 1}}, "metadata", "key"),
        ({"metadata": {f"k{n}": n for n in range(51)}}, "metadata", "51 keys"),
    ],
)
def test_a_broken_rule_names_its_field_and_says_why(
    fields: dict[str, object], field: str, words: str
) -> None:
    error = refusal(**fields)
    assert error.field == field
    assert words in error.message


def test_the_longest_text_is_accepted() -> None:
    assert len(parse_draft({**LEAST, "text": "x" * MAX_REVIEW_CHARS}).text) == MAX_REVIEW_CHARS


def test_a_rating_equal_to_its_scale_is_accepted() -> None:
    assert parse_draft({**LEAST, "rating": 5, "rating_scale": 5}).rating == 5.0


def test_the_largest_64_bit_integer_is_accepted_in_metadata() -> None:
    assert parse_draft({**LEAST, "metadata": {"n": 2**63 - 1}}).metadata["n"] == 2**63 - 1


def test_text_may_hold_control_characters_and_nuls() -> None:
    assert parse_draft({**LEAST, "text": "a\x00\x07b"}).text == "a\x00\x07b"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-03-31T23:30:00-05:00", date(2024, 3, 31)),
        ("2024-03-31 08:15:00", date(2024, 3, 31)),
        ("2024-03-31T08:15:00.123Z", date(2024, 3, 31)),
        ("1800-01-01", date(1800, 1, 1)),
    ],
)
def test_iso_dates_and_times_give_the_day_as_written(written: str, day: date) -> None:
    assert parse_draft({**LEAST, "published": written}).published == day


def test_a_date_time_object_gives_its_day() -> None:
    assert parse_draft({**LEAST, "published": datetime(2024, 3, 31, 23, 59)}).published == date(2024, 3, 31)


@pytest.mark.parametrize(
    "written",
    [
        "2023-02-29",
        "2024-13-01",
        "31.03.2024",
        "1799-12-31",
        "2201-01-01",
        "2024-W10-1",
        "",
        "soon",
        1700000000,
    ],
)
def test_a_date_that_is_none_is_refused(written: object) -> None:
    error = refusal(published=written)
    assert error.field == "published"
    assert "2024-03-31" in error.message or "1800 to 2200" in error.message


def test_parse_published_says_which_form_it_accepts() -> None:
    with pytest.raises(ValueError, match="a date such as 2024-03-31"):
        parse_published("last week")


def test_a_message_never_repeats_a_long_input() -> None:
    assert len(refusal(**{"z" * 5000: 1}).message) < 160
    assert len(refusal(metadata={"k" * 5000: 1}).message) < 160
    assert len(refusal(title="t" * 5000).message) < 160


def test_braces_in_the_input_stand_in_the_message_as_they_are() -> None:
    assert "{oops}" in refusal(metadata={"{oops}": []}).message


def test_an_unreadable_field_name_is_refused_with_a_message_that_can_be_sent() -> None:
    error = refusal(**{"bad\ud800name": 1})
    error.message.encode("utf-8")
    (error.field or "").encode("utf-8")


@given(
    st.dictionaries(
        st.sampled_from([*ReviewDraft.model_fields, "other"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(st.characters(), max_size=30)
        | st.lists(st.integers(), max_size=2)
        | st.dictionaries(st.text(st.characters(), max_size=4), st.floats() | st.text(), max_size=3),
    )
)
def test_any_fields_make_a_storable_draft_or_a_sendable_refusal(fields: dict[str, object]) -> None:
    try:
        draft = parse_draft({**LEAST, **fields})
    except InvalidReview as error:
        json.dumps([error.message, error.field], allow_nan=False).encode("utf-8")
        error.message.encode("utf-8")
    else:
        json.dumps(draft.model_dump(mode="json"), allow_nan=False, ensure_ascii=False).encode("utf-8")


def test_the_schema_describes_every_field() -> None:
    properties = ReviewDraft.model_json_schema()["properties"]
    assert all(properties[name].get("description") for name in ReviewDraft.model_fields)
