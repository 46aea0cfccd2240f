from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import date
from typing import Any, TypeVar

import pytest

from qa.errors import ConfigurationError, DuplicateReview, InvalidQuestion, NotFound
from qa.ingest.drafts import ReviewDraft
from qa.models import Filters
from qa.service import ReviewQA

T = TypeVar("T")

LAMP = "The lamp has a superb brass base. Its shade is dreadful and tears at once. Marit Olufsen designed it."


def now(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def draft(
    text: str = LAMP, review_id: str | None = None, item_id: str = "lamp", **fields: Any
) -> ReviewDraft:
    return ReviewDraft(id=review_id, item_id=item_id, text=text, **fields)


def statuses(service: ReviewQA, *drafts: ReviewDraft) -> list[str]:
    return [outcome.status for outcome in now(service.add_reviews(drafts))]


def test_a_new_review_is_created_the_same_again_unchanged_and_another_text_updated(service: ReviewQA) -> None:
    assert statuses(service, draft(review_id="a")) == ["created"]
    assert statuses(service, draft(review_id="a")) == ["unchanged"]
    assert statuses(service, draft("The lamp is lovely.", "a")) == ["updated"]
    assert now(service.review("a")).text == "The lamp is lovely."


def test_a_changed_field_is_an_update_too(service: ReviewQA) -> None:
    statuses(service, draft(review_id="a", rating=3.0))
    assert statuses(service, draft(review_id="a", rating=4.0)) == ["updated"]


def test_nothing_is_embedded_for_what_is_unchanged(service: ReviewQA, embedder: Any) -> None:
    statuses(service, draft(review_id="a"))
    embedder.embedded = 0
    statuses(service, draft(review_id="a"))
    assert embedder.embedded == 0


def test_a_review_without_an_id_gets_the_same_one_each_time(service: ReviewQA) -> None:
    first, second = now(service.add_reviews([draft()])), now(service.add_reviews([draft()]))
    assert first[0].id == second[0].id
    assert second[0].status == "unchanged"


def test_the_same_review_twice_in_one_request_is_stored_once(service: ReviewQA) -> None:
    assert statuses(service, draft(review_id="a"), draft(review_id="a")) == ["created", "unchanged"]


def test_two_texts_under_one_id_in_one_request_are_refused_and_nothing_is_stored(service: ReviewQA) -> None:
    with pytest.raises(DuplicateReview, match="'a'"):
        now(service.add_reviews([draft(review_id="b"), draft(review_id="a"), draft("Other.", "a")]))
    assert now(service.items(cursor=None, limit=5)).rows == ()


def test_one_draft_without_words_does_not_keep_the_others_out(service: ReviewQA) -> None:
    outcomes = now(service.add_reviews([draft(review_id="a"), draft("<br>", "b"), draft(review_id="c")]))
    assert [outcome.status for outcome in outcomes] == ["created", "error", "created"]
    assert outcomes[1].index == 1
    assert outcomes[1].code == "invalid_review"
    assert now(service.review("c")).id == "c"


def test_no_drafts_are_no_work(service: ReviewQA) -> None:
    assert now(service.add_reviews([])) == []


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What did the reviewer dislike?", "shade is dreadful"),
        ("What did the reviewer like?", "superb brass base"),
        ("Who designed it?", "Marit Olufsen designed it."),
    ],
)
def test_the_first_quote_answers_the_question(service: ReviewQA, question: str, quoted: str) -> None:
    statuses(service, draft(review_id="a"))
    answer = now(service.ask(question, Filters(item_id="lamp")))
    assert answer.answered
    assert quoted in answer.citations[0].quote


def test_every_citation_stands_in_the_review_and_in_its_source(service: ReviewQA) -> None:
    mess = "The base ofthe lamp is    superb.Advertisement Its shade is dreadful &amp; tears at once."
    statuses(service, draft(mess, "a"))
    answer = now(service.ask("What did the reviewer dislike?", Filters(review_id="a")))
    (citation, *_) = answer.citations
    assert citation.review.text[citation.start : citation.end] == citation.quote
    assert citation.quote == "Its shade is dreadful & tears at once."
    source = citation.review.source_text[citation.source_start : citation.source_end]
    assert source == "Its shade is dreadful &amp; tears at once."


def test_what_no_review_speaks_of_is_not_answered(service: ReviewQA) -> None:
    statuses(service, draft(review_id="a"))
    answer = now(service.ask("How loud is the fan?", Filters(item_id="lamp")))
    assert not answer.answered
    assert (answer.claims, answer.citations) == ((), ())
    assert answer.nearest and answer.nearest[0].quote


def test_an_empty_scope_is_not_answered(service: ReviewQA) -> None:
    answer = now(service.ask("What did the reviewer like?", Filters(item_id="nothing")))
    assert not answer.answered
    assert answer.coverage.reviews_in_scope == 0
    assert answer.nearest == ()


def test_coverage_counts_every_review_in_scope(service: ReviewQA) -> None:
    statuses(
        service,
        *(draft(f"The shade is dreadful, I say, number {n}.", f"bad-{n}") for n in range(3)),
        *(draft(f"The shade is lovely, I say, number {n}.", f"good-{n}") for n in range(2)),
        draft("It came on a Tuesday.", "aside"),
    )
    counts = now(service.ask("What do people say about the shade?", Filters(item_id="lamp"))).coverage
    assert (counts.reviews_in_scope, counts.mentioning) == (6, 5)
    assert (counts.positive, counts.negative) == (2, 3)


def test_an_answer_has_no_more_citations_than_asked_for(service: ReviewQA) -> None:
    statuses(service, *(draft(f"Part {n} of it is dreadful. ", f"r{n}") for n in range(9)))
    answer = now(service.ask("What is dreadful?", Filters(item_id="lamp"), max_citations=2))
    assert len(answer.citations) <= 2


def test_filters_keep_other_reviews_out_of_the_answer(service: ReviewQA) -> None:
    statuses(
        service,
        draft("The shade is dreadful.", "a", author="Ana"),
        draft("The shade is dull.", "b", author="Bo"),
    )
    answer = now(service.ask("What is wrong with the shade?", Filters(author="Bo")))
    assert {citation.review.id for citation in answer.citations} == {"b"}


def test_without_an_item_in_scope_the_index_finds_the_answer(service: ReviewQA) -> None:
    statuses(
        service,
        *(
            draft(f"Chair {n} creaks a lot, whoever sits there.", f"chair-{n}", f"chair-{n}")
            for n in range(30)
        ),
        draft(review_id="a"),
    )
    answer = now(service.ask("Who designed the lamp?"))
    assert answer.citations[0].review.id == "a"


def test_a_model_that_is_not_configured_cannot_be_asked(service: ReviewQA) -> None:
    with pytest.raises(ConfigurationError, match="extractive"):
        now(service.ask("Why?", engine="generative"))


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 100_000])
def test_a_question_without_words_or_without_end_is_refused(service: ReviewQA, question: str) -> None:
    with pytest.raises(InvalidQuestion):
        now(service.ask(question))


def test_search_ranks_sentences_and_passages(service: ReviewQA) -> None:
    statuses(service, draft(review_id="a"))
    sentences = now(service.search("brass base", Filters(item_id="lamp"), limit=2))
    assert sentences[0].text == "The lamp has a superb brass base."
    (passage,) = now(service.search("brass base", Filters(item_id="lamp"), unit="passage"))
    assert passage.text == LAMP
    assert 0 <= passage.score <= 1


def test_a_deleted_review_is_gone_for_every_reader(service: ReviewQA) -> None:
    statuses(service, draft(review_id="a"), draft("A lovely desk.", "b", "desk"))
    now(service.delete_review("a"))
    with pytest.raises(NotFound):
        now(service.review("a"))
    with pytest.raises(NotFound):
        now(service.delete_review("a"))
    assert [item.id for item in now(service.items(cursor=None, limit=9)).rows] == ["desk"]
    assert now(service.search("brass base")) == [] or all(
        hit.review.id == "b" for hit in now(service.search("brass base"))
    )


def test_reprocessing_computes_everything_anew_and_changes_nothing_else(
    service: ReviewQA, embedder: Any
) -> None:
    statuses(service, *(draft(f"Lamp {n} is lovely.", f"r{n}") for n in range(5)))
    embedder.embedded = 0
    told: list[tuple[int, int]] = []
    assert now(service.reprocess(lambda done, total: told.append((done, total)))) == 5
    assert embedder.embedded == 5
    assert told[-1] == (5, 5)
    assert statuses(service, *(draft(f"Lamp {n} is lovely.", f"r{n}") for n in range(5))) == ["unchanged"] * 5


def test_a_question_about_change_counts_the_reviews_before_and_since(service: ReviewQA) -> None:
    sides = ("dreadful", "dreadful", "superb", "superb")
    drafts = [
        ReviewDraft(
            id=f"r{month}", item_id="inn", text=f"The breakfast was {side}.", published=date(2025, month, 3)
        )
        for month, side in enumerate(sides, start=1)
    ]
    now(service.add_reviews(drafts))

    answer = now(service.ask("Has the breakfast got better?", Filters(item_id="inn")))

    assert answer.text.startswith(
        "Before February 2025, none for and one against; since then, two for and one against: "
    )
