"""One call of a model: within its budget and its patience."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from qa.errors import ModelFailed
from qa.generation.budget import Budget, Limits
from qa.generation.calls import Calls, Patience
from qa.generation.spending import Spending
from qa.ports import Message, Spent
from tests.qa.generation.models import Part, Pause, ScriptedModel

ASKED = [Message("user", "x" * 27)]  # ten tokens
LONG = 3_600.0


def _calls(
    *reply: Part, patience: Patience | None = None, budget: Budget | None = None
) -> tuple[Calls, ScriptedModel]:
    model = ScriptedModel([reply])
    calls = Calls(model, budget=budget or Budget(Limits()), patience=patience or Patience(), reply_tokens=90)
    return calls, model


async def _all(calls: Calls, spending: Spending, seconds: float = LONG) -> list[str]:
    deadline = asyncio.get_running_loop().time() + seconds
    return [piece async for piece in calls.pieces(ASKED, spending, deadline)]


def _failure(calls: Calls, spending: Spending, seconds: float = LONG) -> ModelFailed:
    with pytest.raises(ModelFailed) as caught:
        asyncio.run(_all(calls, spending, seconds))
    return caught.value


def test_the_reply_comes_piece_by_piece_and_what_it_took_is_added() -> None:
    calls, model = _calls("It ", "glows.", Spent(12, 3))
    spending = Spending()
    assert asyncio.run(_all(calls, spending)) == ["It ", "glows."]
    assert spending.usage == {"requests": 1, "input_tokens": 12, "output_tokens": 3, "total_tokens": 15}
    assert (model.asked, model.open) == ([ASKED], 0)


def test_what_a_call_took_is_estimated_where_it_is_not_told() -> None:
    calls, _ = _calls("It ", "glows.")
    spending = Spending()
    asyncio.run(_all(calls, spending))
    assert spending.usage == {"requests": 1, "input_tokens": 10, "output_tokens": 3, "total_tokens": 13}


def test_the_last_that_is_told_counts() -> None:
    calls, _ = _calls(Spent(1, 1), "It glows.", Spent(12, 3))
    spending = Spending()
    asyncio.run(_all(calls, spending))
    assert spending.usage["total_tokens"] == 15


def test_a_call_beyond_the_budget_is_not_made() -> None:
    calls, model = _calls("It glows.", budget=Budget(Limits(tokens_per_minute=99)))
    spending = Spending()
    failure = _failure(calls, spending)
    assert (failure.reason, failure.again) == ("over_budget", False)
    assert (model.asked, spending.usage["requests"]) == ([], 0)


def test_a_call_reserves_its_prompt_and_the_longest_reply_and_gives_back_what_it_did_not_use() -> None:
    budget = Budget(Limits(tokens_per_minute=115))
    calls, _ = _calls("It glows.", Spent(12, 3), budget=budget)
    asyncio.run(_all(calls, Spending()))
    asyncio.run(_all(calls, Spending()))
    assert _failure(calls, Spending()).reason == "over_budget"


def test_while_a_call_runs_all_that_it_may_take_is_held() -> None:
    budget = Budget(Limits(tokens_per_minute=199))
    calls, _ = _calls("It ", "glows.", Spent(1, 1), budget=budget)

    async def twice() -> str:
        deadline = asyncio.get_running_loop().time() + LONG
        async with aclosing(calls.pieces(ASKED, Spending(), deadline)) as first:
            await anext(first)
            with pytest.raises(ModelFailed) as caught:
                await anext(calls.pieces(ASKED, Spending(), deadline))
        return caught.value.reason

    assert asyncio.run(twice()) == "over_budget"


def test_a_call_that_fails_before_its_first_word_took_nothing() -> None:
    budget = Budget(Limits(tokens_per_minute=100, requests_per_minute=5))
    calls, _ = _calls(ModelFailed("Busy.", reason="model_unavailable", again=True), budget=budget)
    spending = Spending()
    for _ in range(5):
        assert _failure(calls, spending).reason == "model_unavailable"
    assert spending.usage == {"requests": 5, "input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    assert _failure(calls, spending).reason == "over_budget"


def test_a_call_that_fails_after_words_is_estimated() -> None:
    calls, _ = _calls("It glows. ", ModelFailed("Busy.", reason="model_unavailable"))
    spending = Spending()
    assert _failure(calls, spending).reason == "model_unavailable"
    assert spending.usage["total_tokens"] == 13


def test_a_model_that_says_nothing_at_first_is_given_up_and_its_prompt_counts() -> None:
    calls, model = _calls(Pause(5), "It glows.", patience=Patience(first_s=0.02, between_s=9))
    spending = Spending()
    failure = _failure(calls, spending)
    assert (failure.reason, failure.again) == ("model_timeout", False)
    assert failure.message == "The model said nothing for 0.02 s."
    assert spending.usage["total_tokens"] == 10
    assert (model.open, model.left) == (0, 1)


def test_a_model_that_falls_silent_is_given_up() -> None:
    calls, model = _calls("It ", Pause(5), "glows.", patience=Patience(first_s=9, between_s=0.02))
    assert _failure(calls, Spending()).reason == "model_timeout"
    assert (model.open, model.left) == (0, 1)


def test_a_model_that_keeps_talking_is_given_its_time() -> None:
    reply = [part for _ in range(6) for part in (Pause(0.02), "so ")]
    calls, _ = _calls(*reply, patience=Patience(first_s=0.1, between_s=0.1))
    assert len(asyncio.run(_all(calls, Spending()))) == 6


def test_a_model_that_keeps_talking_is_given_up_at_the_deadline() -> None:
    reply = [part for _ in range(500) for part in (Pause(0.01), "so ")]
    calls, model = _calls(*reply)
    assert _failure(calls, Spending(), seconds=0.1).reason == "model_timeout"
    assert model.left == 1


def test_past_the_deadline_nothing_is_waited_for() -> None:
    calls, _ = _calls(Pause(0.5), "It glows.")
    assert _failure(calls, Spending(), seconds=-5).reason == "model_timeout"


def test_who_leaves_ends_the_call_and_what_came_is_counted() -> None:
    calls, model = _calls("It glows. ", Pause(0), "It fades.")
    spending = Spending()

    async def leave() -> None:
        deadline = asyncio.get_running_loop().time() + LONG
        async with aclosing(calls.pieces(ASKED, spending, deadline)) as pieces:
            await anext(pieces)

    asyncio.run(leave())
    assert (model.open, model.left) == (0, 1)
    assert spending.usage["total_tokens"] == 13


def test_who_is_cancelled_ends_the_call() -> None:
    calls, model = _calls("It glows. ", Pause(60))
    spending = Spending()

    async def cancel() -> None:
        task = asyncio.ensure_future(_all(calls, spending))
        await asyncio.sleep(0.02)
        assert model.open == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert (model.open, model.left) == (0, 1)
    assert spending.usage["requests"] == 1
