from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from qa.ingest.drafts import ReviewDraft
from qa.models import Answer, Filters, Turn
from qa.service import ReviewQA

REVIEWS = [
    ("hotel-1", "Hotel Lanternhuis", "The breakfast is superb. The bells are dreadful."),
    ("hotel-2", "The Quiet Anchor", "The breakfast is dreadful. The beds are lovely."),
    ("the-night-weigher", None, "The ending is dull."),
    ("lamp", "Lamp", "The lamp is lovely."),
]


@pytest.fixture
def stored(service: ReviewQA) -> ReviewQA:
    drafts = [ReviewDraft(item_id=item, item_title=title, text=text) for item, title, text in REVIEWS]
    asyncio.run(service.add_reviews(drafts))
    return service


def ask(service: ReviewQA, question: str, *earlier: str, filters: Filters | None = None) -> Answer:
    history: Sequence[Any] = [Turn(role="user", content=text) for text in earlier]
    return asyncio.run(service.ask(question, filters or Filters(), history=history))


def items(answer: Answer) -> set[str]:
    return {citation.review.item_id for citation in answer.citations}


def test_an_item_named_by_its_title_is_asked_about_alone(stored: ReviewQA) -> None:
    answer = ask(stored, "How is the breakfast at Hotel Lanternhuis?")
    assert answer.coverage.reviews_in_scope == 1
    assert items(answer) == {"hotel-1"}


def test_an_item_without_a_title_is_known_by_its_id(stored: ReviewQA) -> None:
    assert ask(stored, "How is the ending of The Night Weigher?").coverage.reviews_in_scope == 1


def test_an_item_named_earlier_is_still_meant(stored: ReviewQA) -> None:
    answer = ask(stored, "How is the breakfast?", "Tell me about The Quiet Anchor.", "Thanks")
    assert items(answer) == {"hotel-2"}


def test_the_item_named_last_is_meant(stored: ReviewQA) -> None:
    answer = ask(stored, "How is the breakfast?", "And The Quiet Anchor?", "And Hotel Lanternhuis?")
    assert items(answer) == {"hotel-1"}


def test_what_the_assistant_named_is_not_meant(stored: ReviewQA) -> None:
    history = [Turn(role="assistant", content="Hotel Lanternhuis has bells.")]
    answer = asyncio.run(stored.ask("How is the breakfast?", history=history))
    assert answer.coverage.reviews_in_scope == len(REVIEWS)


@pytest.mark.parametrize(
    "question",
    [
        "Is the breakfast better at Hotel Lanternhuis or The Quiet Anchor?",
        "How is the lamp?",
        "Is there a quiet anchor in the harbour?",
        "How is the breakfast?",
    ],
)
def test_two_items_a_single_word_and_words_without_capitals_choose_none(
    stored: ReviewQA, question: str
) -> None:
    assert ask(stored, question).coverage.reviews_in_scope == len(REVIEWS)


def test_a_filter_decides_before_any_name(stored: ReviewQA) -> None:
    answer = ask(stored, "How is the breakfast at Hotel Lanternhuis?", filters=Filters(item_id="hotel-2"))
    assert items(answer) <= {"hotel-2"}


def test_a_new_item_is_known_at_once(stored: ReviewQA) -> None:
    ask(stored, "How is the soup at Gilded Heron?")
    draft = ReviewDraft(item_id="g", item_title="Gilded Heron", text="The soup is lovely.")
    asyncio.run(stored.add_reviews([draft]))
    assert items(ask(stored, "How is the soup at Gilded Heron?")) == {"g"}
