"""The generative engine: what it tries again, what it gives up, and what it never takes back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import Any

import pytest

from qa.errors import ModelFailed, ModelReason, Overloaded
from qa.generation.budget import Budget, Limits
from qa.generation.calls import Calls, Patience
from qa.generation.engine import GenerativeEngine, Written
from qa.generation.gate import Admitted
from qa.ports import Message, Spent
from tests.qa.conftest import Inline
from tests.qa.generation.builders import gate, question, two_reviews
from tests.qa.generation.models import Part, Pause, ScriptedModel, Sleep, claim, reply_of

SUPERB = claim("The breakfast is superb.", (1, "breakfast was superb"), stance="positive")
SLOW = claim("The staff are slow.", (2, "unfriendly and slow"), stance="negative")
INVENTED = claim("The beds are on fire.", (2, "beds are on fire"))
GOOD, BAD, NONE = reply_of(SUPERB, SLOW), reply_of(INVENTED), reply_of()


def _failed(reason: ModelReason = "model_unavailable", **how: Any) -> ModelFailed:
    return ModelFailed("It failed.", reason=reason, **{"again": True, **how})


class Writing:
    """An engine on a scripted model, with all that is to be seen of it."""

    def __init__(
        self, *replies: Sequence[Part], total_s: float = 3_600.0, budget: Budget | None = None, **options: Any
    ) -> None:
        self.model = ScriptedModel(replies)
        self.sleep = Sleep()
        calls = Calls(self.model, budget=budget or Budget(Limits()), patience=Patience(), reply_tokens=100)
        self.engine = GenerativeEngine(
            calls,
            workers=options.pop("workers", Inline()),
            total_s=total_s,
            sleep=self.sleep,
            name="scripted",
            **options,
        )

    async def _write(self, keeps: bool) -> tuple[list[str], Written]:
        told: list[str] = []
        writing = self.engine.write(question(), two_reviews(), gate, claims=5, keeps=keeps)
        async with aclosing(writing):
            async for one in writing:
                if isinstance(one, Admitted):
                    told.append(one.claim.text)
                else:
                    return told, one
        raise AssertionError("it ended without saying how far it came")

    def write(self, *, keeps: bool = False) -> tuple[list[str], Written]:
        return asyncio.run(self._write(keeps))

    def reasons(self, times: int) -> list[str | None]:
        async def all_of_them() -> list[str | None]:
            ends = [(await self._write(False))[1] for _ in range(times)]
            return [end.failure.reason if end.failure else None for end in ends]

        return asyncio.run(all_of_them())


def _reason(written: Written) -> str:
    assert written.failure is not None
    return written.failure.reason


@pytest.mark.parametrize("keeps", [True, False])
def test_claims_come_as_they_are_admitted_and_last_how_far_it_came(keeps: bool) -> None:
    writing = Writing([GOOD[:90], GOOD[90:], Spent(50, 20)])
    told, written = writing.write(keeps=keeps)
    assert told == ["The breakfast is superb.", "The staff are slow."]
    assert [one.text for one in written.gate.claims] == told
    assert (written.failure, written.dropped) == (None, 0)
    assert written.spending.usage["total_tokens"] == 70
    assert len(writing.model.asked) == 1


def test_a_claim_is_told_before_the_rest_of_the_reply_is_there() -> None:
    writing = Writing([GOOD[: GOOD.index("}, {") + 1], Pause(60), GOOD])

    async def first() -> str:
        claims = writing.engine.write(question(), two_reviews(), gate, claims=5, keeps=True)
        async with aclosing(claims):
            one = await asyncio.wait_for(anext(claims), 1)
        assert isinstance(one, Admitted)
        return one.claim.text

    assert asyncio.run(first()) == "The breakfast is superb."
    assert (writing.model.open, writing.model.left) == (0, 1)


def test_it_is_asked_for_so_many_claims() -> None:
    writing = Writing([GOOD])
    writing.write()
    assert "At most 5 claims" in writing.model.asked[0][0].text


def test_what_is_dropped_is_counted_beside_what_is_told() -> None:
    told, written = Writing([reply_of(SUPERB, INVENTED, {"text": 5})]).write()
    assert told == ["The breakfast is superb."]
    assert (written.dropped, written.failure) == (2, None)


def test_a_failed_call_is_tried_twice_more_after_growing_pauses() -> None:
    writing = Writing([_failed()])
    told, written = writing.write()
    assert (told, _reason(written), len(writing.model.asked)) == ([], "model_unavailable", 3)
    first, second = writing.sleep.slept
    assert 0.375 <= first <= 0.625
    assert 0.75 <= second <= 1.25
    assert writing.model.asked[0] == writing.model.asked[1] == writing.model.asked[2]


def test_a_call_that_succeeds_the_second_time_is_enough() -> None:
    told, written = Writing([_failed()], [GOOD]).write()
    assert told == ["The breakfast is superb.", "The staff are slow."]
    assert written.failure is None
    assert written.spending.usage["requests"] == 2


def test_a_failure_that_would_come_again_is_not_tried_again() -> None:
    writing = Writing([_failed("model_refused", again=False)])
    _, written = writing.write()
    assert (_reason(written), len(writing.model.asked), writing.sleep.slept) == ("model_refused", 1, [])


def test_the_server_s_own_time_is_waited_for() -> None:
    writing = Writing(
        [_failed("model_rate_limited", retry_after_s=7.5)], [_failed(retry_after_s=0.0)], [GOOD]
    )
    assert writing.write()[1].failure is None
    assert writing.sleep.slept == [7.5, 0.0]


def test_what_would_have_to_wait_beyond_the_time_for_an_answer_is_not_tried_again() -> None:
    writing = Writing([_failed("model_rate_limited", retry_after_s=9.5)], [GOOD], total_s=10)
    told, written = writing.write()
    assert (told, _reason(written), writing.sleep.slept) == ([], "model_rate_limited", [])
    assert len(writing.model.asked) == 1


def test_what_leaves_a_second_of_the_time_is_tried_again() -> None:
    writing = Writing([_failed("model_rate_limited", retry_after_s=8.5)], [GOOD], total_s=10)
    assert writing.write()[1].failure is None
    assert writing.sleep.slept == [8.5]


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        ("The lamp glows.", "It held no JSON object."),
        (BAD, "Claim 1: none of its quotes stands, letter by letter, in the sentence it names."),
        (reply_of({"text": "So."}), "Its claims had no `text` or no `evidence`."),
        ('{"answer": 1}', "It had no list of `claims`."),
    ],
)
def test_a_reply_that_cannot_be_used_is_repaired_at_once_and_told_why(reply: str, problem: str) -> None:
    writing = Writing([reply], [GOOD])
    told, written = writing.write(keeps=True)
    assert told == ["The breakfast is superb.", "The staff are slow."]
    assert (written.failure, writing.sleep.slept) == (None, [])
    first, second = writing.model.asked
    assert second[:2] == first
    assert second[2] == Message("assistant", reply)
    assert problem in second[3].text


def test_every_fault_is_told() -> None:
    writing = Writing([reply_of(INVENTED, claim("See inn.com.", 1))], [GOOD])
    writing.write()
    assert "Claim 1: none of its quotes stands" in writing.model.asked[1][3].text
    assert "Claim 2: it holds a link or an address." in writing.model.asked[1][3].text


def test_a_reply_is_repaired_once_at_most() -> None:
    writing = Writing([BAD])
    told, written = writing.write()
    assert (told, _reason(written), len(writing.model.asked)) == ([], "claims_unverified", 2)
    assert written.dropped == 2


def test_a_repair_is_one_of_the_tries() -> None:
    writing = Writing([_failed()], [BAD], [_failed()], [GOOD])
    _, written = writing.write()
    assert (_reason(written), len(writing.model.asked)) == ("model_unavailable", 3)
    writing = Writing([_failed()], [_failed()], [BAD], [GOOD])
    _, written = writing.write()
    assert (_reason(written), len(writing.model.asked)) == ("claims_unverified", 3)


def test_a_call_that_fails_during_a_repair_repeats_the_repair() -> None:
    writing = Writing([BAD], [_failed()], [GOOD])
    assert writing.write()[1].failure is None
    assert writing.model.asked[1] == writing.model.asked[2]
    assert len(writing.model.asked[2]) == 4


@pytest.mark.parametrize("reply", [NONE, "{} " + NONE])
def test_a_model_that_finds_no_answer_is_believed(reply: str) -> None:
    writing = Writing([NONE])
    _, written = writing.write()
    assert (_reason(written), len(writing.model.asked)) == ("model_abstained", 1)


def test_a_reply_that_is_too_long_is_not_tried_again() -> None:
    writing = Writing(["x" * 30_001])
    _, written = writing.write()
    assert (_reason(written), len(writing.model.asked)) == ("reply_too_long", 1)


BROKEN = [GOOD[: GOOD.index("}, {") + 1], _failed()]


def test_once_a_claim_is_told_nothing_is_tried_again() -> None:
    writing = Writing(BROKEN, [GOOD])
    told, written = writing.write(keeps=True)
    assert told == ["The breakfast is superb."]
    assert (_reason(written), len(writing.model.asked)) == ("model_unavailable", 1)
    assert [one.text for one in written.gate.claims] == told


def test_once_a_claim_is_told_nothing_is_repaired() -> None:
    writing = Writing([GOOD[: GOOD.index("}, {") + 1]], [GOOD])
    _, written = writing.write(keeps=True)
    assert (_reason(written), len(writing.model.asked)) == ("reply_unreadable", 1)


def test_what_may_be_taken_back_is_tried_again_and_forgotten() -> None:
    writing = Writing(BROKEN, [reply_of(SLOW)])
    _, written = writing.write(keeps=False)
    assert written.failure is None
    assert [one.text for one in written.gate.claims] == ["The staff are slow."]
    assert [one.n for one in written.gate.citations] == [1]


def test_a_claim_dropped_before_any_is_told_does_not_forbid_another_try() -> None:
    first = reply_of(INVENTED, SUPERB)
    writing = Writing([first[: first.index("}, {") + 1], _failed()], [GOOD])
    told, written = writing.write(keeps=True)
    assert (len(told), written.failure, written.dropped) == (2, None, 1)


def test_beyond_the_budget_nothing_is_asked_and_nothing_tried_again() -> None:
    writing = Writing([GOOD], budget=Budget(Limits(requests_per_day=0)))
    _, written = writing.write()
    assert (_reason(written), writing.model.asked, writing.sleep.slept) == ("over_budget", [], [])
    assert written.spending.usage["requests"] == 0


def test_a_repair_counts_for_the_budget() -> None:
    writing = Writing([BAD], [GOOD], budget=Budget(Limits(requests_per_day=1)))
    _, written = writing.write()
    assert (_reason(written), len(writing.model.asked)) == ("over_budget", 1)


def test_who_leaves_ends_the_call() -> None:
    writing = Writing(["{", Pause(60)])

    async def leave() -> None:
        task = asyncio.ensure_future(writing._write(True))
        await asyncio.sleep(0.02)
        assert writing.model.open == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave())
    assert (writing.model.open, writing.model.left) == (0, 1)


FAILS = [_failed("model_refused", again=False)]


def test_after_five_failed_answers_the_model_is_left_alone() -> None:
    writing = Writing(FAILS)
    assert writing.reasons(7) == ["model_refused"] * 5 + ["model_paused"] * 2
    assert len(writing.model.asked) == 5


def test_after_the_pause_one_is_let_through_and_its_success_ends_the_pause() -> None:
    writing = Writing(*[FAILS] * 2, [GOOD], failed_answers=2, pause_s=0.05)

    async def run() -> list[str | None]:
        reasons = []
        for wait in (0, 0, 0, 0.08, 0):
            await asyncio.sleep(wait)
            failure = (await writing._write(False))[1].failure
            reasons.append(failure.reason if failure else None)
        return reasons

    assert asyncio.run(run()) == ["model_refused", "model_refused", "model_paused", None, None]


def test_after_the_pause_a_failure_begins_another_at_once() -> None:
    writing = Writing(FAILS, failed_answers=2, pause_s=0.05)

    async def run() -> list[str | None]:
        reasons = []
        for wait in (0, 0, 0.08, 0):
            await asyncio.sleep(wait)
            failure = (await writing._write(False))[1].failure
            reasons.append(failure.reason if failure else None)
        return reasons

    assert asyncio.run(run()) == ["model_refused"] * 3 + ["model_paused"]


def test_an_answer_between_failures_begins_the_count_anew() -> None:
    writing = Writing(*[FAILS] * 4, [GOOD], *[FAILS] * 5)
    assert writing.reasons(11) == ["model_refused"] * 4 + [None] + ["model_refused"] * 5 + ["model_paused"]


@pytest.mark.parametrize(
    "reply", [["no JSON"], [BAD], [NONE], ["x" * 30_001]], ids=["unreadable", "unverified", "none", "long"]
)
def test_replies_that_cannot_be_used_say_nothing_of_the_server(reply: list[Part]) -> None:
    assert "model_paused" not in Writing(reply).reasons(8)


def test_who_leaves_says_nothing_of_the_server() -> None:
    writing = Writing(["{", Pause(60)])

    async def leave() -> None:
        for _ in range(6):
            task = asyncio.ensure_future(writing._write(True))
            await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(leave())
    assert len(writing.model.asked) == 6


def test_work_that_finds_no_room_says_nothing_of_the_model() -> None:
    class Full:
        async def run(self, *_args: Any, **_kwargs: Any) -> Any:
            raise Overloaded("Too much is waiting.")

    writing = Writing([GOOD], workers=Full())

    async def run() -> None:
        for _ in range(7):
            _, written = await writing._write(False)
            assert _reason(written) == "model_unavailable"

    asyncio.run(run())
    assert len(writing.model.asked) == 7


def test_no_more_claims_are_admitted_than_were_asked_for() -> None:
    orders = ("The breakfast was superb.", "Superb was the breakfast.", "Was the breakfast superb.")
    many = [claim(text.replace("The", opening), 1) for opening in ("The", "A", "Such a") for text in orders]
    told, written = Writing([reply_of(*many)]).write()
    assert len(told) == len(written.gate.claims) == 5


def test_a_reply_that_is_whole_needs_no_end() -> None:
    _, written = Writing([GOOD, Pause(60)]).write()
    assert written.failure is None


def test_a_call_beyond_the_budget_does_not_begin_the_count_of_failures_anew() -> None:
    now = [0.0]
    budget = Budget(Limits(requests_per_minute=4), clock=lambda: now[0])
    writing = Writing(FAILS, budget=budget)
    assert writing.reasons(5) == ["model_refused"] * 4 + ["over_budget"]
    now[0] += 60
    assert writing.reasons(2) == ["model_refused", "model_paused"]


def test_who_leaves_does_not_begin_the_count_of_failures_anew() -> None:
    writing = Writing(*[FAILS] * 4, ["{", Pause(60)], FAILS)

    async def leave() -> None:
        task = asyncio.ensure_future(writing._write(True))
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert writing.reasons(4) == ["model_refused"] * 4
    asyncio.run(leave())
    assert writing.reasons(2) == ["model_refused", "model_paused"]
