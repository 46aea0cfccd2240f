"""Counting over a scope: what is read together with the aspect, and what is not."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from qa.answering.counting import READ, Counting
from qa.ingest.drafts import ReviewDraft
from qa.models import Coverage, Filters
from qa.reading.questions import aspect_text, query_text, read_question
from qa.service import ReviewQA
from qa.vectors import unit
from vectorstore.store import Store

ASKED = "How is the brass handle?"


class Reads:
    """Tells sides off two words, and keeps what it was given."""

    def __init__(self) -> None:
        self.questions: list[str] = []
        self.texts: list[str] = []

    def sides(self, question: str, texts: Sequence[str]) -> np.ndarray:
        self.questions.append(question)
        self.texts += texts
        rows = [("handle" in text, "charming" in text, "wobbly" in text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)


def _count(store: Store, embedder: Any, sides: Reads | None, text: str = ASKED) -> Coverage:
    question = read_question(text)
    counting = Counting(evidence=store.evidence, lexical=store.lexical, records=store, sides=sides)
    vector = unit(embedder.embed_query(query_text(question)))
    aspect = unit(embedder.embed_query(aspect_text(question.aspect))) if question.aspect else None
    return counting.count(question, Filters(item_id="drawer"), vector, aspect).coverage


@pytest.fixture
def filled(store: Store, service: ReviewQA) -> Store:
    texts = ["The brass handle is charming. It rains.", "A wobbly brass handle.", "The wood is dark."]
    drafts = [ReviewDraft(id=f"r{n}", item_id="drawer", text=text) for n, text in enumerate(texts)]
    asyncio.run(service.add_reviews(drafts))
    return store


def test_sides_are_those_that_sentences_take_on_the_aspect(filled: Store, embedder: Any) -> None:
    counts = _count(filled, embedder, Reads())

    assert (counts.mentioning, counts.positive, counts.negative) == (2, 1, 1)


def test_an_aspect_has_one_count_however_it_is_asked_about(filled: Store, embedder: Any) -> None:
    reads = Reads()

    counts = {
        _count(filled, embedder, reads, text)
        for text in (ASKED, "What is wrong with the brass handle?", "How many like the brass handle?")
    }

    assert len(counts) == 1
    assert set(reads.questions) == {"What do people think of the brass handle?"}


def test_only_sentences_that_may_speak_of_the_aspect_are_read(filled: Store, embedder: Any) -> None:
    reads = Reads()

    _count(filled, embedder, reads)

    assert {"The brass handle is charming.", "A wobbly brass handle."} <= set(reads.texts)
    assert "It rains." not in reads.texts


def test_no_more_are_read_than_an_answer_has_time_for(
    filled: Store, service: ReviewQA, embedder: Any
) -> None:
    drafts = [
        ReviewDraft(id=f"more{n}", item_id="drawer", text=f"Number {n} has a brass handle.")
        for n in range(READ + 5)
    ]
    asyncio.run(service.add_reviews(drafts))
    reads = Reads()

    counts = _count(filled, embedder, reads)

    assert len(reads.texts) == READ
    assert counts.mentioning == READ + 5 + 2  # those unread are told by their words


def test_a_question_of_the_whole_is_counted_without_reading(filled: Store, embedder: Any) -> None:
    reads = Reads()

    assert _count(filled, embedder, reads, "Any gripes?").reviewers == 3
    assert reads.texts == []
