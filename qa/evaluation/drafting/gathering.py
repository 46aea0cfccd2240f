"""The material of an item, read from a service through what it offers everybody: reviews and search."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Protocol

from qa.errors import NotFound
from qa.evaluation.drafting.absences import sought_subjects
from qa.evaluation.drafting.material import Material, ReadSentence
from qa.evaluation.reviews import ServiceReviews
from qa.models import Filters, Hit, Page, Review

__all__ = ["Searches", "gather"]

SENTENCES = 1_000_000  # more than any item has: what is counted must be counted over all
EVERY_OPINION = "What do the reviews say?"  # the query whose hits are every sentence of the item


class Searches(Protocol):
    """The part of the service that reads reviews and finds sentences in them."""

    async def search(self, query: str, filters: Filters = ..., *, limit: int = ...) -> Sequence[Hit]: ...

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]: ...


async def gather(service: Searches, item_id: str) -> Material:
    """Every review of an item with the readings of its sentences. Raises: NotFound where it has none."""
    scope = Filters(item_id=item_id)
    reviews = {review.id: review for review in await ServiceReviews(service).in_scope(scope)}
    if not reviews:
        raise NotFound("No item has this id.")
    hits = await service.search(EVERY_OPINION, scope, limit=SENTENCES)
    material = Material(
        item_id=item_id,
        title=next((review.item_title for review in reviews.values() if review.item_title), None),
        reviews=reviews,
        sentences=_in_order([_sentence(hit) for hit in hits if hit.review.id in reviews]),
    )
    closeness = {
        subject: _closeness(await service.search(subject, scope, limit=1))
        for subject in sought_subjects(material)
    }
    return Material(
        item_id=item_id,
        title=material.title,
        reviews=reviews,
        sentences=material.sentences,
        closeness=closeness,
    )


def _sentence(hit: Hit) -> ReadSentence:
    return ReadSentence(
        review_id=hit.review.id,
        start=hit.span.start,
        end=hit.span.end,
        text=hit.text,
        opinion=hit.opinion,
        polarity=hit.polarity,
    )


def _in_order(sentences: list[ReadSentence]) -> tuple[ReadSentence, ...]:
    return tuple(sorted(sentences, key=lambda one: (one.review_id, one.start)))


def _closeness(hits: Sequence[Hit]) -> float:
    """The score of the best hit before it was brought into 0..1 (see `score_share`): about a cosine."""
    return max((-log(max(1e-9, 1.0 - hit.score)) / 2.0 for hit in hits), default=0.0)
