from __future__ import annotations

import asyncio

from qa.errors import ModelFailed
from qa.generation.budget import Budget, Limits
from qa.generation.calls import Calls, Patience
from qa.generation.engine import GenerativeEngine
from qa.generation.trial import Trial, try_out
from tests.qa.conftest import Inline
from tests.qa.generation.models import ScriptedModel, claim, reply_of


def tried(*reply: str | Exception) -> Trial:
    model = ScriptedModel([list(reply)])
    calls = Calls(model, budget=Budget(Limits()), patience=Patience(), reply_tokens=100)
    return asyncio.run(try_out(GenerativeEngine(calls, name="m", workers=Inline(), total_s=5)))  # type: ignore[arg-type]


def test_a_model_that_writes_a_claim_with_a_true_quote_works() -> None:
    reply = reply_of(claim("The breakfast is generous.", (1, "warm, generous and served until noon")))
    assert tried(reply).failure is None


def test_one_that_fails_is_told_why() -> None:
    failure = tried(ModelFailed("The key is wrong.", reason="model_refused")).failure
    assert failure is not None
    assert failure.message == "The key is wrong."


def test_one_that_keeps_to_no_form_does_not_work() -> None:
    failure = tried("Breakfast is great!").failure
    assert failure is not None
    assert failure.reason == "reply_unreadable"
