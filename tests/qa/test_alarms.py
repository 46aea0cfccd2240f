"""A report of harm is told with every answer on the whole, however few report it."""

import asyncio

import pytest

from qa.alarms import wants_alarms
from qa.ingest.drafts import ReviewDraft
from qa.models import Answer, Filters, Question
from qa.service import ReviewQA

DINER = Filters(item_id="diner")
ILL = "All three of us were violently ill by midnight."
SHUT = "The fire exit behind the bar was chained shut."


@pytest.fixture
def diner(service: ReviewQA) -> ReviewQA:
    """Many happy guests, and two who report harm without a word of blame."""
    happy = [f"The soup was superb and table {n} is lovely." for n in range(8)]
    texts = [*happy, f"We had the mussels. {ILL}", f"A dull evening, all told. {SHUT}"]
    drafts = [ReviewDraft(id=f"r{n}", item_id="diner", text=text) for n, text in enumerate(texts)]
    asyncio.run(service.add_reviews(drafts))
    return service


def _asked(service: ReviewQA, question: str, filters: Filters = DINER, **options: int) -> Answer:
    return asyncio.run(service.ask(question, filters, **options))  # type: ignore[arg-type]


def _quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize("question", ["Is it any good?", "Any gripes?", "Should I go there?"])
def test_an_answer_on_the_whole_tells_each_kind_of_harm(diner: ReviewQA, question: str):
    answer = _asked(diner, question)

    assert {ILL, SHUT} <= set(_quotes(answer))
    assert f"One reviewer reports illness: \u201c{ILL}\u201d" in answer.text
    assert {claim.stance for claim in answer.claims if "reports" in claim.text} == {"negative"}


def test_harm_leaves_room_for_what_was_asked(diner: ReviewQA):
    quotes = _quotes(_asked(diner, "Any gripes?", max_citations=2))

    assert len(quotes) == 2
    assert set(quotes) - {ILL, SHUT}


def test_praise_and_aspects_are_answered_without(diner: ReviewQA):
    for question in ("What do guests love?", "How is the soup?"):
        assert not {ILL, SHUT} & set(_quotes(_asked(diner, question)))


def test_one_review_in_scope_speaks_for_itself(diner: ReviewQA):
    answer = _asked(diner, "Any gripes?", Filters(review_id="r9"))

    assert "One reviewer reports" not in answer.text


def test_harm_is_forgotten_with_its_review(diner: ReviewQA):
    _asked(diner, "Any gripes?")
    asyncio.run(diner.delete_review("r8"))

    assert ILL not in _quotes(_asked(diner, "Any gripes?"))


@pytest.mark.parametrize(
    ("kind", "stance", "aspect", "wanted"),
    [
        ("opinion", "negative", None, True),
        ("verdict", "either", None, True),
        ("opinion", "positive", None, False),
        ("opinion", "negative", "the soup", False),
        ("fact", "either", None, False),
    ],
)
def test_only_what_may_be_said_against_the_whole_wants_alarms(
    kind: str, stance: str, aspect: str | None, wanted: bool
):
    question = Question(text="?", kind=kind, stance=stance, aspect=aspect)  # type: ignore[arg-type]

    assert wants_alarms(question) is wanted
