from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from qa.errors import InvalidReview
from qa.ingest.drafts import ReviewDraft
from qa.ingest.loaders.layouts import Layout, arrange
from qa.ingest.loaders.row_reader import RowReader


def read(
    row: dict[str, object], *, columns: list[str] | None = None, item_id: str | None = None
) -> ReviewDraft | None:
    layout = arrange(columns or list(row), {})
    assert isinstance(layout, Layout), layout
    return RowReader(layout, item_id=item_id, fallback_item="from-file").read(row)


def draft(row: dict[str, object], *, item_id: str | None = None) -> ReviewDraft:
    found = read({"text": "Worth the queue.", **row}, item_id=item_id)
    assert found is not None
    return found


def test_the_item_comes_from_its_column() -> None:
    assert draft({"item_id": " dumplings "}).item_id == "dumplings"


def test_a_given_item_overrules_the_column_which_goes_to_metadata() -> None:
    found = draft({"product": "stall 4"}, item_id="dumplings")
    assert (found.item_id, dict(found.metadata)) == ("dumplings", {"product": "stall 4"})


def test_without_an_item_column_the_file_names_the_item() -> None:
    assert draft({}).item_id == "from-file"


def test_an_empty_item_cell_is_refused() -> None:
    with pytest.raises(InvalidReview, match="item_id is required"):
        draft({"item_id": " "})


@pytest.mark.parametrize(("cell", "item"), [(12, "12"), (12.0, "12"), ("012", "012")])
def test_ids_that_are_numbers_become_their_digits(cell: object, item: str) -> None:
    assert draft({"product_id": cell}).item_id == item


@pytest.mark.parametrize("text", ["", "  \n", None, float("nan")])
def test_a_row_without_text_is_refused(text: object) -> None:
    with pytest.raises(InvalidReview, match="no text"):
        draft({"text": text})


def test_text_is_not_touched() -> None:
    assert draft({"text": " <b>Yes</b>\n"}).text == " <b>Yes</b>\n"


def test_text_that_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidReview, match="text must be text"):
        draft({"text": ["a"]})


@pytest.mark.parametrize(
    ("row", "rating", "scale"),
    [
        ({"stars": "4"}, 4.0, None),
        ({"stars": 4}, 4.0, None),
        ({"stars": Decimal("4.5")}, 4.5, None),
        ({"stars": "3.5/4"}, 3.5, 4.0),
        ({"stars": "7", "out_of": "10"}, 7.0, 10.0),
        ({"stars": "3/4", "out_of": "10"}, 3.0, 4.0),
        ({"stars": "n/a", "out_of": "10"}, None, None),
        ({"stars": "nan"}, None, None),
        ({"stars": float("nan")}, None, None),
        ({"stars": ""}, None, None),
    ],
)
def test_ratings_are_read_with_their_scale(
    row: dict[str, object], rating: float | None, scale: float | None
) -> None:
    found = draft(row)
    assert (found.rating, found.rating_scale, dict(found.metadata)) == (rating, scale, {})


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("grade", "A-", "A-"),
        ("rating", True, True),
        ("date", "last week", "last week"),
        ("date", "03/04/2024", "03/04/2024"),
        ("url", "/reviews/7", "/reviews/7"),
        ("url", "javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_what_cannot_be_read_as_its_field_goes_to_metadata(column: str, cell: object, kept: object) -> None:
    found = draft({column: cell})
    assert found.metadata == {column: kept}
    assert (found.rating, found.published, found.url) == (None, None, None)


@pytest.mark.parametrize("stars", ["1e999", "inf", "-1", "6/5", float("inf")])
def test_an_impossible_rating_is_refused(stars: object) -> None:
    with pytest.raises(InvalidReview, match=r"[Rr]ating"):
        draft({"stars": stars})


@pytest.mark.parametrize("cell", ["2024-03-31", "2024-03-31 10:00:00", 1_711_843_200_000, "31 March 2024"])
def test_days_are_read_in_many_forms(cell: object) -> None:
    assert draft({"date": cell}).published == date(2024, 3, 31)


def test_an_impossible_day_is_refused() -> None:
    with pytest.raises(InvalidReview, match="published is no real date"):
        draft({"date": "2024-02-30"})


def test_a_web_address_is_kept() -> None:
    assert draft({"url": " https://example.org/7 "}).url == "https://example.org/7"


def test_unknown_columns_go_to_metadata_with_their_kinds() -> None:
    cells = {"verified": True, "votes": 3, "price": 2.5, "colour": " red ", "day": date(2024, 3, 31)}
    assert draft(dict(cells)).metadata == {**cells, "colour": "red", "day": "2024-03-31"}


def test_metadata_leaves_out_what_is_empty_nested_or_not_finite() -> None:
    cells = {"a": "", "b": None, "c": [1], "d": {"e": 1}, "f": float("nan"), "g": float("inf"), "h": "kept"}
    assert draft(dict(cells)).metadata == {"h": "kept"}


def test_metadata_is_made_storable() -> None:
    found = draft({"a\x00\ud800b": "x\x00y\ud800", "long": "w" * 2_000, "big": 2**70, "": "nameless"})
    assert found.metadata == {"a b": "x\ufffdy\ufffd", "long": "w" * 1_000, "big": str(2**70)}


def test_metadata_stops_at_fifty_keys() -> None:
    assert len(draft({f"c{n}": n for n in range(80)}).metadata) == 50


def test_an_unreadable_rating_does_not_overfill_metadata() -> None:
    assert len(draft({"rating": "A-", **{f"c{n}": n for n in range(80)}}).metadata) == 50


def test_the_columns_shown_say_where_the_item_comes_from() -> None:
    layout = arrange(["text\x1b", "sku"], {"text": "text"})
    assert isinstance(layout, Layout)
    shown = [
        dict(RowReader(layout, item_id=item, fallback_item="f").columns)
        for item in (None, "given by the user")
    ]
    assert shown == [{"text": "text", "item_id": "sku"}, {"text": "text", "item_id": "given"}]


def test_an_amazon_row_is_read() -> None:
    found = draft(
        {
            "rating": 2.0,
            "title": "Too bright",
            "images": [{"small_image_url": "x"}],
            "asin": "B1",
            "parent_asin": "P1",
            "user_id": "U1",
            "timestamp": 1_588_687_728_923,
            "helpful_vote": 3,
            "verified_purchase": True,
        }
    )
    assert (found.item_id, found.title, found.author, found.rating, found.rating_scale) == (
        "P1",
        "Too bright",
        "U1",
        2.0,
        5.0,
    )
    assert found.published == date(2020, 5, 5)
    assert found.metadata == {"asin": "B1", "helpful_vote": 3, "verified_purchase": True}


def test_a_yelp_row_is_read() -> None:
    row: dict[str, object] = {
        "review_id": "r9",
        "user_id": "u9",
        "business_id": "b9",
        "stars": 5.0,
        "useful": 1,
    }
    found = draft({**row, "date": "2018-07-07 22:09:11"})
    assert (found.id, found.item_id, found.author, found.rating_scale) == ("r9", "b9", "u9", 5.0)
    assert (found.published, dict(found.metadata)) == (date(2018, 7, 7), {"useful": 1})


TOMATO: dict[str, object] = {
    "rotten_tomatoes_link": "m/the_slow_ferry",
    "critic_name": "Ilse Brandt",
    "top_critic": "True",
    "publisher_name": "Harbour Weekly",
    "review_type": "Fresh",
    "review_score": "3.5/5",
    "review_date": "2010-02-08",
    "review_content": "It drifts, and knows where.",
}


def test_a_rotten_tomatoes_row_is_read() -> None:
    found = read(TOMATO)
    assert found is not None
    assert (found.item_id, found.author, found.source) == (
        "m/the_slow_ferry",
        "Ilse Brandt",
        "Harbour Weekly",
    )
    assert (found.rating, found.rating_scale, found.published) == (3.5, 5.0, date(2010, 2, 8))
    assert found.metadata == {"review_type": "Fresh", "top_critic": "True"}


def test_a_letter_grade_of_rotten_tomatoes_is_kept_in_metadata() -> None:
    found = read({**TOMATO, "review_score": "B+"})
    assert found is not None
    assert (found.rating, found.rating_scale, found.metadata["review_score"]) == (None, None, "B+")


MASSIVE_TOMATO: dict[str, object] = {
    "id": "the_slow_ferry",
    "reviewId": "2590001",
    "creationDate": "2021-05-23",
    "criticName": "Ilse Brandt",
    "isTopCritic": "False",
    "originalScore": "3.5/4",
    "reviewState": "fresh",
    "publicatioName": "Harbour Weekly",
    "reviewText": "It drifts, and knows where.",
    "scoreSentiment": "POSITIVE",
    "reviewUrl": "https://example.org/ferry",
}


def test_a_row_of_the_massive_rotten_tomatoes_table_is_read() -> None:
    found = read(MASSIVE_TOMATO)
    assert found is not None
    assert (found.id, found.item_id, found.author) == (None, "the_slow_ferry", "Ilse Brandt")
    assert (found.source, found.url) == ("Harbour Weekly", "https://example.org/ferry")
    assert (found.rating, found.rating_scale, found.published) == (3.5, 4.0, date(2021, 5, 23))
    assert found.metadata["reviewId"] == "2590001"


FILM: dict[str, object] = {
    "Date": "2023-01-09",
    "Name": "The Slow Ferry",
    "Year": "2010",
    "Letterboxd URI": "https://boxd.it/abc",
    "Rating": "3.5",
    "Rewatch": "Yes",
    "Review": "Better the second time.",
    "Tags": "sea, quiet",
    "Watched Date": "2023-01-08",
}


def test_a_letterboxd_row_is_read() -> None:
    found = read(FILM)
    assert found is not None
    assert (found.item_id, found.item_title, found.rating) == ("The Slow Ferry (2010)", "The Slow Ferry", 3.5)
    assert (found.rating_scale, found.url, found.published) == (5.0, "https://boxd.it/abc", date(2023, 1, 9))
    assert found.metadata == {
        "year": "2010",
        "rewatch": "Yes",
        "tags": "sea, quiet",
        "watched_date": "2023-01-08",
    }


def test_a_film_without_a_year_goes_by_its_name() -> None:
    found = read({**FILM, "Year": ""})
    assert found is not None
    assert found.item_id == "The Slow Ferry"


BOOK: dict[str, object] = {
    "Book Id": "77",
    "Title": "Salt Roads",
    "Author": "Mina Oyelaran",
    "ISBN": '="0316000000"',
    "My Rating": "4",
    "Average Rating": "3.9",
    "Date Read": "",
    "Date Added": "2021/06/30",
    "Exclusive Shelf": "read",
    "My Review": "Slow start, strong end.",
}


def test_a_goodreads_row_is_read() -> None:
    found = read(BOOK)
    assert found is not None
    assert (found.item_id, found.item_title, found.author) == ("77", "Salt Roads", None)
    assert (found.rating, found.rating_scale, found.published) == (4.0, 5.0, date(2021, 6, 30))
    assert found.metadata == {"book_author": "Mina Oyelaran", "shelf": "read"}


def test_the_day_a_book_was_read_counts_before_the_day_it_was_added() -> None:
    found = read({**BOOK, "Date Read": "2021/07/15"})
    assert found is not None
    assert found.published == date(2021, 7, 15)


def test_a_goodreads_rating_of_0_is_none() -> None:
    found = read({**BOOK, "My Rating": "0"})
    assert found is not None
    assert (found.rating, found.rating_scale) == (None, None)


@pytest.mark.parametrize(
    ("row", "column"),
    [(BOOK, "My Review"), (FILM, "Review"), (TOMATO, "review_content"), (MASSIVE_TOMATO, "reviewText")],
)
def test_a_row_of_an_export_without_text_is_passed_over(row: dict[str, object], column: str) -> None:
    assert read({**row, column: ""}) is None
