from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from qa.ingest.drafts import ReviewDraft
from qa.models import Filters, Question, Review, Vectors
from qa.ports import ChunkKey
from qa.reading.questions import read_question
from qa.retrieval.ranking import RELEVANCE_WEIGHT
from qa.retrieval.reranking import RERANKED
from qa.retrieval.retriever import Found, Retriever
from qa.service import ReviewQA
from tests.qa.rerankers import Finds
from vectorstore.store import Store

ASKED = "Where is the brass handle?"


class FixedIndex:
    """A vector index that always proposes the same chunks, or is out of use."""

    def __init__(self, chunks: Sequence[ChunkKey] | None) -> None:
        self.chunks = chunks
        self.searches = 0

    def search(self, vector: Vectors, filters: Filters, limit: int) -> Sequence[ChunkKey] | None:
        self.searches += 1
        return self.chunks


@pytest.fixture
def filled(store: Store, service: ReviewQA) -> Store:
    texts = {
        "a": "The brass handle sits on the left. It is cold.",
        "b": "A wooden drawer. It sticks in summer.",
        "c": "Nothing here is made of metal.",
    }
    drafts = [ReviewDraft(id=key, item_id=f"item-{key}", text=text) for key, text in texts.items()]
    asyncio.run(service.add_reviews(drafts))
    return store


def find(store: Store, embedder: Any, index: FixedIndex, filters: Filters) -> list[Found]:
    question: Question = read_question(ASKED)
    vector = embedder.embed_query(question.text)
    retriever = Retriever(records=store, evidence=store.evidence, lexical=store.lexical, vectors=index)
    return retriever.find(question, vector / np.linalg.norm(vector), filters, 10)


def test_every_sentence_of_one_item_is_weighed_without_the_index(filled: Store, embedder: Any) -> None:
    index = FixedIndex([])
    found = find(filled, embedder, index, Filters(item_id="item-a"))
    assert [one.hit.text for one in found] == ["The brass handle sits on the left.", "It is cold."]
    assert index.searches == 0


def test_over_all_items_the_chunks_the_index_proposes_are_weighed(filled: Store, embedder: Any) -> None:
    found = find(filled, embedder, FixedIndex([("b", 0)]), Filters())
    assert {one.hit.review.id for one in found} == {"a", "b"}  # "a" was proposed by its words


def test_when_the_index_is_out_of_use_everything_in_scope_is_weighed(filled: Store, embedder: Any) -> None:
    found = find(filled, embedder, FixedIndex(None), Filters())
    assert len(found) == 5
    assert found[0].hit.text == "The brass handle sits on the left."


def test_chunks_out_of_scope_are_not_weighed(filled: Store, embedder: Any) -> None:
    found = find(filled, embedder, FixedIndex([("a", 0), ("b", 0)]), Filters(source="nobody"))
    assert found == []


def test_scores_fall_and_stay_within_bounds(filled: Store, embedder: Any) -> None:
    scores = [one.hit.score for one in find(filled, embedder, FixedIndex(None), Filters())]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


class ChangedMeanwhile:
    """Records in which a review was replaced after its evidence was read."""

    def __init__(self, store: Store, changed: str) -> None:
        self._store = store
        self._changed = changed

    def get(self, ids: Iterable[str]) -> dict[str, Review]:
        found = dict(self._store.get(ids))
        if self._changed in found:
            found[self._changed] = replace(found[self._changed], text="Short.", content_hash="another")
        return found


def test_evidence_of_a_review_that_was_replaced_meanwhile_is_not_used(filled: Store, embedder: Any) -> None:
    question = read_question(ASKED)
    vector = embedder.embed_query(question.text)
    retriever = Retriever(
        records=ChangedMeanwhile(filled, "a"),  # type: ignore[arg-type]
        evidence=filled.evidence,
        lexical=filled.lexical,
        vectors=FixedIndex(None),
    )
    found = retriever.find(question, vector / np.linalg.norm(vector), Filters(), 10)
    assert {one.hit.review.id for one in found} == {"b", "c"}


def reranked(store: Store, embedder: Any, reranker: Finds | None, limit: int = 10) -> list[Found]:
    question = read_question(ASKED)
    vector = embedder.embed_query(question.text)
    retriever = Retriever(
        records=store,
        evidence=store.evidence,
        lexical=store.lexical,
        vectors=FixedIndex(None),
        reranker=reranker,
    )
    return retriever.find(question, vector / np.linalg.norm(vector), Filters(), limit)


def test_what_the_reranker_is_sure_of_gains_and_the_rest_keeps_its_score(
    filled: Store, embedder: Any
) -> None:
    before = {one.hit.text: one.score for one in reranked(filled, embedder, None)}
    after = {one.hit.text: one.score for one in reranked(filled, embedder, Finds("summer"))}

    gained = {text for text, score in after.items() if score > before[text] + RELEVANCE_WEIGHT / 2}
    assert gained == {"It sticks in summer."}
    assert {
        text for text, score in after.items() if np.isclose(score, before[text])
    } == before.keys() - gained


def test_what_the_reranker_says_is_told_with_what_was_found(filled: Store, embedder: Any) -> None:
    found = reranked(filled, embedder, Finds("summer"))
    added = {one.hit.text: (one.score - one.closeness) / RELEVANCE_WEIGHT for one in found}
    assert added["It sticks in summer."] == pytest.approx(1.0)
    assert added["It is cold."] == 0.0
    assert {one.score - one.closeness for one in reranked(filled, embedder, None)} == {0.0}


def test_only_the_best_sentences_are_read_together_with_the_question(
    filled: Store, service: ReviewQA, embedder: Any
) -> None:
    text = " ".join(f"The brass handle number {n} is loose." for n in range(RERANKED + 4))
    asyncio.run(service.add_reviews([ReviewDraft(id="d", item_id="item-d", text=text)]))
    reranker = Finds("handle")

    found = reranked(filled, embedder, reranker, limit=40)

    assert [len(texts) for texts in reranker.given] == [RERANKED]
    unread = len(found) - RERANKED
    assert [one.score == one.closeness for one in found] == [False] * RERANKED + [True] * unread
