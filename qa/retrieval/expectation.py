"""The question's vector moved towards the sentence that would answer it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.models import Vectors

__all__ = ["ANSWER_WEIGHT", "expected_answer", "towards"]

# Share of the expected answer in the query. On SubjQA's dev files 0.3 to 0.8 find more answers among the
# first five, in the item and in the review, and as many at the first place (tests/benchmarks/subjqa.py).
ANSWER_WEIGHT = 0.5


def expected_answer(terms: Sequence[str]) -> str | None:
    """A sentence such as reviews answer "How is the ...?" with; None when the question names nothing.

    `terms` are the content words of the question. Source: hypothetical document embeddings
    (https://arxiv.org/abs/2212.10496), here with a template in place of a language model.
    """
    return f"The {' '.join(terms)} is great." if terms else None


def towards(question: Vectors, answer: Vectors) -> Vectors:
    """The unit vector (d,) between those of a question and of its expected answer, both (d,)."""
    moved = question + ANSWER_WEIGHT * answer
    return np.asarray(moved / max(float(np.linalg.norm(moved)), 1e-9), dtype=np.float32)
