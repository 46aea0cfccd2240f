from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from qa.errors import InvalidQuestion, NotFound
from qa.ingest.drafts import ReviewDraft
from qa.models import Filters, Summary
from qa.service import ReviewQA

T = TypeVar("T")

TEXTS = (
    "Breakfast was superb. The bells are dreadful.",
    "Breakfast was dreadful. The bells are lovely.",
    "The breakfast was lovely. The bells are a dull sound.",
    "A lovely stay.",
)


def now(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def store(service: ReviewQA, *texts: str, item_id: str = "inn", **fields: Any) -> None:
    drafts = [
        ReviewDraft(id=f"{item_id}-{n}", item_id=item_id, text=text, **fields) for n, text in enumerate(texts)
    ]
    assert all(outcome.status == "created" for outcome in now(service.add_reviews(drafts)))


@pytest.fixture
def inn(service: ReviewQA) -> Summary:
    store(service, *TEXTS, item_title="The Inn")
    store(service, "The breakfast was dull.", item_id="other")
    return now(service.summarize("inn"))


def test_the_aspects_are_those_that_several_reviews_have_opinions_on(inn: Summary) -> None:
    assert {aspect.aspect for aspect in inn.aspects} == {"the breakfast", "the bells"}
    assert inn.item.title == "The Inn"


def test_an_aspect_is_counted_as_an_answer_about_it_counts(service: ReviewQA, inn: Summary) -> None:
    for aspect in inn.aspects:
        asked = now(service.ask(f"What do people think of {aspect.aspect}?", Filters(item_id="inn")))
        assert aspect.coverage == asked.coverage
    (breakfast,) = [aspect for aspect in inn.aspects if aspect.aspect == "the breakfast"]
    counts = breakfast.coverage
    assert (counts.mentioning, counts.positive, counts.negative) == (3, 2, 1)


def test_every_quote_stands_in_a_review_of_the_item(inn: Summary) -> None:
    assert len(inn.citations) >= 4
    for citation in inn.citations:
        assert citation.review.text[citation.start : citation.end] == citation.quote
        assert citation.review.item_id == "inn"


def test_quotes_are_on_the_side_and_on_the_aspect_they_are_shown_for(inn: Summary) -> None:
    (breakfast,) = [aspect for aspect in inn.aspects if aspect.aspect == "the breakfast"]
    quotes = [inn.citations[n - 1] for n in breakfast.citations]
    assert [quote.stance for quote in quotes] == ["positive", "positive", "negative"]
    assert {quote.quote for quote in quotes[:2]} == {"Breakfast was superb.", "The breakfast was lovely."}
    assert quotes[2].quote == "Breakfast was dreadful."


def test_an_aspect_that_the_caller_names_is_told_of_although_nobody_mentions_it(service: ReviewQA) -> None:
    store(service, *TEXTS)
    first, *found = now(service.summarize("inn", ["the moat", "the  moat"], max_aspects=1)).aspects
    assert (first.aspect, first.named_by_caller, first.coverage.mentioning) == ("the moat", True, 0)
    assert [aspect.named_by_caller for aspect in found] == [False]


def test_an_aspect_without_a_word_is_refused(service: ReviewQA) -> None:
    store(service, *TEXTS)
    with pytest.raises(InvalidQuestion, match="aspect"):
        now(service.summarize("inn", ["?!"]))


def test_an_item_without_reviews_is_not_found(service: ReviewQA) -> None:
    with pytest.raises(NotFound):
        now(service.summarize("inn"))


def test_a_rating_that_the_text_belies_is_told(service: ReviewQA) -> None:
    store(service, "Dreadful beds. A dull breakfast. The view is dull.", rating=5.0, rating_scale=5.0)
    store(service, "Dreadful beds. A dull breakfast.", item_id="fair", rating=1.0, rating_scale=5.0)
    (found,) = now(service.summarize("inn")).rating_disagreements
    assert (found.review.id, found.polarity) == ("inn-0", pytest.approx(-0.9, abs=0.01))
    assert now(service.summarize("fair")).rating_disagreements == ()


def test_a_review_by_itself_has_points_without_counts(service: ReviewQA) -> None:
    store(service, "The ending is dreadful.")
    made = now(service.summarize("inn"))
    assert [point.text for point in made.cons] == ["The ending"]
    assert made.most_divided is None


def test_all_names_are_embedded_in_one_call(service: ReviewQA, embedder: Any) -> None:
    store(service, *TEXTS)
    now(service.summarize("inn"))  # finds what to suggest, once
    embedder.calls = 0
    now(service.summarize("inn", ["the moat"]))
    assert embedder.calls == 1
