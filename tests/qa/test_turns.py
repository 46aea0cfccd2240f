from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from qa.ingest.drafts import ReviewDraft
from qa.models import Answer, Filters
from qa.service import ReviewQA

T = TypeVar("T")

OPENING = "The camera is superb from the first minute to the last. The score is lovely and rather loud."
TURN = "In the end she leaves him and the dog dies."
CLOSING = "The ending is dreadful, I thought. I went home on foot."


def now(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


@pytest.fixture
def film(service: ReviewQA) -> ReviewQA:
    draft = ReviewDraft(id="a", item_id="film", text=f"{OPENING} {TURN} {CLOSING}")
    assert now(service.add_reviews([draft]))[0].status == "created"
    return service


def shown(answer: Answer) -> str:
    return " ".join(f"{one.before} {one.quote} {one.after}" for one in (*answer.citations, *answer.nearest))


def test_a_quote_that_gives_the_plot_away_is_marked(film: ReviewQA) -> None:
    told = now(film.ask("In the end, who leaves him and who dies?", Filters(item_id="film")))
    assert {one.quote: one.spoiler for one in told.citations}[TURN] is True
    ending = now(film.ask("How is the ending?", Filters(item_id="film"))).citations[0]
    assert (ending.quote, ending.spoiler) == ("The ending is dreadful, I thought.", False)
    assert TURN in ending.before


@pytest.mark.parametrize(
    "question", ["How is the ending?", "In the end, who leaves him and who dies?", "What of the zebra?"]
)
def test_hidden_turns_stand_in_no_quote_and_in_no_context(film: ReviewQA, question: str) -> None:
    answer = now(film.ask(question, Filters(item_id="film"), spoilers="hide"))
    assert "dog" not in shown(answer)
    assert "dog" not in answer.text
    for citation in (*answer.citations, *answer.nearest):
        assert citation.review.text[citation.start : citation.end] == citation.quote


def test_an_ellipsis_stands_where_a_turn_is_hidden(film: ReviewQA) -> None:
    citation = now(film.ask("How is the ending?", Filters(item_id="film"), spoilers="hide")).citations[0]
    assert citation.before.endswith("The score is lovely and rather loud. \u2026 ")
    assert citation.after == " I went home on foot."


def test_counts_are_the_same_with_and_without_turns(film: ReviewQA) -> None:
    asked = [
        now(film.ask("How is the ending?", Filters(item_id="film"), spoilers=wanted)).coverage
        for wanted in ("show", "hide")  # type: ignore[arg-type]
    ]
    assert asked[0] == asked[1]


def test_a_search_leaves_out_sentences_and_passages_with_a_turn(film: ReviewQA) -> None:
    scope = Filters(item_id="film")
    assert TURN in [hit.text for hit in now(film.search("the dog dies", scope))]
    assert TURN not in [hit.text for hit in now(film.search("the dog dies", scope, spoilers="hide"))]
    passages = now(film.search("the dog dies", scope, unit="passage", spoilers="hide"))
    assert not any("dog" in hit.text for hit in passages)


def test_a_summary_shows_no_turn_where_they_are_hidden(film: ReviewQA) -> None:
    made = now(film.summarize("film", ["the dog", "the ending"], spoilers="hide"))
    assert made.citations
    assert not any("dog" in f"{one.before}{one.quote}{one.after}" for one in made.citations)
