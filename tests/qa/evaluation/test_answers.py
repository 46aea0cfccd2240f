"""Answers of any system: from the service, from its HTTP API, or written by hand."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from qa.alignment import Alignment, Span
from qa.evaluation.answers import AnswerClaim, AnswerCounts, Cited, SystemAnswer
from qa.models import Answer, Citation, Claim, Coverage, Hit, Review
from tests.qa.evaluation.builders import answer, cite

TEXT = "The lid rattles."
REVIEW = Review(
    id="r1",
    item_id="kettle",
    text=TEXT,
    source_text=TEXT,
    alignment=Alignment.identity(len(TEXT)),
    content_hash="",
)
CITED = Cited(quote="The lid", review_id="r1", start=0, end=7, stance="negative", n=1)
BODY: dict[str, Any] = {
    "id": "ans_1",
    "question": "What about the lid?",
    "answered": True,
    "answer": "“The lid rattles.” [1]",
    "claims": [{"text": "“The lid rattles.”", "stance": "negative", "citations": [1]}],
    "citations": [
        {
            "n": 1,
            "review_id": "r1",
            "quote": "The lid",
            "start": 0,
            "end": 7,
            "stance": "negative",
            "url": "x",
        }
    ],
    "coverage": {"reviews_in_scope": 4, "reviewers": 4, "mentioning": 3, "positive": 1, "negative": 2},
    "nearest": [],
    "engine": "extractive",
    "model": None,
    "usage": None,
    "dropped_claims": 2,
    "timing_ms": {"total": 1.0},
}


def citation() -> Citation:
    return Citation(
        n=1,
        review=REVIEW,
        quote="The lid",
        start=0,
        end=7,
        source_start=0,
        source_end=7,
        before="",
        after=" rattles.",
        stance="negative",
        score=0.9,
    )


def served(**changed: Any) -> Answer:
    fields: dict[str, Any] = {
        "id": "ans_1",
        "question": "What about the lid?",
        "answered": True,
        "text": "“The lid rattles.” [1]",
        "claims": (Claim(text="“The lid rattles.”", stance="negative", citations=(1,)),),
        "citations": (citation(),),
        "coverage": Coverage(reviews_in_scope=4, reviewers=4, mentioning=3, positive=1, negative=2),
        "nearest": (),
        "suggestions": (),
        "engine": "extractive",
        "dropped_claims": 2,
    }
    return Answer(**{**fields, **changed})


EXPECTED = SystemAnswer(
    text="“The lid rattles.” [1]",
    answered=True,
    citations=(CITED,),
    claims=(AnswerClaim(text="“The lid rattles.”", stance="negative", citations=(1,)),),
    counts=AnswerCounts(reviews_in_scope=4, reviewers=4, mentioning=3, positive=1, negative=2),
    engine="extractive",
    dropped_claims=2,
)


def test_an_answer_of_the_service_keeps_what_judging_needs() -> None:
    assert SystemAnswer.of(served()) == EXPECTED


def test_nearest_passages_and_usage_of_the_service_are_kept() -> None:
    made = SystemAnswer.of(served(answered=False, citations=(), nearest=(citation(),), usage={"in": 3}))
    assert (made.answered, made.citations, made.nearest, made.usage) == (False, (), (CITED,), {"in": 3})


def test_an_answer_over_http_reads_as_the_same() -> None:
    assert SystemAnswer.from_json(BODY) == EXPECTED


def test_a_system_may_return_the_answer_of_the_http_api_as_it_is() -> None:
    assert SystemAnswer.read(BODY) == SystemAnswer.read(EXPECTED) == EXPECTED


def test_an_answer_over_http_without_text_is_refused() -> None:
    with pytest.raises(ValidationError):
        SystemAnswer.from_json({"answered": True})


@pytest.mark.parametrize("rows", [None, [None], [3]])
def test_what_is_no_list_of_objects_is_a_validation_error(rows: object) -> None:
    with pytest.raises(ValidationError):
        SystemAnswer.from_json({**BODY, "citations": rows})


def test_a_text_is_all_an_answer_needs() -> None:
    made = SystemAnswer(text="Well.")
    assert (made.citations, made.claims, made.nearest) == ((), (), ())
    assert made.retrieved is made.counts is made.usage is made.cost_usd is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"citations": [{"quote": "x", "colour": "red"}]},
        {"claims": [{"text": "x", "colour": "red"}]},
        {"counts": {"neutral": 3}},
        {"cost_usd": float("nan")},
        {"cost_usd": float("inf")},
        {"cost_usd": -0.01},
        {"text": None},
        {"text": 3},
        {"text": ["x"]},
        {"citations": "The lid"},
        {"citations": [{"start": 3}]},
        {"citations": [{"quote": "x", "start": 1.5}]},
        {"claims": [{"text": "x", "stance": "furious"}]},
        {"claims": [{"text": "x", "citations": ["one"]}]},
        {"usage": {"total_tokens": "many"}},
    ],
    ids=str,
)
def test_what_is_no_answer_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SystemAnswer.model_validate({"text": "Well.", **wrong})


def test_what_was_given_stays_out_of_errors() -> None:
    with pytest.raises(ValidationError) as raised:
        SystemAnswer.model_validate({"text": "Well.", "answered": "a secret"})
    assert "a secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("answered", "cites", "is_answer"),
    [
        (None, True, True),
        (None, False, False),
        (True, False, True),
        (False, True, False),
        (True, True, True),
        (False, False, False),
    ],
)
def test_what_cites_is_an_answer_unless_the_system_says_otherwise(
    answered: bool | None, cites: bool, is_answer: bool
) -> None:
    citations = [cite("The lid rattles.")] if cites else []
    assert answer(*citations, answered=answered).is_answer is is_answer


# Numbers of citations.


def cited_quotes(*numbers: int | None) -> SystemAnswer:
    """Citations a, b, c … with these numbers."""
    return answer(*(Cited(quote=chr(ord("a") + place), n=n) for place, n in enumerate(numbers)))


def quote_of(given: SystemAnswer, n: int) -> str | None:
    found = given.cited_as(n)
    return None if found is None else found.quote


def test_citations_are_numbered_by_their_place_where_they_have_no_number() -> None:
    given = cited_quotes(None, None)
    assert [quote_of(given, n) for n in (0, 1, 2, 3, -1)] == [None, "a", "b", None, None]


def test_citations_go_by_their_own_numbers() -> None:
    given = cited_quotes(7, 3)
    assert [quote_of(given, n) for n in (7, 3, 1, 2)] == ["a", "b", None, None]


def test_of_citations_with_one_number_the_first_is_meant() -> None:
    assert quote_of(cited_quotes(2, 2), 2) == "a"


def test_citations_may_be_numbered_from_zero() -> None:
    given = cited_quotes(0, 1)
    assert [quote_of(given, n) for n in (0, 1)] == ["a", "b"]


# What was retrieved.


def test_hits_become_what_was_retrieved_in_their_order() -> None:
    hit = Hit(review=REVIEW, span=Span(4, 7), score=0.5, opinion=0.0, polarity=0.0, ordinal=0)
    made = answer().with_retrieved([hit, CITED])
    assert made.retrieved == (Cited(quote="lid", review_id="r1", start=4, end=7), CITED)


def test_finding_nothing_differs_from_not_telling() -> None:
    assert answer().with_retrieved([]).retrieved == ()
    assert answer().retrieved is None
