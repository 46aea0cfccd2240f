"""A judge, and what it is asked: do the quotes support the claims, and is the question answered."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Protocol, TypeVar

from qa.evaluation.answers import AnswerClaim, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.judging.parsing import Unreadable, read_relevance, read_support
from qa.evaluation.judging.prompts import CitedClaim, relevance_prompt, support_prompt
from qa.evaluation.runs import MetricInfo, ScoreRow

__all__ = [
    "JUDGED",
    "Ask",
    "Judge",
    "answer_relevance",
    "claim_support",
    "judged_metrics",
]

T = TypeVar("T")


class Judge(Protocol):
    """A model that is asked one thing at a time, from several threads at once."""

    @property
    def name(self) -> str:
        """What tells it from any other judge: its replies are kept under this name."""
        ...

    def complete(self, prompt: str) -> str:
        """The reply to a prompt; blocks.

        Raises: JudgeFailed, JudgeUnavailable; ConfigurationError where no prompt could succeed.
        """
        ...


class Ask(Protocol):
    """Puts a prompt to a judge and reads the reply.

    Raises: JudgeFailed where there is no usable reply; ConfigurationError.
    """

    def __call__(self, prompt: str, read: Callable[[str], T | Unreadable]) -> T: ...


def claim_support(case: Case, answer: SystemAnswer, ask: Ask) -> ScoreRow | None:
    """Claims that the quotes they cite support / claims, by the verdict of a model.

    A claim that cites nothing, or only what is not there, is not supported, and is not asked about. An answer
    weighs as many as it has claims. None where it makes none.
    """
    if not answer.is_answer or not answer.claims:
        return None
    cited = [claim for claim in (_with_quotes(claim, answer) for claim in answer.claims) if claim.quotes]
    supported: tuple[bool, ...] = ()
    if cited:
        supported = ask(support_prompt(case, cited), partial(read_support, claims=len(cited)))
    return ScoreRow(value=sum(supported) / len(answer.claims), weight=len(answer.claims))


def answer_relevance(case: Case, answer: SystemAnswer, ask: Ask) -> ScoreRow | None:
    """Whether the answer answers the question, by the verdict of a model: 0, 0.5 or 1.

    Where the reviews do not say, whether it says that they do not. An empty answer does neither.
    """
    if not answer.text.strip():
        return ScoreRow(value=0.0)
    return ScoreRow(value=ask(relevance_prompt(case, answer.text), read_relevance))


def _with_quotes(claim: AnswerClaim, answer: SystemAnswer) -> CitedClaim:
    found = (answer.cited_as(n) for n in dict.fromkeys(claim.citations))
    quotes = tuple(cited.quote for cited in found if cited is not None and cited.quote.strip())
    return CitedClaim(claim.text, quotes)


JUDGED: Mapping[str, Callable[[Case, SystemAnswer, Ask], ScoreRow | None]] = MappingProxyType(
    {"claim_support": claim_support, "answer_relevance": answer_relevance}
)


def judged_metrics() -> tuple[MetricInfo, ...]:
    """What the judged metrics are, in the words of their docstrings."""
    return tuple(
        MetricInfo(name=name, about=" ".join((inspect.getdoc(judged) or "").split("\n\n")[0].split()))
        for name, judged in JUDGED.items()
    )
