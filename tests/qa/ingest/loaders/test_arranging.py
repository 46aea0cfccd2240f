from __future__ import annotations

import pytest

from qa.ingest.loaders.layouts import Layout, arrange

AMAZON = ["rating", "title", "text", "images", "asin", "parent_asin", "user_id", "timestamp", "helpful_vote"]
YELP = ["review_id", "user_id", "business_id", "stars", "useful", "funny", "cool", "text", "date"]
TOMATOES = [
    *("rotten_tomatoes_link", "critic_name", "top_critic", "publisher_name", "review_type"),
    *("review_score", "review_date", "review_content"),
]
LETTERBOXD = ["Date", "Name", "Year", "Letterboxd URI", "Rating", "Rewatch", "Review", "Tags", "Watched Date"]
GOODREADS = [
    *("Book Id", "Title", "Author", "Author l-f", "Additional Authors", "ISBN", "ISBN13", "My Rating"),
    *(
        "Average Rating",
        "Publisher",
        "Date Read",
        "Date Added",
        "Bookshelves",
        "Exclusive Shelf",
        "My Review",
    ),
]


def layout(columns: list[str], **wanted: str) -> Layout:
    found = arrange(columns, wanted)
    assert isinstance(found, Layout), found
    return found


@pytest.mark.parametrize(
    ("columns", "name", "item"),
    [
        (AMAZON, "Amazon Reviews 2023", "parent_asin"),
        (YELP, "Yelp", "business_id"),
        (TOMATOES, "Rotten Tomatoes critics", "rotten_tomatoes_link"),
        (LETTERBOXD, "Letterboxd export", "Film"),
        (GOODREADS, "Goodreads export", "Book Id"),
    ],
)
def test_a_public_format_is_known_by_sight(columns: list[str], name: str, item: str) -> None:
    found = layout(columns)
    assert (found.name, found.columns["item_id"]) == (name, item)


def test_the_author_of_a_book_is_not_the_author_of_its_review() -> None:
    assert "author" not in layout(GOODREADS).columns


@pytest.mark.parametrize("name", ["text", "review", "Review Text", "reviewText", "BODY", "content", "Quote"])
def test_the_text_is_found_under_its_usual_names(name: str) -> None:
    assert layout(["n", name]).columns["text"] == name


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("product_id", "item_id"),
        ("Hotel", "item_id"),
        ("movie title", "item_title"),
        ("headline", "title"),
        ("critic", "author"),
        ("guest", "author"),
        ("stars", "rating"),
        ("out_of", "rating_scale"),
        ("score_max", "rating_scale"),
        ("stayed_on", "published"),
        ("timestamp", "published"),
        ("link", "url"),
        ("publication", "source"),
        ("lang", "language"),
        ("review_id", "id"),
    ],
)
def test_other_fields_are_found_under_their_usual_names(column: str, field: str) -> None:
    assert layout(["text", column]).columns[field] == column


def test_an_item_known_only_by_its_name_takes_the_name_as_its_id() -> None:
    found = layout(["review", "movie_title"])
    assert found.columns["item_id"] == found.columns["item_title"] == "movie_title"


def test_a_title_alone_is_the_headline_of_the_review() -> None:
    found = layout(["title", "text"])
    assert found.columns["title"] == "title"
    assert "item_id" not in found.columns


def test_a_title_beside_a_headline_is_the_name_of_the_item() -> None:
    found = layout(["Title", "text", "headline"])
    assert (found.columns["item_id"], found.columns["title"]) == ("Title", "headline")


def test_a_table_without_review_text_says_which_columns_it_has() -> None:
    assert arrange(["a", "b"], {}) == "no review text column among: a, b"


def test_a_table_of_questions_is_not_one_of_reviews_even_with_quotes() -> None:
    assert arrange(["question", "quote"], {}) == "no review text column among: question, quote"


def test_a_long_list_of_long_columns_is_cut() -> None:
    reason = arrange(["c" * 500] * 40, {})
    assert isinstance(reason, str)
    assert len(reason) < 600
    assert reason.endswith("and 28 more")


def test_a_column_name_cannot_steer_a_terminal() -> None:
    assert arrange(["a\x1b[2J\ud800b"], {}) == "no review text column among: a [2J b"


def test_a_column_that_the_user_names_counts_first() -> None:
    found = layout(["text", "Body Copy", "sku"], text="body_copy", item_id="SKU")
    assert (found.columns["text"], found.columns["item_id"]) == ("Body Copy", "sku")


def test_a_column_that_the_user_names_is_used_for_one_field_only() -> None:
    found = layout(["text", "title"], item_id="title")
    assert (found.columns["item_id"], "title" in found.columns) == ("title", False)


def test_a_named_column_counts_before_that_of_a_public_format() -> None:
    found = layout(YELP, item_id="user_id")
    assert (found.name, found.columns["item_id"], "author" in found.columns) == ("Yelp", "user_id", False)


def test_a_named_column_that_is_missing_is_told() -> None:
    assert arrange(["a", "b"], {"text": "c"}) == "no column 'c' among: a, b"
