"""Dates in a question that limit which reviews it asks."""

from datetime import date

import pytest

from qa.models import DateRange
from qa.reading.dates import read_dates
from qa.words import placed_words

TODAY = date(2025, 5, 20)


def read(text: str, today: date = TODAY) -> tuple[DateRange, list[str]]:
    found = placed_words(text)
    published, places = read_dates(text, found, today)
    return published, [found[i].text for i in sorted(places)]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("since June", date(2024, 6, 1), None),
        ("since May", date(2025, 5, 1), None),
        ("since March 2023", date(2023, 3, 1), None),
        ("since 12 March 2024", date(2024, 3, 12), None),
        ("since March 12", date(2025, 3, 12), None),
        ("since 2024-03-01", date(2024, 3, 1), None),
        ("after 2023", date(2024, 1, 1), None),
        ("after March 2024", date(2024, 4, 1), None),
        ("before March 2024", None, date(2024, 2, 29)),
        ("until 2021", None, date(2021, 12, 31)),
        ("in 2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("in 2022 and 2023", date(2022, 1, 1), date(2023, 12, 31)),
        ("from 2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("from March onwards", date(2025, 3, 1), None),
        ("between 2020 and June 2021", date(2020, 1, 1), date(2021, 6, 30)),
        ("this year", date(2025, 1, 1), date(2025, 12, 31)),
        ("last month", date(2025, 4, 1), date(2025, 4, 30)),
        ("in the last six months", date(2024, 11, 20), None),
        ("over the past 2 weeks", date(2025, 5, 6), None),
        ("lately", date(2024, 5, 20), None),
        ("in recent reviews", date(2024, 5, 20), None),
    ],
)
def test_what_a_date_limits_reviews_to(text: str, since: date | None, until: date | None):
    assert read(f"Any gripes {text}?")[0] == DateRange(since=since, until=until)


@pytest.mark.parametrize(
    "text",
    [
        "Is the 1998 version better?",
        "What about the 2019 film?",
        "Was it filmed in 2022?",
        "Is it better than last year's model?",
        "May I bring a dog?",
        "Did it improve since the renovation?",
        "Does the battery last all day?",
        "since 31 February 2024",
        "between 2023 and 2021",
    ],
)
def test_what_only_looks_like_a_date_limits_nothing(text: str):
    assert read(text) == (DateRange(), [])


def test_the_words_of_a_date_are_given_with_it():
    assert read("Has the food got worse since March 2024?")[1] == ["since", "march", "2024"]


def test_months_back_from_the_end_of_a_month_end_with_a_shorter_one():
    assert read("in the last 3 months", date(2025, 5, 31))[0].since == date(2025, 2, 28)
