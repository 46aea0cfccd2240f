"""A sentence that may enter an answer: the hit, its vector, and how close it is to the question."""

from __future__ import annotations

from dataclasses import dataclass

from qa.models import Hit, Stance, Vectors

__all__ = ["CLEAR_OPINION", "CLEAR_POLARITY", "Candidate", "stance_of"]

# From here on a sentence is taken as an opinion, and as for or against. Chosen on the gold set: higher bounds
# leave three claims in ten on no side, lower ones take plot for a stance (`vectorstore/opinion/OPINION.md`).
CLEAR_OPINION = 0.3
CLEAR_POLARITY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """`vector` (d,) is the sentence's unit vector; `score` is what it was ranked by, in units of a cosine.

    `closeness` is the score without what a reranker adds; `aspect_cosine` is the closeness to the aspect the
    question names, None where it names none, and `likely` says that it reads as an answer.
    """

    hit: Hit
    vector: Vectors
    score: float
    closeness: float
    aspect_cosine: float | None = None
    likely: bool = False


def stance_of(hit: Hit) -> Stance:
    """Which side a sentence takes, as far as it gives an opinion."""
    if hit.opinion < CLEAR_OPINION or abs(hit.polarity) < CLEAR_POLARITY:
        return "neutral"
    return "positive" if hit.polarity > 0 else "negative"
