"""Reviews and hits to answer from."""

from collections.abc import Callable

import numpy as np
import pytest

from qa.alignment import Alignment, Span
from qa.answering.candidates import Candidate
from qa.models import Hit, Review


@pytest.fixture
def review() -> Callable[..., Review]:
    def make(text: str, review_id: str = "r1") -> Review:
        return Review(
            id=review_id,
            item_id="lamps",
            text=text,
            source_text=text,
            alignment=Alignment.identity(len(text)),
            content_hash=review_id,
        )

    return make


@pytest.fixture
def candidate(review: Callable[..., Review]) -> Callable[..., Candidate]:
    """A sentence of a review of its own, or of `within` where given."""

    def make(
        text: str,
        *,
        score: float = 0.6,
        aspect: float | None = None,
        opinion: float = 0.9,
        polarity: float = 0.0,
        review_id: str = "r1",
        within: Review | None = None,
        vector: tuple[float, ...] | None = None,
    ) -> Candidate:
        home = within or review(text, review_id)
        start = home.text.index(text)
        direction = np.array(vector if vector else (0.0, 0.0), dtype=np.float32)
        return Candidate(
            hit=Hit(
                review=home,
                span=Span(start, start + len(text)),
                score=score,
                opinion=opinion,
                polarity=polarity,
                ordinal=0,
            ),
            vector=direction,
            score=score,
            closeness=score,
            aspect_cosine=aspect,
        )

    return make
