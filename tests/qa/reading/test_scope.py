"""A question's own dates and ratings narrow what is in scope."""

from datetime import date

from qa.models import DateRange, Filters, Question, RatingRange
from qa.reading.scope import narrowed

JUNE, MAY, JULY = date(2025, 6, 1), date(2025, 5, 1), date(2025, 7, 1)
ITEM = Filters(item_id="lamps")


def _asked(**limits: object) -> Question:
    return Question(text="?", kind="opinion", stance="either", **limits)  # type: ignore[arg-type]


def test_a_question_without_limits_leaves_the_scope_as_it_is():
    assert narrowed(ITEM, _asked()) is ITEM


def test_dates_of_the_question_limit_the_scope():
    assert narrowed(ITEM, _asked(published=DateRange(since=JUNE))) == Filters(
        item_id="lamps", published=DateRange(since=JUNE)
    )


def test_of_two_limits_the_narrower_holds():
    given = Filters(published=DateRange(since=MAY, until=JULY), rating=RatingRange(lte=4.0))

    assert narrowed(
        given, _asked(published=DateRange(since=JUNE), stars=RatingRange(gte=1.0, lte=5.0))
    ) == Filters(published=DateRange(since=JUNE, until=JULY), rating=RatingRange(gte=1.0, lte=4.0))


def test_limits_that_leave_nothing_in_common_leave_nothing_in_scope():
    nothing = DateRange(since=date.min, until=date.min)
    before = Filters(published=DateRange(until=MAY))
    low = Filters(rating=RatingRange(lte=2.0))

    assert narrowed(before, _asked(published=DateRange(since=JUNE))).published == nothing
    assert narrowed(low, _asked(stars=RatingRange(gte=5.0, lte=5.0))).published == nothing
