"""How opinion moved between two halves of the reviews."""

from datetime import date

import numpy as np
import pytest

from qa.answering.change import change_lead, turning_month
from qa.evidence import Evidence, Speaker
from qa.models import Coverage


def _block(*days: date | None) -> Evidence:
    nothing = np.zeros(0, dtype=np.int32)
    return Evidence(
        speakers=tuple(
            Speaker(review_id=f"r{n}", content_hash="", voice=n, published=day) for n, day in enumerate(days)
        ),
        review_of=nothing,
        ordinals=nothing,
        chunks=nothing,
        starts=nothing,
        ends=nothing,
        vectors=np.zeros((0, 2), dtype=np.float32),
        opinion=np.zeros(0, dtype=np.float32),
        polarity=np.zeros(0, dtype=np.float32),
    )


def _counts(mentioning: int, positive: int, negative: int) -> Coverage:
    return Coverage(
        reviews_in_scope=9, reviewers=9, mentioning=mentioning, positive=positive, negative=negative
    )


def test_the_turning_month_halves_the_reviews():
    days = [date(2024, month, 14) for month in (1, 3, 6, 9, 12)]

    assert turning_month([_block(*days[:2], None), _block(*days[2:])]) == date(2024, 6, 1)


@pytest.mark.parametrize("days", [(), (None,), (date(2024, 5, 1), date(2024, 5, 30))])
def test_reviews_without_dates_or_of_one_month_have_no_turning_month(days: tuple[date | None, ...]):
    assert turning_month([_block(*days)]) is None


def test_both_halves_are_counted():
    lead = change_lead(date(2025, 3, 1), _counts(3, 2, 1), _counts(2, 0, 2))

    assert lead == "Before March 2025, two for and one against; since then, none for and two against:"


def test_a_half_that_says_nothing_shows_no_change():
    assert change_lead(date(2025, 3, 1), _counts(3, 2, 1), _counts(0, 0, 0)) is None
    assert change_lead(date(2025, 3, 1), _counts(0, 0, 0), _counts(3, 2, 1)) is None
