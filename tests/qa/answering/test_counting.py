"""Counting over a real store: what is named, what is read, and what nobody speaks of."""

import asyncio
from collections.abc import Callable

import pytest

from qa.answering.counting import Counted, Counting
from qa.answering.rereading import READ, Rereading
from qa.ingest.drafts import ReviewDraft
from qa.models import Filters
from qa.reading.questions import aspect_text, query_text, read_question
from qa.service import ReviewQA
from qa.vectors import unit
from tests.qa.rerankers import Finds
from vectorstore.store import Store

DINER = Filters(item_id="diner")
ASKED = "What do people think of the soup?"
Counts = Callable[..., Counted]


@pytest.fixture
def count(service: ReviewQA, store: Store, embedder: object) -> Counts:
    texts = ["The soup is superb.", "A dull broth, thin and grey.", "The waiter was lovely."]
    drafts = [ReviewDraft(id=f"r{n}", item_id="diner", text=text) for n, text in enumerate(texts)]
    asyncio.run(service.add_reviews(drafts))

    def counted(text: str, filters: Filters = DINER, reranker: Finds | None = None) -> Counted:
        counting = Counting(
            evidence=store.evidence,
            lexical=store.lexical,
            rereading=Rereading(records=store, reranker=reranker),
        )
        question = read_question(text)
        of_aspect = aspect_text(question.aspect) if question.aspect else None
        vectors = [unit(embedder.embed_query(one)) for one in (query_text(question), of_aspect or "")]  # type: ignore[attr-defined]
        return counting.count(question, filters, vectors[0], vectors[1] if of_aspect else None)

    return counted


def test_a_sentence_that_reads_as_an_answer_is_counted_whatever_its_words(count: Counts):
    alone, read = count(ASKED), count(ASKED, reranker=Finds("broth"))

    assert (alone.coverage.positive, alone.coverage.negative) == (1, 0)
    assert (read.coverage.positive, read.coverage.negative) == (1, 1)
    assert read.likely == {("r1", 0)}


def test_a_sentence_that_names_the_aspect_is_counted_whatever_it_reads_as(count: Counts):
    assert count(ASKED, reranker=Finds("nothing")).coverage.mentioning == 1


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        (ASKED, Filters(review_id="r0")),
        (ASKED, Filters()),
        ("Any gripes?", DINER),
        ("Where is the soup from?", DINER),
    ],
)
def test_nothing_is_read_where_it_would_not_tell(count: Counts, text: str, filters: Filters):
    reranker = Finds("soup")

    count(text, filters, reranker)

    assert reranker.texts == []


def test_the_nearest_are_read_and_no_more(count: Counts, service: ReviewQA):
    texts = [f"Table {n} had soup." for n in range(READ)]
    drafts = [ReviewDraft(id=f"t{n}", item_id="diner", text=text) for n, text in enumerate(texts)]
    asyncio.run(service.add_reviews(drafts))
    reranker = Finds("soup")

    count(ASKED, reranker=reranker)

    assert len(reranker.texts) == READ
    assert "The waiter was lovely." not in reranker.texts


@pytest.mark.parametrize(
    ("text", "unspoken"),
    [
        ("How is the sake?", True),
        ("How is the soup?", False),
        ("How is the staff?", False),  # a waiter is of the staff
        ("How many would come back?", False),
    ],
)
def test_a_word_that_stands_nowhere_in_the_item_is_unspoken(count: Counts, text: str, unspoken: bool):
    assert count(text).unspoken is unspoken


def test_one_review_or_all_of_them_leave_no_word_unspoken(count: Counts):
    assert not count("How is the sake?", Filters(review_id="r0")).unspoken
    assert not count("How is the sake?", Filters()).unspoken
