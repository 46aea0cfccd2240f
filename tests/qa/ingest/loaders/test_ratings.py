from __future__ import annotations

import pytest

from qa.ingest.loaders.ratings import parse_rating


@pytest.mark.parametrize(
    ("written", "value", "scale"),
    [
        ("4", 4.0, None),
        (" 4.5 ", 4.5, None),
        ("4,5", 4.5, None),
        ("3/4", 3.0, 4.0),
        ("3.5 / 5", 3.5, 5.0),
        ("8/10", 8.0, 10.0),
        ("3.5 out of 5", 3.5, 5.0),
        ("4.0 out of 5 stars", 4.0, 5.0),
        ("2 of 4", 2.0, 4.0),
        ("4 stars", 4.0, None),
        ("1 star", 1.0, None),
        ("80%", 80.0, 100.0),
        ("★★★½", 3.5, None),
        ("★★★☆☆", 3.0, 5.0),
        ("½", 0.5, None),
        ("⭐⭐⭐⭐", 4.0, None),
        ("⭐️⭐️", 2.0, None),
        ("☆☆☆☆☆", 0.0, 5.0),
    ],
)
def test_a_rating_is_read_as_people_write_it(written: str, value: float, scale: float | None) -> None:
    assert parse_rating(written) == (value, scale)


@pytest.mark.parametrize("written", ["", "A-", "B+", "Fresh", "four", "4/", "1/2/3", "5 " * 40, "4 apples"])
def test_what_is_no_rating_is_none(written: str) -> None:
    assert parse_rating(written) is None


def test_a_very_long_cell_is_not_searched() -> None:
    assert parse_rating("1" * 1_000_000) is None
