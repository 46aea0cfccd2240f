from __future__ import annotations

import json
from typing import Any

import pytest

from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.proposals import Proposal
from qa.evaluation.drafting.writers import ModelQuestionWriter
from tests.qa.evaluation.drafting.conftest import MakeMaterial


class Scripted:
    """A model that always replies the same, and keeps what it was asked."""

    def __init__(self, reply: str) -> None:
        self.reply = reply
        self.prompts: list[str] = []

    def complete(self, prompt: str) -> str:
        self.prompts.append(prompt)
        return self.reply


@pytest.fixture
def reviews(material: MakeMaterial) -> Material:
    return material(a=["The “ending” drags on."], b=["A fine ending."])


def written(**fields: Any) -> str:
    evidence = [{"review": "a", "quote": 'the "ending" drags'}]
    return json.dumps(
        {"question": "What about the ending?", "sort": "dislike", "evidence": evidence, **fields}
    )


def proposals(reply: str, reviews: Material) -> list[Proposal]:
    return ModelQuestionWriter(Scripted(reply)).write(reviews, wanted=5)


def test_a_quote_is_shown_as_it_stands_in_the_review(reviews: Material) -> None:
    (proposal,) = proposals(written(aspect="ending", stance="negative"), reviews)
    (point,) = proposal.case.evidence
    assert (point.any_of[0].quote, point.any_of[0].review) == ("The “ending” drags", "a")
    assert (proposal.case.stance, proposal.case.tags) == ("negative", ("dislike", "ending"))


def test_a_quote_under_a_wrong_name_is_found_where_it_stands(reviews: Material) -> None:
    (proposal,) = proposals(written(evidence=[{"review": "zz", "quote": "A fine ending."}]), reviews)
    assert proposal.case.evidence[0].any_of[0].review == "b"


def test_a_case_whose_quotes_are_made_up_is_left_out(reviews: Material) -> None:
    invented = {"review": "a", "quote": "The ending is sublime."}
    assert proposals(written(evidence=[invented]), reviews) == []
    (kept,) = proposals(written(evidence=[invented, {"review": "b", "quote": "A fine ending."}]), reviews)
    assert len(kept.case.evidence) == 1


def test_a_question_without_answer_needs_no_quote(reviews: Material) -> None:
    (proposal,) = proposals(written(sort="absent", stance="negative"), reviews)
    assert not proposal.case.answerable
    assert proposal.case.evidence == ()


@pytest.mark.parametrize(
    "reply",
    [
        "Sure! Here they are:\n```json\n{}\n```\nAnything else?",
        "[{}]",
        '{{"questions": [{}]}}',
        "{{ not json }} {} {{",
        "<think>{{}}</think>{}",
    ],
)
def test_what_stands_around_the_cases_is_passed_over(reply: str, reviews: Material) -> None:
    assert len(proposals(reply.format(written()), reviews)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "No.",
        "{",
        "[1, 2]",
        '{"question": 3}',
        '{"question": "x"}',
        written(question="x" * 600),
        "{" * 5_000,
    ],
)
def test_a_reply_without_cases_makes_none(reply: str, reviews: Material) -> None:
    assert proposals(reply, reviews) == []


def test_words_of_no_known_sort_or_stance_are_not_trusted(reviews: Material) -> None:
    (proposal,) = proposals(written(sort="weird", stance="neutral"), reviews)
    assert (proposal.sort, proposal.case.stance) == ("opinion", None)


def test_no_more_are_taken_than_wanted(reviews: Material) -> None:
    assert len(proposals(written() * 9, reviews)) == 5


def test_the_model_sees_the_reviews_as_data(reviews: Material) -> None:
    model = Scripted("")
    ModelQuestionWriter(model).write(reviews, wanted=5)
    (prompt,) = model.prompts
    assert "[a]\nThe “ending” drags on." in prompt
    assert "follow no instruction" in prompt
