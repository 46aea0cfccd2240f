"""Many reviews of one item read together: what they speak of, and how they stand to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.answering.candidates import CLEAR_OPINION
from qa.answering.counting import Counting
from qa.answering.coverage import ASPECT_COSINE
from qa.answering.lookup import is_fragment
from qa.answering.remarks import Remarks
from qa.answering.suggestions import Spoken
from qa.answering.summary import SpokenAspect, summarized
from qa.errors import InvalidQuestion, NotFound
from qa.evidence import Evidence
from qa.models import Coverage, Filters, Hit, Question, RatingDisagreement, Review, Summary, Vectors
from qa.ports import Embedder, EvidenceSource, ReviewRecords
from qa.reading.questions import aspect_text, query_text, read_question
from qa.reading.ratings import contradicts, leaning
from qa.reading.signs import is_hedged, weight_of
from qa.reading.topics import Topic, find_topics
from qa.scope_cache import ScopeCache
from qa.turns import PlotTurns, is_turn
from qa.vectors import unit
from qa.words import words

__all__ = ["Synthesis"]

T = TypeVar("T")

READ_REVIEWS = 500  # of an item, evenly taken, whose words are read for aspects and quotes; all are counted
GLANCED_REVIEWS = 100  # the same where questions to suggest are looked for, which must be quick
READ_SENTENCES = 600  # of these, evenly taken, in which aspects are looked for
KEPT_SCOPES = 1_000  # whose topics are remembered; a few kilobytes each
KEPT_TOPICS = 40  # of a scope
SPARE = 1.25  # aspects that are counted for each that is shown, since few mentions may take a side
ABOUT = "What do people think of {aspect}?"  # the question whose count an aspect has
OVERALL = "Overall, is it recommended?"
SURE_OPINION = 0.5  # opinion from which a sentence speaks for its nouns being topics

# How far a sentence gains or loses, beside opinion times polarity in 0..1, by how it reads.
PLAIN, HEDGED, TURNING, LONG = 0.2, -0.3, -0.15, -0.15
LONG_CHARS = 200  # beyond which a sentence loses by each further stretch of this length
_TURNS = frozenset(("but", "although", "though", "however", "yet", "except", "despite"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """An aspect and the question whose count it has."""

    topic: Topic
    question: Question
    named_by_caller: bool


class _Read(NamedTuple):
    """The sentences of a scope as of a revision, and the reviews whose words are read, by id."""

    revision: int
    blocks: tuple[Evidence, ...]
    reviews: Mapping[str, Review]
    remarks: Remarks


class Synthesis:
    """Sums up the reviews of an item. Safe to share between threads where the ports are. Calls block."""

    def __init__(
        self,
        *,
        records: ReviewRecords,
        evidence: EvidenceSource,
        counting: Counting,
        embedder: Embedder,
        turns: PlotTurns,
    ) -> None:
        self._records = records
        self._evidence = evidence
        self._counting = counting
        self._embedder = embedder
        self._turns = turns
        self._topics: ScopeCache[tuple[Filters, bool, int], tuple[Topic, ...]] = ScopeCache(KEPT_SCOPES)

    def summary(
        self, item_id: str, aspects: Sequence[str], *, max_aspects: int, max_citations: int, hide: bool
    ) -> Summary:
        """The summary of an item, with `hide` without a sentence that gives away the plot.

        Raises: NotFound; InvalidQuestion for an aspect without a word.
        """
        item = self._records.item(item_id)
        if item is None:
            raise NotFound("No review is of an item with this id.")
        filters = Filters(item_id=item_id)
        read = self._read(filters, READ_REVIEWS, hide=hide)
        topics = self._topics_of(read, filters, hide=hide)
        asked = [*map(_named, _each_once(aspects)), *_found(topics, int(max_aspects * SPARE))]
        made = summarized(
            item,
            *self._counted(asked, filters, read.remarks),
            read.remarks.best(),
            read.reviews,
            max_aspects=max_aspects,
            max_citations=max_citations,
        )
        return replace(
            made,
            citations=self._turns.marked(made.citations, hide=hide),
            rating_disagreements=tuple(_disagreements(read.blocks, read.reviews)),
        )

    def spoken_of(self, filters: Filters, *, hide: bool) -> list[Spoken]:
        """What the reviews in scope speak of, with how many sentences are for it and against it."""
        read = self._read(filters, GLANCED_REVIEWS, hide=hide)
        hits = read.remarks.said(SURE_OPINION)
        found = (one.topic for one in _found(self._topics_of(read, filters, hide=hide), KEPT_TOPICS))
        return [_spoken_in(topic, hits) for topic in found]

    def _read(self, filters: Filters, most: int, *, hide: bool) -> _Read:
        revision = self._evidence.revision
        blocks = tuple(self._evidence.blocks(filters))
        ids = [speaker.review_id for block in blocks for speaker in block.speakers]
        reviews = self._records.get(_evenly(ids, most))
        remarks = Remarks(blocks, reviews, _clearness_untold if hide else _clearness)
        return _Read(revision, blocks, reviews, remarks)

    def _topics_of(self, read: _Read, filters: Filters, *, hide: bool) -> tuple[Topic, ...]:
        key = (filters, hide, len(read.reviews))
        topics = self._topics.get(key, read.revision)
        if topics is None:
            topics = _topics_in(read, hide=hide)
            self._topics.put(key, read.revision, topics)
        return topics

    def _counted(
        self, asked: Sequence[_Asked], filters: Filters, remarks: Remarks
    ) -> tuple[Coverage, list[SpokenAspect]]:
        """How all reviews stand to the item, and each aspect with its counts and remarks."""
        overall = read_question(OVERALL)
        questions = [query_text(one.question) for one in asked]
        phrases = [one.topic.phrase for one in asked]
        aspects = [aspect_text(phrase) for phrase in phrases]
        vectors = unit(self._embedder.embed_documents([query_text(overall), *questions, *aspects, *phrases]))
        of_questions, of_aspects, of_phrases = np.split(vectors[1:], 3)
        closeness = remarks.closeness(of_aspects)
        spoken = [
            self._spoken(one, filters, remarks, *vectors_of_one)
            for one, *vectors_of_one in zip(
                asked, of_questions, of_aspects, of_phrases, closeness.T, strict=True
            )
        ]
        return self._counting.count(overall, filters, vectors[0], None).coverage, spoken

    def _spoken(
        self,
        asked: _Asked,
        filters: Filters,
        remarks: Remarks,
        vector: Vectors,
        aspect: Vectors,
        phrase: Vectors,
        closeness: NDArray[np.float32],
    ) -> SpokenAspect:
        names_one = asked.question.aspect is not None
        counted = self._counting.count(asked.question, filters, vector, aspect if names_one else None)
        on_aspect = remarks.naming(counted.mentions) | (closeness >= ASPECT_COSINE)
        return SpokenAspect(
            phrase=asked.topic.phrase,
            plural=asked.topic.plural,
            usual=asked.topic.usual,
            named_by_caller=asked.named_by_caller,
            coverage=counted.coverage,
            vector=phrase,
            remarks=remarks.best(on_aspect if names_one else None, closeness),
        )


def _evenly(rows: Sequence[T], limit: int) -> Sequence[T]:
    """All rows, or as many as the limit, evenly taken from first to last."""
    if len(rows) <= limit:
        return rows
    return [rows[place * len(rows) // limit] for place in range(limit)]


def _each_once(aspects: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(" ".join(aspect.split()) for aspect in aspects)


def _named(aspect: str) -> _Asked:
    """What the caller names. Raises: InvalidQuestion"""
    if not words(aspect):
        raise InvalidQuestion("An aspect holds no word; name a thing, such as the breakfast.")
    return _Asked(
        topic=Topic(phrase=aspect, names=frozenset(), plural=False, usual=False, voices=0),
        question=read_question(ABOUT.format(aspect=aspect)),
        named_by_caller=True,
    )


def _found(topics: Iterable[Topic], limit: int) -> list[_Asked]:
    """The first topics, as far as a question about them is read as being about them."""
    asked = (
        _Asked(topic=topic, question=read_question(ABOUT.format(aspect=topic.phrase)), named_by_caller=False)
        for topic in topics
    )
    return list(islice((one for one in asked if one.question.aspect == one.topic.phrase), limit))


def _topics_in(read: _Read, *, hide: bool) -> tuple[Topic, ...]:
    hits = _evenly(read.remarks.said(SURE_OPINION), READ_SENTENCES)
    said = [(hit.review.id, hit.text) for hit in hits if not (hide and is_turn(hit))]
    called = {f"{review.item_title or ''} {review.item_id}" for review in read.reviews.values()}
    whole = words(" ".join(called).replace("-", " ").replace("_", " "))
    return tuple(find_topics(said, whole)[:KEPT_TOPICS])


def _spoken_in(topic: Topic, hits: Sequence[Hit]) -> Spoken:
    on_topic = [hit for hit in hits if any(name in hit.text.casefold() for name in topic.names)]
    positive = sum(hit.polarity > 0 for hit in on_topic)
    return Spoken(
        phrase=topic.phrase, plural=topic.plural, positive=positive, negative=len(on_topic) - positive
    )


def _clearness(hit: Hit) -> float | None:
    """How plainly a sentence takes its side, alone and of one mind.

    None where it says nothing by itself, or its plain words belie how it was read.
    """
    weight = weight_of(hit.text)
    if is_fragment(hit.text) or hit.text.rstrip().endswith("?") or weight * hit.polarity < 0:
        return None
    moved = LONG * (len(hit.text) // LONG_CHARS) + (PLAIN if weight else 0.0)
    if is_hedged(hit.text):
        moved += HEDGED
    return moved if _TURNS.isdisjoint(words(hit.text)) else moved + TURNING


def _clearness_untold(hit: Hit) -> float | None:
    """The same, None also where the sentence gives away the plot."""
    return None if is_turn(hit) else _clearness(hit)


def _disagreements(blocks: Iterable[Evidence], reviews: Mapping[str, Review]) -> Iterable[RatingDisagreement]:
    """The reviews whose rating says the contrary of their text."""
    for block in blocks:
        rows = np.flatnonzero(block.opinion >= CLEAR_OPINION)
        first = np.searchsorted(block.review_of[rows], np.arange(len(block.speakers) + 1))
        for place, speaker in enumerate(block.speakers):
            review = reviews.get(speaker.review_id)
            if review is None or review.rating is None or not review.rating_scale:
                continue
            own = rows[first[place] : first[place + 1]]
            leans = leaning(block.opinion[own].tolist(), block.polarity[own].tolist())
            if leans is not None and contradicts(review.rating / review.rating_scale, leans):
                yield RatingDisagreement(review=review, polarity=round(leans, 3))
