"""A budget, exact over every minute and every day."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.generation.budget import DAY_S, MINUTE_S, Budget, Limits, Reservation


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _budget(**limits: int) -> tuple[Budget, Clock]:
    clock = Clock()
    return Budget(Limits(**limits), clock), clock


def _reserved(budget: Budget, tokens: int) -> Reservation:
    reservation = budget.reserve(tokens)
    assert reservation is not None
    return reservation


def test_without_limits_everything_is_granted() -> None:
    budget, _ = _budget()
    assert all(budget.reserve(10**9) for _ in range(100))


@pytest.mark.parametrize(("name", "length"), [("requests_per_minute", MINUTE_S), ("requests_per_day", DAY_S)])
def test_so_many_requests_are_granted_and_the_next_when_the_first_is_past(name: str, length: float) -> None:
    budget, clock = _budget(**{name: 3})
    for _ in range(3):
        _reserved(budget, 5)
    assert budget.reserve(0) is None
    clock.now += length - 0.001
    assert budget.reserve(0) is None
    clock.now = 1000.0 + length
    assert [budget.reserve(0) is not None for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize(("name", "length"), [("tokens_per_minute", MINUTE_S), ("tokens_per_day", DAY_S)])
def test_so_many_tokens_are_granted_and_not_one_more(name: str, length: float) -> None:
    budget, clock = _budget(**{name: 100})
    _reserved(budget, 60)
    assert budget.reserve(41) is None
    _reserved(budget, 40)
    assert budget.reserve(1) is None
    assert budget.reserve(0) is not None
    clock.now += length
    assert budget.reserve(101) is None
    assert budget.reserve(100) is not None


def test_a_stretch_of_time_slides() -> None:
    budget, clock = _budget(tokens_per_minute=100)
    _reserved(budget, 70)
    clock.now += 30
    _reserved(budget, 30)
    clock.now += 30
    assert budget.reserve(71) is None
    _reserved(budget, 70)


def test_what_was_not_used_is_given_back_and_what_was_used_beyond_it_counts() -> None:
    budget, _ = _budget(tokens_per_minute=100)
    first = _reserved(budget, 100)
    first.settle(30)
    second = _reserved(budget, 70)
    second.settle(90)
    assert budget.reserve(0) is None
    second.settle(70)
    assert budget.reserve(0) is not None


def test_no_less_than_nothing_is_used() -> None:
    reservation = Reservation(0.0, 50)
    reservation.settle(-5)
    assert reservation.tokens == 0


def test_what_the_day_refuses_does_not_count_for_the_minute() -> None:
    budget, clock = _budget(requests_per_minute=2, tokens_per_day=10)
    assert budget.reserve(11) is None
    _reserved(budget, 5)
    _reserved(budget, 5)
    assert budget.reserve(0) is None
    clock.now += MINUTE_S
    assert budget.reserve(1) is None
    assert budget.reserve(0) is not None


def test_what_the_minute_refuses_does_not_count_for_the_day() -> None:
    budget, clock = _budget(tokens_per_minute=10, requests_per_day=2)
    assert [budget.reserve(11) for _ in range(5)] == [None] * 5
    _reserved(budget, 10)
    clock.now += MINUTE_S
    _reserved(budget, 10)
    assert budget.reserve(0) is None


def test_nothing_at_all_may_be_allowed() -> None:
    assert _budget(requests_per_minute=0)[0].reserve(0) is None
    assert _budget(tokens_per_day=0)[0].reserve(1) is None


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("reserve"), st.integers(0, 60)),
        st.tuples(st.just("settle"), st.floats(0, 1)),
        st.tuples(st.just("wait"), st.sampled_from([0.5, 20.0, 59.5, 60.0, 3_600.0, 86_400.0])),
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(_STEPS)
def test_no_order_of_reserving_and_settling_goes_beyond_a_bound(steps: list[tuple[str, float]]) -> None:
    limits = {
        "requests_per_minute": 4,
        "requests_per_day": 9,
        "tokens_per_minute": 100,
        "tokens_per_day": 180,
    }
    budget, clock = _budget(**limits)
    granted: list[Reservation] = []
    unsettled: list[Reservation] = []
    for step, amount in steps:
        if step == "wait":
            clock.now += amount
        elif step == "settle" and unsettled:
            one = unsettled.pop(len(unsettled) // 2)
            one.settle(int(one.tokens * amount))
        elif step == "reserve":
            held = {
                length: [one for one in granted if one.at > clock.now - length]
                for length in (MINUTE_S, DAY_S)
            }
            fits = all(
                len(held[length]) < limits[f"requests_per_{name}"]
                and sum(one.tokens for one in held[length]) + amount <= limits[f"tokens_per_{name}"]
                for length, name in ((MINUTE_S, "minute"), (DAY_S, "day"))
            )
            reservation = budget.reserve(int(amount))
            assert (reservation is not None) == fits
            if reservation is not None:
                granted.append(reservation)
                unsettled.append(reservation)
