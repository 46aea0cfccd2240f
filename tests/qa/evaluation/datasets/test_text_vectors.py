import numpy as np
import pytest

from qa.evaluation.datasets.text_vectors import TextVectors
from tests.qa.conftest import BagOfWords


def test_each_text_is_embedded_once(embedder: BagOfWords) -> None:
    vectors = TextVectors(embedder)
    vectors.of(["It boils.", "It leaks.", "It boils."])
    vectors.of(["It leaks.", "Heavy."])
    assert embedder.embedded == 3


def test_vectors_come_in_the_order_asked_and_at_unit_length(embedder: BagOfWords) -> None:
    vectors = TextVectors(embedder)
    first, second = vectors.of(["It boils.", "Heavy."])
    assert np.array_equal(vectors.of(["Heavy.", "It boils."]), [second, first])
    assert float(np.linalg.norm(first)) == pytest.approx(1.0)
    assert float(np.linalg.norm(vectors.of_question("Does it boil?"))) == pytest.approx(1.0)
