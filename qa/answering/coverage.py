"""How many reviews speak of what is asked, and on which side: counted over every review in scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from qa.answering.candidates import CLEAR_OPINION, CLEAR_POLARITY
from qa.models import Coverage, Evidence, Question, Vectors
from qa.ports import SentenceKey
from qa.subjects import names_of
from qa.words import words

__all__ = ["ASPECT_COSINE", "QUESTION_COSINE", "coverage", "naming_words"]

# Closeness from which a sentence speaks of an aspect without naming it. "The film is good." comes up to 0.53
# to some aspect or other of a film, so that anything less would count every opinion as one on everything.
ASPECT_COSINE = 0.55
QUESTION_COSINE = 0.42  # closeness that bears on a question which names nothing


def coverage(
    question: Question,
    blocks: Iterable[Evidence],
    query_vector: Vectors,
    *,
    aspect_vector: Vectors | None = None,
    mentions: Collection[SentenceKey] = frozenset(),
) -> Coverage:
    """Count the reviews of `blocks`, each review whole in one block.

    Unit vectors (d,) of the question and, where it names one, of its aspect. `mentions` are sentences known
    to name the aspect (`naming_words`). An aspect is mentioned where it is named or all but named: an opinion
    is close to every question that asks for one, and counts for nothing here. A question about the whole item
    is mentioned by every review with an opinion.
    """
    total = 0
    reviewers, mentioning, positive, negative = (set[int]() for _ in range(4))
    for block in blocks:
        on_subject = _on_subject(question, block, query_vector, aspect_vector, mentions)
        opinion = on_subject & (block.opinion >= CLEAR_OPINION)
        voices = block.voice_of
        total += len(block.speakers)
        reviewers.update(speaker.voice for speaker in block.speakers)
        mentioning.update(voices[on_subject].tolist())
        positive.update(voices[opinion & (block.polarity >= CLEAR_POLARITY)].tolist())
        negative.update(voices[opinion & (block.polarity <= -CLEAR_POLARITY)].tolist())
    return Coverage(
        reviews_in_scope=total,
        reviewers=len(reviewers),
        mentioning=len(mentioning),
        positive=len(positive),
        negative=len(negative),
    )


def naming_words(question: Question) -> dict[str, frozenset[str]]:
    """For each word of the aspect, the words that name the same; a sentence with one of each mentions it."""
    aspect = frozenset(words(question.aspect or ""))
    return {term: names_of(term) for term in question.terms if term in aspect}


def _on_subject(
    question: Question,
    block: Evidence,
    query_vector: Vectors,
    aspect_vector: Vectors | None,
    mentions: Collection[SentenceKey],
) -> NDArray[np.bool_]:
    if question.aspect is None:
        if question.kind in ("opinion", "verdict", "count"):
            return np.asarray(block.opinion >= CLEAR_OPINION)
        return np.asarray(block.vectors @ query_vector >= QUESTION_COSINE)
    named = _named(block, mentions)
    if aspect_vector is not None:
        named |= block.vectors @ aspect_vector >= ASPECT_COSINE
    return named


def _named(block: Evidence, mentions: Collection[SentenceKey]) -> NDArray[np.bool_]:
    named = np.zeros(len(block), dtype=np.bool_)
    named[[row for _, row in block.rows_of(mentions)]] = True
    return named
