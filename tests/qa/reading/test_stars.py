"""Ratings that a question limits reviews to."""

import pytest

from qa.models import RatingRange
from qa.reading.stars import read_stars
from qa.words import placed_words


def read(text: str) -> RatingRange:
    return read_stars(text, placed_words(text))[0]


@pytest.mark.parametrize(
    ("text", "gte", "lte"),
    [
        ("What do one-star reviews say?", 1, 1),
        ("What do 4 and 5 star reviews say?", 4, 5),
        ("What do 1-2 star reviews say?", 1, 2),
        ("Why do people give it 5 stars?", 5, 5),
        ("Why only two and a half stars?", 2.5, 2.5),
        ("reviews with 4 stars or more", 4, None),
        ("reviewers with two stars or fewer", None, 2),
        ("4+ star reviews", 4, None),
    ],
)
def test_stars_that_reviews_give_limit_them(text: str, gte: float | None, lte: float | None):
    assert read(text) == RatingRange(gte=gte, lte=lte)


@pytest.mark.parametrize("text", ["Is it a 5 star hotel?", "Who are the stars?", "What do 3 reviews say?"])
def test_other_stars_limit_nothing(text: str):
    assert read(text) == RatingRange()


def test_the_giving_belongs_to_the_stars():
    found = placed_words("What do people who gave it 2 stars say?")

    _, places = read_stars("What do people who gave it 2 stars say?", found)

    assert [found[i].text for i in sorted(places)] == ["gave", "it", "2", "stars"]
