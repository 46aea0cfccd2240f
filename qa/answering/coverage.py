"""How many reviews speak of what is asked, and on which side: counted over every review in scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from qa.answering.candidates import CLEAR_OPINION, CLEAR_POLARITY
from qa.evidence import Evidence
from qa.models import Coverage, Question, Vectors
from qa.ports import SentenceKey
from qa.subjects import RETURNING, names_of
from qa.words import words

__all__ = ["ASPECT_COSINE", "LIKELY", "QUESTION_COSINE", "coverage", "naming_words"]

# Closeness from which a sentence speaks of an aspect without naming it: to the aspect asked for without a
# side, and to the question itself. Less would count every opinion as one on everything.
ASPECT_COSINE = 0.4
QUESTION_COSINE = 0.45
# Probabilities, by a sentence read together with the question: below the first it speaks of something else,
# though it be close, and from the second on it speaks of what is asked, though it be not.
UNLIKELY, LIKELY = 0.5, 0.7
# Of what a review says for and against, from which a side is one that it takes on the whole: a guest who
# would come back and missed a kettle is not against.
WHOLE_SHARE = 0.3
FAINT = 0.15  # opinion times polarity, below which a sentence says nothing for or against the whole


def coverage(
    question: Question,
    blocks: Iterable[Evidence],
    query_vector: Vectors,
    *,
    aspect_vector: Vectors | None = None,
    mentions: Collection[SentenceKey] = frozenset(),
    read: Mapping[SentenceKey, float] = MappingProxyType({}),
) -> Coverage:
    """Count the reviews of `blocks`, each review whole in one block.

    Unit vectors (d,) of the question and, where it names one, of its aspect (`aspect_text`). `mentions` are
    sentences known to name the aspect (`naming_words`), `read` some with the probability that each answers.
    An aspect is mentioned where it is named, or where a sentence comes close to it or to the question and
    does not read as something else, or reads as an answer. A question about the whole item is mentioned by
    every review with an opinion, and each review takes the sides that much of it takes.
    """
    total = 0
    reviewers, mentioning, positive, negative = (set[int]() for _ in range(4))
    for block in blocks:
        on_subject = _on_subject(question, block, query_vector, aspect_vector, mentions, read)
        voices = block.voice_of
        total += len(block.speakers)
        reviewers.update(speaker.voice for speaker in block.speakers)
        mentioning.update(voices[on_subject].tolist())
        if question.is_of_the_whole:
            for_it, against = _leanings(block)
        else:
            opinion = on_subject & (block.opinion >= CLEAR_OPINION)
            for_it = opinion & (block.polarity >= CLEAR_POLARITY)
            against = opinion & (block.polarity <= -CLEAR_POLARITY)
        positive.update(voices[for_it].tolist())
        negative.update(voices[against].tolist())
    return Coverage(
        reviews_in_scope=total,
        reviewers=len(reviewers),
        mentioning=len(mentioning),
        positive=len(positive),
        negative=len(negative),
    )


def naming_words(question: Question) -> Mapping[str, frozenset[str]]:
    """For each word of the aspect, the words that name the same; a sentence with one of each mentions it."""
    if question.asks_return:
        return RETURNING
    aspect = frozenset(words(question.aspect or ""))
    return {term: names_of(term) for term in question.terms if term in aspect}


def _on_subject(
    question: Question,
    block: Evidence,
    query_vector: Vectors,
    aspect_vector: Vectors | None,
    mentions: Collection[SentenceKey],
    read: Mapping[SentenceKey, float],
) -> NDArray[np.bool_]:
    if question.is_of_the_whole:
        return np.asarray(block.opinion >= CLEAR_OPINION)
    if question.asks_return:  # who stayed is near it, and does not say so
        return _named(block, mentions)
    close = _close(block, query_vector, aspect_vector)
    for key, row in block.rows_of(read):
        close[row] = read[key] >= (UNLIKELY if close[row] else LIKELY)
    return close | _named(block, mentions)


def _close(block: Evidence, query: Vectors, aspect: Vectors | None) -> NDArray[np.bool_]:
    """Which rows come close to the question or to its aspect; the vectors are gone through once for both."""
    if aspect is None:
        return np.asarray(block.vectors @ query >= QUESTION_COSINE)
    cosines = block.vectors @ np.column_stack((query, aspect))
    return np.asarray((cosines >= (QUESTION_COSINE, ASPECT_COSINE)).any(axis=1))


def _leanings(block: Evidence) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which rows are of reviews that on the whole speak for, and which of those that speak against."""
    weight = block.opinion * block.polarity
    count = len(block.speakers)
    praise = np.bincount(block.review_of, np.where(weight >= FAINT, weight, 0.0), minlength=count)
    blame = np.bincount(block.review_of, np.where(weight <= -FAINT, -weight, 0.0), minlength=count)
    said = praise + blame
    for_it = (praise > 0) & (praise >= WHOLE_SHARE * said)
    against = (blame > 0) & (blame >= WHOLE_SHARE * said)
    return for_it[block.review_of], against[block.review_of]


def _named(block: Evidence, mentions: Collection[SentenceKey]) -> NDArray[np.bool_]:
    named = np.zeros(len(block), dtype=np.bool_)
    named[[row for _, row in block.rows_of(mentions)]] = True
    return named
