"""What the calls for an answer took."""

from __future__ import annotations

from qa.generation.budget import Reservation
from qa.generation.spending import Spending, estimated_tokens
from qa.ports import Message, Spent

ASKED = [Message("system", "x" * 200), Message("user", "y" * 100)]


def test_a_prompt_is_estimated_rather_too_long() -> None:
    assert estimated_tokens([]) == 1
    assert estimated_tokens(ASKED) == 101
    assert estimated_tokens([Message("user", "ab")]) == 1


def test_nothing_is_spent_at_first() -> None:
    assert Spending().usage == {"requests": 0, "input_tokens": 0, "output_tokens": 0, "total_tokens": 0}


def test_calls_add_up_and_settle_what_was_reserved() -> None:
    spending, first, second = Spending(), Reservation(0.0, 500), Reservation(0.0, 500)
    spending.settle(first, Spent(40, 7), ASKED, 999)
    spending.settle(second, Spent(50, 3), ASKED, 999)
    assert (first.tokens, second.tokens) == (47, 53)
    assert spending.usage == {"requests": 2, "input_tokens": 90, "output_tokens": 10, "total_tokens": 100}


def test_what_is_not_told_is_estimated() -> None:
    spending, reservation = Spending(), Reservation(0.0, 500)
    spending.settle(reservation, None, ASKED, 31)
    assert reservation.tokens == 111
    assert spending.usage == {"requests": 1, "input_tokens": 101, "output_tokens": 10, "total_tokens": 111}


def test_a_call_that_took_nothing_is_not_estimated() -> None:
    spending, reservation = Spending(), Reservation(0.0, 500)
    spending.settle(reservation, Spent(0, 0), ASKED, 0)
    assert reservation.tokens == 0
    assert spending.usage == {"requests": 1, "input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
