"""Reviews from files, as Pullquote would hold them."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest

from api.systems.review_files import read_reviews
from qa.errors import UnreadableSource
from qa.evaluation.reviews import MemoryReviews
from qa.ingest.drafts import ReviewDraft
from qa.ingest.preparing import prepare
from qa.models import Filters, RatingRange


def table(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def test_a_text_is_cleaned_as_ingesting_cleans_it(tmp_path: Path) -> None:
    path = table(tmp_path / "a.jsonl", {"id": "r1", "item_id": "film", "text": "It <b>drags</b> &amp; ends."})
    [review] = read_reviews([path])
    assert review.text == "It drags & ends."


def test_a_review_without_an_id_has_the_id_that_a_store_would_give_it(tmp_path: Path) -> None:
    path = table(tmp_path / "a.jsonl", {"item_id": "film", "text": "It drags."})
    [review] = read_reviews([path])
    assert review.id == prepare(ReviewDraft(item_id="film", text="It drags.")).id


def test_what_scopes_go_by_is_kept(tmp_path: Path) -> None:
    row = {
        "id": "r1",
        "item_id": "film",
        "item_title": "The Film",
        "author": "Ana",
        "rating": 2.5,
        "rating_scale": 5,
        "published": "2024-01-31",
        "source": "Post",
        "language": "en",
        "text": "It drags.",
    }
    [review] = read_reviews([table(tmp_path / "a.jsonl", row)])
    assert (review.item_id, review.item_title, review.author) == ("film", "The Film", "Ana")
    assert (review.rating, review.rating_scale) == (2.5, 5.0)
    assert (review.published, review.source, review.language) == (date(2024, 1, 31), "Post", "en")


def test_every_file_of_a_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "film"
    folder.mkdir()
    (folder / "ana.txt").write_text("It drags.")
    table(folder / "more.jsonl", {"id": "r1", "item_id": "film", "text": "It sings."})
    assert sorted(review.text for review in read_reviews([folder])) == ["It drags.", "It sings."]


def test_of_two_reviews_with_one_id_the_first_is_held(tmp_path: Path) -> None:
    rows = [{"id": "r1", "item_id": "film", "text": text} for text in ("First.", "Second.")]
    assert [review.text for review in read_reviews([table(tmp_path / "a.jsonl", *rows)])] == ["First."]


def test_a_path_given_twice_is_held_once(tmp_path: Path) -> None:
    path = table(tmp_path / "a.jsonl", {"item_id": "film", "text": "It drags."})
    assert len(read_reviews([path, path])) == 1


def test_a_row_that_ingesting_would_refuse_is_left_out(tmp_path: Path) -> None:
    rows = [{"item_id": "film", "text": "<p></p>"}, {"item_id": "film", "text": "It drags."}]
    assert [review.text for review in read_reviews([table(tmp_path / "a.jsonl", *rows)])] == ["It drags."]


@pytest.mark.parametrize("content", [None, "", "colour,price\nred,3\n"])
def test_a_path_without_reviews_is_refused_and_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "a.csv"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UnreadableSource, match=r"There are no reviews in .*a\.csv\."):
        read_reviews([path])


def test_they_are_found_by_scope(tmp_path: Path) -> None:
    rows = [
        {"id": f"r{stars}", "item_id": "film", "rating": stars, "text": f"It has {stars}."}
        for stars in (1, 3, 5)
    ]
    held = MemoryReviews(read_reviews([table(tmp_path / "a.jsonl", *rows)]))
    found = asyncio.run(held.in_scope(Filters(rating=RatingRange(gte=3.0, lte=None))))
    assert [review.id for review in found] == ["r3", "r5"]
