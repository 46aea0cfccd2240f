from __future__ import annotations

import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InvalidReview
from qa.ingest.drafts import ReviewDraft, parse_draft
from qa.ingest.preparing import prepare

KETTLE: dict[str, object] = {"item_id": "kettle", "text": "Boils fast &amp; quietly."}


def draft(**fields: object) -> ReviewDraft:
    return parse_draft({**KETTLE, **fields})


def test_the_shown_text_is_clean_and_the_source_is_kept() -> None:
    review = prepare(draft())
    assert review.text == "Boils fast & quietly."
    assert review.source_text == "Boils fast &amp; quietly."


def test_a_given_id_is_kept() -> None:
    assert prepare(draft(id="k-1")).id == "k-1"


def test_a_derived_id_is_the_hash_of_what_identifies_a_review() -> None:
    identifying = json.dumps(
        ["kettle", "Ada", "2024-03-31", "Hot", "Boils fast &amp; quietly."], separators=(",", ":")
    )
    expected = "rev_" + hashlib.sha256(identifying.encode()).hexdigest()[:20]
    assert prepare(draft(author="Ada", published="2024-03-31", title="Hot")).id == expected


def test_the_same_draft_twice_is_the_same_review() -> None:
    assert prepare(draft(rating=4)) == prepare(draft(rating=4.0))


@pytest.mark.parametrize(
    "change",
    [{"item_id": "pan"}, {"author": "Bo"}, {"published": "2024-01-01"}, {"title": "T"}, {"text": "Cold."}],
)
def test_another_item_author_day_title_or_text_is_another_review(change: dict[str, object]) -> None:
    assert prepare(draft(**change)).id != prepare(draft()).id


def test_a_changed_rating_updates_the_same_review() -> None:
    before, after = prepare(draft(rating=2)), prepare(draft(rating=3))
    assert before.id == after.id
    assert before.content_hash != after.content_hash


@pytest.mark.parametrize(
    "change",
    [
        {"item_title": "The kettle"},
        {"title": "T"},
        {"author": "A"},
        {"rating": 1},
        {"rating_scale": 5},
        {"published": "2024-01-01"},
        {"url": "https://example.org"},
        {"source": "S"},
        {"language": "en"},
        {"metadata": {"a": 1}},
        {"text": "Boils fast &amp; quietly!"},
        {"item_id": "kettle-2"},
    ],
)
def test_a_change_to_any_field_changes_the_hash(change: dict[str, object]) -> None:
    assert prepare(draft(id="k", **change)).content_hash != prepare(draft(id="k")).content_hash


def test_the_order_of_metadata_does_not_change_the_hash() -> None:
    one, two = draft(metadata={"a": 1, "b": 2}), draft(metadata={"b": 2, "a": 1})
    assert prepare(one).content_hash == prepare(two).content_hash


def test_true_and_one_are_different_metadata() -> None:
    one, two = draft(metadata={"a": 1}), draft(metadata={"a": True})
    assert prepare(one).content_hash != prepare(two).content_hash


@pytest.mark.parametrize("text", ["", "   \n", "\x00\x01", "<p> </p>", "&nbsp;"])
def test_text_of_which_nothing_is_left_is_refused(text: str) -> None:
    with pytest.raises(InvalidReview) as caught:
        prepare(draft(text=text))
    assert caught.value.field == "text"


def test_names_and_titles_lose_entities_and_stray_space() -> None:
    review = prepare(draft(item_title="Salt &amp;  Pepper", title="\tHot\x07 stuff\n", author=" O&#39;Dell "))
    assert (review.item_title, review.title, review.author) == ("Salt & Pepper", "Hot stuff", "O'Dell")


def test_a_title_of_which_nothing_is_left_is_none() -> None:
    assert prepare(draft(title="  ")).title is None


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_storable_text_becomes_a_review_or_is_refused(text: str) -> None:
    try:
        review = prepare(draft(text=text))
    except InvalidReview:
        return
    assert review.source_text == text
    assert review.text.strip()
    assert re.fullmatch("rev_[0-9a-f]{20}", review.id)
    assert re.fullmatch("[0-9a-f]{64}", review.content_hash)
