"""Time, tokens and money are passed on as they were measured."""

from __future__ import annotations

import pytest

from qa.evaluation.metrics import Score
from qa.evaluation.metrics.spending import Cost, Latency, Tokens
from tests.qa.evaluation.builders import answer, observation, refusal


@pytest.mark.parametrize("waited", [0.0, 0.25, 12_345.5])
def test_latency_is_what_the_caller_waited(waited: float) -> None:
    assert Latency().score(observation(answer(), latency_ms=waited)) == Score(value=waited)


def test_a_refusal_takes_its_time_too() -> None:
    assert Latency().score(observation(refusal(), latency_ms=7.5)) == Score(value=7.5)


@pytest.mark.parametrize("dollars", [0.0, 0.0125])
def test_cost_is_what_the_system_tells(dollars: float) -> None:
    assert Cost().score(observation(answer(cost_usd=dollars))) == Score(value=dollars)


def test_cost_does_not_apply_where_it_is_not_told() -> None:
    assert Cost().score(observation(answer())) is None


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"input_tokens": 7, "output_tokens": 5}, 12),
        ({"input_tokens": 7, "output_tokens": 5, "total_tokens": 12}, 12),  # and not 24
        ({"input_tokens": 7, "total_tokens": 9}, 9),
        ({"output_tokens": 5}, 5),
        ({"total_tokens": 0}, 0),
    ],
    ids=str,
)
def test_tokens_are_the_total_or_else_the_sum(usage: dict[str, int], tokens: float) -> None:
    assert Tokens().score(observation(answer(usage=usage))) == Score(value=tokens)


@pytest.mark.parametrize("usage", [None, {}])
def test_tokens_do_not_apply_where_none_are_told(usage: dict[str, int] | None) -> None:
    assert Tokens().score(observation(answer(usage=usage))) is None


def test_each_has_its_name_and_unit_and_less_of_it_is_better() -> None:
    metrics = (Latency(), Tokens(), Cost())
    assert [(one.name, one.unit) for one in metrics] == [
        ("latency_ms", "ms"),
        ("tokens", "tokens"),
        ("cost_usd", "usd"),
    ]
    assert not any(one.higher_is_better for one in metrics)


def test_spending_is_never_a_fault_by_itself() -> None:
    assert not any(one.must_hold for one in (Latency(), Tokens(), Cost()))
