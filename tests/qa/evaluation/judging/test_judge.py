from collections.abc import Callable
from typing import TypeVar

import pytest

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.judging.judge import answer_relevance, claim_support, judged_metrics
from qa.evaluation.judging.parsing import Unreadable
from qa.evaluation.runs import ScoreRow

CASE = Case(question="How is the ending?")
Answers = Callable[..., SystemAnswer]
T = TypeVar("T")


class Replies:
    """Asks nobody: every prompt has the same reply."""

    def __init__(self, reply: str = "") -> None:
        self.reply = reply
        self.prompts: list[str] = []

    def __call__(self, prompt: str, read: Callable[[str], T | Unreadable]) -> T:
        self.prompts.append(prompt)
        verdict = read(self.reply)
        assert not isinstance(verdict, Unreadable), verdict.reason
        return verdict


def test_support_is_the_share_of_claims_that_are_supported(answer: Answers) -> None:
    ask = Replies('{"claims": [{"n": 1, "supported": true}, {"n": 2, "supported": false}]}')
    given = answer(("It drags.", (1,)), ("It is loud.", (2,)), quotes=("slow", "quiet"))
    assert claim_support(CASE, given, ask) == ScoreRow(value=0.5, weight=2)


def test_a_claim_that_cites_nothing_is_not_supported_and_not_asked_about(answer: Answers) -> None:
    ask = Replies('{"claims": [{"n": 1, "supported": true}]}')
    given = answer(("It drags.", (1,)), ("Everyone left.", ()), ("It is blue.", (9,)), quotes=("slow",))
    found = claim_support(CASE, given, ask)
    assert found is not None and found.value == pytest.approx(1 / 3) and found.weight == 3
    assert "Everyone left." not in ask.prompts[0] and "It is blue." not in ask.prompts[0]


def test_claims_without_any_citation_cost_no_call(answer: Answers) -> None:
    ask = Replies()
    assert claim_support(CASE, answer(("It drags.", ())), ask) == ScoreRow(value=0.0, weight=1)
    assert ask.prompts == []


def test_an_answer_without_claims_has_no_support_to_judge(answer: Answers) -> None:
    assert claim_support(CASE, answer(), Replies()) is None
    assert claim_support(CASE, SystemAnswer(text="It drags.", answered=True), Replies()) is None


def test_citations_are_found_by_their_own_numbers() -> None:
    given = SystemAnswer.model_validate(
        {
            "text": "It drags.",
            "citations": [{"quote": "quick", "n": 2}, {"quote": "slow", "n": 1}],
            "claims": [{"text": "It drags.", "citations": [1]}],
        }
    )
    ask = Replies('{"claims": [{"n": 1, "supported": true}]}')
    claim_support(CASE, given, ask)
    assert "slow" in ask.prompts[0] and "quick" not in ask.prompts[0]


def test_relevance_is_the_verdict(answer: Answers) -> None:
    ask = Replies('{"relevance": 0.5}')
    assert answer_relevance(CASE, answer(("It drags.", (1,))), ask) == ScoreRow(value=0.5)


def test_an_empty_answer_is_not_relevant_and_not_asked_about() -> None:
    ask = Replies()
    assert answer_relevance(CASE, SystemAnswer(text=" "), ask) == ScoreRow(value=0.0)
    assert ask.prompts == []


def test_a_refusal_is_judged_for_relevance(answer: Answers) -> None:
    unanswerable = Case(question="Is there parking?", answerable=False)
    assert answer_relevance(unanswerable, answer(), Replies('{"relevance": 1}')) == ScoreRow(value=1.0)


def test_the_metrics_tell_what_they_are() -> None:
    assert [info.name for info in judged_metrics()] == ["claim_support", "answer_relevance"]
    assert all(info.about.endswith(".") for info in judged_metrics())
