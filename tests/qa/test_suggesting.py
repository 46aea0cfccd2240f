from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from qa.ingest.drafts import ReviewDraft
from qa.models import Filters
from qa.service import ReviewQA

T = TypeVar("T")

INN = Filters(item_id="inn")
TEXTS = (
    "The breakfast was superb. The bells are dreadful. The view is lovely.",
    "The breakfast was dreadful. The bells are dreadful at night.",
    "The breakfast was lovely. The bells are a dull sound. The view is superb.",
)


def now(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def store(service: ReviewQA, *texts: str) -> None:
    drafts = [ReviewDraft(id=f"r{n}", item_id="inn", text=text) for n, text in enumerate(texts)]
    assert all(outcome.status == "created" for outcome in now(service.add_reviews(drafts)))


@pytest.fixture
def inn(service: ReviewQA) -> ReviewQA:
    store(service, *TEXTS)
    return service


def test_two_or_three_questions_from_the_reviews_go_with_an_answer(inn: ReviewQA) -> None:
    offered = now(inn.ask("Who plays the organ?", INN)).suggestions
    assert 2 <= len(offered) <= 3
    assert any("breakfast" in one or "bells" in one for one in offered)


def test_every_question_that_is_offered_is_answered(inn: ReviewQA) -> None:
    offered = {*now(inn.ask("Who plays the organ?", INN)).suggestions, *now(inn.summarize("inn")).suggestions}
    for one in offered:
        answer = now(inn.ask(one, INN))
        assert answer.answered, one
        assert answer.citations


@pytest.mark.parametrize("word", ["breakfast", "bells", "view"])
def test_what_was_just_asked_is_not_offered(inn: ReviewQA, word: str) -> None:
    offered = now(inn.ask(f"How good is the {word}?", INN)).suggestions
    assert offered
    assert not any(f"the {word}" in one for one in offered)


def test_nobody_is_said_to_dislike_what_all_praise(service: ReviewQA) -> None:
    store(service, "The beds are superb. The view is lovely.", "The beds are lovely. The view is superb.")
    offered = now(service.summarize("inn")).suggestions
    assert offered
    assert not any("dislike" in one for one in offered)


def test_a_write_makes_the_questions_anew(inn: ReviewQA) -> None:
    before = now(inn.summarize("inn")).suggestions
    assert any("breakfast" in one for one in before)
    for n in range(len(TEXTS)):
        now(inn.delete_review(f"r{n}"))
    store(inn, "The pond is lovely. We saw the pond.", "The pond is superb.")
    after = now(inn.summarize("inn")).suggestions
    assert any("pond" in one for one in after)
    assert not any("breakfast" in one for one in after)


def test_the_questions_of_a_scope_are_tried_once(inn: ReviewQA, embedder: Any) -> None:
    now(inn.ask("How is the view?", INN))
    embedder.calls = 0
    now(inn.ask("How is the breakfast?", INN))
    assert embedder.calls == 0


@pytest.mark.parametrize("scope", [Filters(), Filters(author="Ana"), Filters(item_id="nothing")])
def test_a_scope_of_no_item_or_without_reviews_offers_nothing(inn: ReviewQA, scope: Filters) -> None:
    assert now(inn.ask("How is the view?", scope)).suggestions == ()


def test_hidden_turns_of_a_plot_are_offered_by_no_question(service: ReviewQA) -> None:
    turn = "In the end she leaves him and the dog dies, a superb dog."
    text = f"The camera is superb. The score is lovely and loud. The score is superb. {turn} {turn}"
    store(service, text)
    shown, hidden = (
        now(service.ask("Who directed it?", INN, spoilers=wanted)).suggestions
        for wanted in ("show", "hide")  # type: ignore[arg-type]
    )
    assert shown and hidden
    assert not any("dog" in one for one in hidden)
