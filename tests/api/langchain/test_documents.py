"""Hits as documents."""

from __future__ import annotations

import json
from datetime import date

from api.langchain.documents import as_document
from api.views import HitView

HIT = HitView(
    review_id="rev_1",
    item_id="film",
    item_title="The Film",
    title="Too long",
    author="Ana",
    rating=3.5,
    rating_scale=5,
    published=date(2024, 2, 29),
    url="https://example.org/1",
    text="  The ending —\n drags. ",
    start=10,
    end=33,
    score=0.75,
    stance="negative",
    opinion=0.9,
    polarity=-0.8,
)


def test_the_text_is_that_of_the_hit_to_the_last_space() -> None:
    assert as_document(HIT).page_content == "  The ending —\n drags. "


def test_the_id_names_the_review_and_the_place() -> None:
    assert as_document(HIT).id == "rev_1:10-33"


def test_the_metadata_holds_what_is_known_as_values_that_json_has() -> None:
    metadata = as_document(HIT).metadata
    assert json.loads(json.dumps(metadata, allow_nan=False)) == metadata
    assert metadata == {
        "review_id": "rev_1",
        "item_id": "film",
        "item_title": "The Film",
        "title": "Too long",
        "author": "Ana",
        "rating": 3.5,
        "rating_scale": 5.0,
        "published": "2024-02-29",
        "url": "https://example.org/1",
        "start": 10,
        "end": 33,
        "score": 0.75,
        "stance": "negative",
        "opinion": 0.9,
        "polarity": -0.8,
    }
