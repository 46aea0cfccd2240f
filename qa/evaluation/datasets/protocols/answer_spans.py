"""SubjQA fairly: which sentence or passage holds an answer, within the answering review or its whole item.

A question is answerable if any annotator found an answer; a unit is right when it holds half of one, by
letters and digits. Annotators
read one review only, so that a sentence of another review that answers as well counts as wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.datasets.measures import Measures, macro, measure
from qa.evaluation.datasets.placing import Placing, place
from qa.evaluation.datasets.rankers import Ranker
from qa.evaluation.datasets.subjqa import Corpus, ReviewText, SubjectiveQuestion
from qa.ingest.chunking import chunk_sentences
from qa.models import Chunk, Sentence

__all__ = ["SCOPES", "UNITS", "Scope", "SpanFinding", "Task", "TextUnit", "macro_over", "rank_spans"]

TextUnit = Literal["sentence", "chunk"]
Scope = Literal["review", "item"]
UNITS: tuple[TextUnit, ...] = ("sentence", "chunk")
SCOPES: tuple[Scope, ...] = ("review", "item")
Task = tuple[TextUnit, Scope]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanFinding:
    """What a ranker found in a domain, for every unit and scope; nothing where no question is answerable."""

    domain: str
    measures: Mapping[Task, Measures]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Units:
    """The units of a corpus, review after review: arrays have one entry for each."""

    spans: Sequence[Sentence | Chunk]
    texts: Sequence[str]
    reviews: NDArray[np.intp]


def rank_spans(corpus: Corpus, ranker: Ranker) -> SpanFinding:
    """Rank the units in every scope for every question of the corpus."""
    measures: dict[Task, Measures] = {}
    for name in UNITS:
        units = _units(corpus, name)
        ranking = ranker.over(units.texts)
        placings: dict[Scope, list[Placing]] = {scope: [] for scope in SCOPES}
        for question in corpus.questions:
            rows = np.flatnonzero(np.isin(units.reviews, corpus.scope(question)))
            scores = ranking.scores(question.text, rows)
            right = _right(corpus, question, units, rows)
            here = units.reviews[rows] == question.review
            placings["item"].append(place(scores, right))
            placings["review"].append(place(scores[here], right[here]))
        measured = {(name, scope): measure(placings[scope]) for scope in SCOPES}
        measures.update({task: found for task, found in measured.items() if found is not None})
    return SpanFinding(domain=corpus.domain, measures=measures)


def macro_over(findings: Iterable[SpanFinding]) -> Mapping[Task, Measures]:
    """The plain mean over the domains in which there was something to find."""
    findings = tuple(findings)
    tasks: tuple[Task, ...] = tuple((unit, scope) for unit in UNITS for scope in SCOPES)
    means = {task: macro(f.measures[task] for f in findings if task in f.measures) for task in tasks}
    return {task: mean for task, mean in means.items() if mean is not None}


def _units(corpus: Corpus, name: TextUnit) -> _Units:
    spans = [span for review in corpus.reviews for span in _spans_of(review, name)]
    reviews = [i for i, review in enumerate(corpus.reviews) for _ in _spans_of(review, name)]
    texts = [corpus.reviews[i].text[s.start : s.end] for i, s in zip(reviews, spans, strict=True)]
    return _Units(spans=spans, texts=texts, reviews=np.array(reviews, dtype=np.intp))


def _spans_of(review: ReviewText, name: TextUnit) -> Sequence[Sentence | Chunk]:
    return review.sentences if name == "sentence" else chunk_sentences(review.text, review.sentences)


def _right(
    corpus: Corpus, question: SubjectiveQuestion, units: _Units, rows: NDArray[np.intp]
) -> NDArray[np.bool_]:
    review = corpus.reviews[question.review]
    return np.array(
        [
            units.reviews[row] == question.review
            and any(review.covers(units.spans[row].start, units.spans[row].end, s) for s in question.spans)
            for row in rows
        ],
        dtype=np.bool_,
    )
