"""Reviews of one item as material to draft from: sentences a line each, with their readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.evaluation.drafting.material import Material, ReadSentence
from qa.evaluation.reviews import ReviewText

Line = str | tuple[str, float, float]
MakeMaterial = Callable[..., Material]


@pytest.fixture
def material() -> MakeMaterial:
    """`material(r1=["A sentence.", ("Another.", opinion, polarity)])`; an opinion for nothing by default."""

    def make(
        *,
        item_id: str = "thing",
        title: str | None = None,
        closeness: Mapping[str, float] | None = None,
        ratings: Mapping[str, float] | None = None,
        languages: Mapping[str, str] | None = None,
        authors: Mapping[str, str] | None = None,
        **reviews: list[Line],
    ) -> Material:
        texts, sentences = {}, []
        for review_id, lines in reviews.items():
            read = [line if isinstance(line, tuple) else (line, 0.9, 0.0) for line in lines]
            text = " ".join(line for line, _, _ in read)
            texts[review_id] = ReviewText(
                id=review_id,
                text=text,
                item_id=item_id,
                rating=(ratings or {}).get(review_id),
                rating_scale=5.0,
                language=(languages or {}).get(review_id),
                author=(authors or {}).get(review_id),
            )
            start = 0
            for line, opinion, polarity in read:
                sentences.append(
                    ReadSentence(
                        review_id=review_id,
                        start=start,
                        end=start + len(line),
                        text=line,
                        opinion=opinion,
                        polarity=polarity,
                    )
                )
                start += len(line) + 1
        return Material(
            item_id=item_id,
            title=title,
            reviews=texts,
            sentences=tuple(sentences),
            closeness=closeness or {},
        )

    return make
