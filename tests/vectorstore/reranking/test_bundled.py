"""The bundled reranker on questions and sentences written for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from vectorstore.reranking.bundled import BundledReranker, open_bundled

# A question, a sentence that answers it, and one that stands near it and does not.
TOLD = [
    ("Any gripes?", "The second hour is a slog.", "The second hour is set in Lisbon."),
    ("Who plays the captain?", "Ada Lind is the captain.", "The captain steers by the lamps."),
    ("Is it worth seeing?", "Go and see it while you can.", "She goes to see her brother."),
    ("How is the battery?", "It lasts two days on one charge.", "It comes in two colours."),
    ("Was breakfast any good?", "The eggs were cold and the coffee was burnt.", "We arrived before noon."),
    ("How are the rooms?", "Ours was clean and quiet.", "The pool is heated until late."),
    ("What did they like best?", "The staff could not have been kinder.", "The hotel opened in 1962."),
    ("Would they buy it again?", "I have ordered a second pair.", "The box holds a pair and a cable."),
]
FLOOR = 7  # of the eight, these being plain ones


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def reranker(models: Path) -> BundledReranker:
    return open_bundled(models)


def test_a_sentence_that_answers_is_likelier_than_one_that_stands_near(reranker: BundledReranker):
    right = [
        float(answer) > float(other)
        for question, *texts in TOLD
        for answer, other in [reranker.relevance(question, texts)]
    ]

    assert sum(right) >= FLOOR


def test_what_it_says_is_a_probability(reranker: BundledReranker):
    relevance = reranker.relevance("Any gripes?", ["It drags.", "", "x" * 5000, "\ud800"])

    assert relevance.shape == (4,)
    assert np.all((relevance >= 0) & (relevance <= 1))


def test_what_a_sentence_is_read_as_does_not_depend_on_what_else_is_asked(models: Path):
    texts = ["It drags in the middle.", "Lisbon is in Portugal.", "A dull and endless affair. " * 9]

    together = open_bundled(models).relevance("Any gripes?", texts)
    apart = [open_bundled(models).relevance("Any gripes?", [text])[0] for text in texts]

    np.testing.assert_array_equal(together, apart)


def test_no_sentences_need_no_model(tmp_path: Path):
    assert open_bundled(tmp_path / "models").relevance("Any gripes?", []).shape == (0,)
    assert not (tmp_path / "models").exists()


class CountingEncoder:
    """Reads every pair as what its length makes of it, and counts them."""

    def __init__(self) -> None:
        self.read_pairs: list[tuple[str, str]] = []

    def read(self, inputs: Sequence[tuple[str, str]], *, apart: bool) -> np.ndarray:
        self.read_pairs += inputs
        return np.array([[len(text) / 100, 0.0, 0.0] for _, text in inputs], dtype=np.float32)


def test_what_was_read_is_remembered_in_its_place():
    encoder = CountingEncoder()
    reranker = BundledReranker(encoder)  # type: ignore[arg-type]

    reranker.relevance("Any gripes?", ["It drags.", "Dull."])
    again = reranker.relevance("Any gripes?", ["Dull.", "Superb.", "It drags.", "Dull."])

    assert again == pytest.approx([0.05, 0.07, 0.09, 0.05])
    assert [text for _, text in encoder.read_pairs] == ["It drags.", "Dull.", "Superb."]


def test_another_question_is_read_anew():
    encoder = CountingEncoder()
    reranker = BundledReranker(encoder)  # type: ignore[arg-type]

    reranker.relevance("Any gripes?", ["It drags."])
    reranker.relevance("Any gripes", ["?It drags."])

    assert len(encoder.read_pairs) == 2


def test_the_oldest_readings_make_room():
    encoder = CountingEncoder()
    reranker = BundledReranker(encoder, capacity=2)  # type: ignore[arg-type]

    for text in ("One.", "Two.", "Three.", "Three.", "One."):
        reranker.relevance("Any gripes?", [text])

    assert [text for _, text in encoder.read_pairs] == ["One.", "Two.", "Three.", "One."]
