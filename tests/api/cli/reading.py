"""A fake service whose sentences are read, and an inn whose guests disagree."""

from __future__ import annotations

from collections.abc import Sequence

from qa.alignment import Span
from qa.ingest.sentences import split_sentences
from qa.models import Filters, Hit, Spoilers, Unit
from tests.api.fakes import EVERYTHING, FakeService

__all__ = ["REVIEWS", "ReadingService"]

REVIEWS = [
    {
        "id": "r1",
        "item_id": "inn",
        "author": "Ana Bell",
        "rating": 4,
        "text": "The hotel breakfast was superb. The room was dirty. The bells are awful at night.",
    },
    {
        "id": "r2",
        "item_id": "inn",
        "text": "Our hotel room was spotless. Breakfast was dreadful. Those bells are lovely.",
    },
    {"id": "r3", "item_id": "inn", "text": "We heard the bells. Would I stay again? I would stay again."},
    {"id": "k1", "item_id": "kettle", "text": "It boils."},
]


class ReadingService(FakeService):
    """The fake, which finds every sentence for every query, read as an opinion by a few words."""

    async def search(
        self,
        query: str,
        filters: Filters = EVERYTHING,
        *,
        limit: int = 10,
        unit: Unit = "sentence",
        spoilers: Spoilers = "show",
    ) -> Sequence[Hit]:
        hits = [
            Hit(
                review=review,
                span=Span(sentence.start, sentence.end),
                score=0.1,
                opinion=0.9,
                polarity=_polarity(review.text[sentence.start : sentence.end]),
                ordinal=sentence.ordinal,
            )
            for review in self._in_scope(filters)
            for sentence in split_sentences(review.text)
        ]
        return hits[:limit]


def _polarity(text: str) -> float:
    good = any(word in text for word in ("superb", "spotless", "lovely"))
    bad = any(word in text for word in ("dirty", "awful", "dreadful"))
    return 0.9 * (good - bad)
