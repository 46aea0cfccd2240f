from __future__ import annotations

from datetime import date

import pytest

from qa.errors import InvalidFilter
from qa.models import DateRange, Filters, RatingRange


@pytest.mark.parametrize("bound", [float("nan"), float("inf"), float("-inf")])
def test_a_bound_on_the_rating_must_be_a_number(bound: float) -> None:
    with pytest.raises(InvalidFilter):
        RatingRange(gte=bound)
    with pytest.raises(InvalidFilter):
        RatingRange(lte=bound)


def test_bounds_that_leave_nothing_between_them_are_refused() -> None:
    with pytest.raises(InvalidFilter, match="swap"):
        RatingRange(gte=4.0, lte=3.0)
    with pytest.raises(InvalidFilter, match="swap"):
        DateRange(since=date(2025, 1, 2), until=date(2025, 1, 1))


def test_a_bound_may_be_met_exactly() -> None:
    assert RatingRange(gte=3.0, lte=3.0).gte == 3.0


@pytest.mark.parametrize(
    ("filters", "one"),
    [
        (Filters(), False),
        (Filters(author="Ana"), False),
        (Filters(item_id="lamp"), True),
        (Filters(review_id="r1"), True),
    ],
)
def test_a_scope_of_one_item_or_review_is_told_apart(filters: Filters, one: bool) -> None:
    assert filters.names_one is one
