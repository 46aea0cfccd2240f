"""Many reviews of one item read together: what they speak of, and how they stand to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.alignment import Span
from qa.answering.candidates import CLEAR_OPINION, CLEAR_POLARITY
from qa.answering.counting import Counting
from qa.answering.coverage import ASPECT_COSINE
from qa.answering.lookup import is_fragment
from qa.answering.summary import Remark, SpokenAspect, summarized
from qa.errors import InvalidQuestion, NotFound
from qa.models import Evidence, Filters, Hit, Item, Question, RatingDisagreement, Review, Summary, Vectors
from qa.ports import Embedder, EvidenceSource, ReviewRecords
from qa.reading.questions import query_text, read_question
from qa.reading.ratings import contradicts, leaning
from qa.reading.signs import is_hedged, weight_of
from qa.reading.topics import Topic, find_topics
from qa.vectors import unit
from qa.words import words

__all__ = ["Synthesis"]

READ_REVIEWS = 500  # of an item, evenly taken, whose words are read for aspects and quotes; all are counted
SPARE = 2  # aspects that are counted for each that is shown, since few mentions may take a side
ABOUT = "What do people think of {aspect}?"  # the question whose count an aspect has
OVERALL = "Overall, is it recommended?"
SURE_OPINION = 0.5  # opinion from which a sentence speaks for its nouns being topics

# How far the clearness of a remark, opinion times polarity in 0..1, is moved by how it reads.
PLAIN, HEDGED, TURNING, LONG = 0.2, -0.3, -0.15, -0.15
LONG_CHARS = 200  # beyond which a remark loses by each further stretch of this length
NEARNESS = 0.5  # weight of a remark's closeness to its aspect beside its clearness
_TURNS = frozenset(("but", "although", "though", "however", "yet", "except", "despite"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """An aspect and the question whose count it has."""

    topic: Topic
    question: Question
    named_by_caller: bool


class Synthesis:
    """Sums up the reviews of an item. Safe to share between threads where the ports are. Calls block."""

    def __init__(
        self, *, records: ReviewRecords, evidence: EvidenceSource, counting: Counting, embedder: Embedder
    ) -> None:
        self._records = records
        self._evidence = evidence
        self._counting = counting
        self._embedder = embedder

    def summary(
        self, item_id: str, aspects: Sequence[str], *, max_aspects: int, max_citations: int
    ) -> Summary:
        """The summary of an item. Raises: NotFound; InvalidQuestion for an aspect without a word."""
        item = self._records.item(item_id)
        if item is None:
            raise NotFound("No review is of an item with this id.")
        filters = Filters(item_id=item_id)
        blocks = tuple(self._evidence.blocks(filters))
        reviews = self._records.get(_evenly([one for block in blocks for one in block.review_ids]))
        remarks = [remark for block in blocks for remark in _remarks(block, reviews)]
        asked = [*_named(aspects), *_found(remarks, item, max_aspects * SPARE)]
        overall = read_question(OVERALL)
        questions = [query_text(one.question) for one in asked]
        vectors = unit(
            self._embedder.embed_documents([query_text(overall), *questions, *map(_phrase, asked)])
        )
        spoken = [
            self._spoken(one, filters, remarks, vectors[place], vectors[place + len(asked)])
            for place, one in enumerate(asked, start=1)
        ]
        made = summarized(
            item,
            self._counting.count(overall, filters, vectors[0], None).coverage,
            spoken,
            sorted(remarks, key=lambda one: -one.clearness),
            reviews,
            max_aspects=max_aspects,
            max_citations=max_citations,
        )
        return replace(made, rating_disagreements=tuple(_disagreements(blocks, reviews)))

    def _spoken(
        self, asked: _Asked, filters: Filters, remarks: Sequence[Remark], vector: Vectors, aspect: Vectors
    ) -> SpokenAspect:
        names_one = asked.question.aspect is not None
        counted = self._counting.count(asked.question, filters, vector, aspect if names_one else None)
        ranked = []
        for remark in remarks:
            closeness = float(remark.vector @ aspect)
            named = (remark.hit.review.id, remark.hit.ordinal) in counted.mentions
            if named or closeness >= ASPECT_COSINE or not names_one:
                ranked.append((remark.clearness + NEARNESS * closeness, remark))
        ranked.sort(key=lambda pair: -pair[0])
        return SpokenAspect(
            phrase=_phrase(asked),
            plural=asked.topic.plural,
            usual=asked.topic.usual,
            named_by_caller=asked.named_by_caller,
            coverage=counted.coverage,
            vector=aspect,
            remarks=tuple(remark for _, remark in ranked),
        )


def _phrase(asked: _Asked) -> str:
    return asked.topic.phrase


def _evenly(review_ids: Sequence[str]) -> Sequence[str]:
    """All ids, or as many as are read, evenly taken from first to last."""
    if len(review_ids) <= READ_REVIEWS:
        return review_ids
    return [review_ids[place * len(review_ids) // READ_REVIEWS] for place in range(READ_REVIEWS)]


def _named(aspects: Iterable[str]) -> list[_Asked]:
    """What the caller names, each once. Raises: InvalidQuestion"""
    named = dict.fromkeys(" ".join(aspect.split()) for aspect in aspects)
    for aspect in named:
        if not words(aspect):
            raise InvalidQuestion("An aspect holds no word; name a thing, such as the breakfast.")
    return [
        _Asked(
            topic=Topic(phrase=aspect, names=frozenset(), plural=False, usual=False, voices=0),
            question=read_question(ABOUT.format(aspect=aspect)),
            named_by_caller=True,
        )
        for aspect in named
    ]


def _found(remarks: Iterable[Remark], item: Item, limit: int) -> list[_Asked]:
    """The topics of the remarks, as far as a question about them is read as being about them."""
    said = ((one.hit.review.id, one.hit.text) for one in remarks if one.hit.opinion >= SURE_OPINION)
    whole = words(f"{item.title or ''} {item.id.replace('-', ' ').replace('_', ' ')}")
    asked = (
        _Asked(topic=topic, question=read_question(ABOUT.format(aspect=topic.phrase)), named_by_caller=False)
        for topic in find_topics(said, whole)
    )
    return [one for one in asked if one.question.aspect == one.topic.phrase][:limit]


def _remarks(block: Evidence, reviews: Mapping[str, Review]) -> Iterable[Remark]:
    """The sentences of a block that take a side and can stand by themselves, of the reviews that are read."""
    sided = (block.opinion >= CLEAR_OPINION) & (np.abs(block.polarity) >= CLEAR_POLARITY)
    for row in np.flatnonzero(sided).tolist():
        place = int(block.review_of[row])
        review = reviews.get(block.review_ids[place])
        if review is not None and review.content_hash == block.content_hashes[place]:
            hit = Hit(
                review=review,
                span=Span(int(block.starts[row]), int(block.ends[row])),
                score=float(block.opinion[row] * abs(block.polarity[row])),
                opinion=float(block.opinion[row]),
                polarity=float(block.polarity[row]),
                ordinal=int(block.ordinals[row]),
            )
            if _can_stand(hit):
                yield Remark(hit=hit, vector=block.vectors[row], clearness=_clearness(hit))


def _can_stand(hit: Hit) -> bool:
    """Whether a sentence says something by itself, and its plain words do not belie how it was read."""
    if is_fragment(hit.text) or hit.text.rstrip().endswith("?"):
        return False
    return weight_of(hit.text) * hit.polarity >= 0


def _clearness(hit: Hit) -> float:
    """How plainly a sentence takes its side, alone and of one mind."""
    moved = hit.score + LONG * (len(hit.text) // LONG_CHARS)
    if weight_of(hit.text):
        moved += PLAIN
    if is_hedged(hit.text):
        moved += HEDGED
    return moved if _TURNS.isdisjoint(words(hit.text)) else moved + TURNING


def _disagreements(blocks: Iterable[Evidence], reviews: Mapping[str, Review]) -> Iterable[RatingDisagreement]:
    """The reviews whose rating says the contrary of their text."""
    for block in blocks:
        clear = block.opinion >= CLEAR_OPINION
        for place, review_id in enumerate(block.review_ids):
            review = reviews.get(review_id)
            if review is None or review.rating is None or not review.rating_scale:
                continue
            own = clear & (block.review_of == place)
            leans = leaning(block.opinion[own].tolist(), block.polarity[own].tolist())
            if leans is not None and contradicts(review.rating / review.rating_scale, leans):
                yield RatingDisagreement(review=review, polarity=round(leans, 3))
