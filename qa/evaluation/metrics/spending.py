"""What an answer took: time, tokens and money. Measured, and never a reason to fail by itself."""

from __future__ import annotations

from typing import ClassVar

from qa.evaluation.metrics.metric import Observation, Score, Unit

__all__ = ["Cost", "Latency", "Tokens"]


class _Spending:
    higher_is_better: ClassVar[bool] = False
    must_hold: ClassVar[bool] = False


class Latency(_Spending):
    """Milliseconds from the question to the whole answer, as the caller waits."""

    name = "latency_ms"
    unit: ClassVar[Unit] = "ms"

    def score(self, seen: Observation) -> Score | None:
        return Score(value=seen.latency_ms)


class Cost(_Spending):
    """US dollars, where the system tells them."""

    name = "cost_usd"
    unit: ClassVar[Unit] = "usd"

    def score(self, seen: Observation) -> Score | None:
        return None if seen.answer.cost_usd is None else Score(value=seen.answer.cost_usd)


class Tokens(_Spending):
    """Tokens read and written, where the system tells them: `total_tokens`, else the sum of what it tells."""

    name = "tokens"
    unit: ClassVar[Unit] = "tokens"

    def score(self, seen: Observation) -> Score | None:
        usage = seen.answer.usage
        return None if not usage else Score(value=float(usage.get("total_tokens", sum(usage.values()))))
