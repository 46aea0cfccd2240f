"""The order of sentences for a question: closeness of meaning, steered by what the question asks for."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from qa.evidence import Evidence
from qa.models import Question
from qa.retrieval.cues import (
    are_asides,
    are_short,
    ask_back,
    cue_strengths,
    report_others,
    speak_of,
    term_shares,
)

__all__ = ["rank", "score_share", "with_cues", "with_relevance"]

Scores = NDArray[np.float32]

# Weights are in units of a cosine, fitted by a listwise logistic loss on questions over whole reviews that
# took no part in training the embedding model.
STANCE_WEIGHT = 0.07  # a clear opinion on the wanted side
WHOLE_STANCE_WEIGHT = 0.08  # the same where no aspect is named: the side is then most of what is asked
WHOLE_OPINION_WEIGHT = 0.03  # any opinion, where no aspect is named
RATING_WEIGHT = 0.05  # a rating a whole scale nearer the wanted end: who gave one star objects more gravely
LAST_WEIGHT = 0.06  # standing at the end, where critics conclude
CUE_WEIGHTS = {"comparison": 0.12}  # a likeness is told by titles and years more than by its subject
WHOLE_CUE_WEIGHT = 0.15  # without an aspect, wording tells an objection from a plot
CUE_WEIGHT = 0.06  # wording of the wanted kind, for every other kind of question
RELEVANCE_WEIGHT = 0.3  # a sentence that surely answers, read together with the question
TERM_WEIGHT = 0.06  # the asked words themselves
QUESTION_PENALTY = 0.04  # a question back answers nothing
REPORT_PENALTY = 0.1  # what others are said to think is not what the reviewer thinks
HOLDER_WEIGHT = 0.15  # naming the third party whose opinion is asked for
ASIDE_PENALTY = 0.02  # words in brackets are beside the point by the writer's own account
SHORT_PENALTY = 0.06  # a few words sit close to every question and say little

_WANTED_END = {"negative": -1, "positive": 1}


def rank(question: Question, base: NDArray[np.floating], evidence: Evidence) -> Scores:
    """Score the sentences (n,) of `evidence` for `question`; higher is better.

    `base` (n,) is the closeness to the question, vector and words fused, about 0..1. The scores keep its
    scale but may leave 0..1.
    """
    scores = np.asarray(base, dtype=np.float32).copy()
    if question.asks_opinion:
        whole = _asks_of_the_whole(question)
        side = _stance_match(question, evidence) * evidence.opinion
        scores += (WHOLE_STANCE_WEIGHT if whole else STANCE_WEIGHT) * side
        scores += WHOLE_OPINION_WEIGHT * whole * evidence.opinion
        if question.stance in _WANTED_END:
            scores += RATING_WEIGHT * _WANTED_END[question.stance] * _rated(evidence)
    if question.kind == "verdict":
        scores += LAST_WEIGHT * _at_the_end(evidence)
    return scores


def with_cues(question: Question, scores: NDArray[np.floating], texts: Sequence[str]) -> Scores:
    """Add what the wording of each sentence announces; `texts[i]` is the sentence that `scores[i]` is for."""
    worded = np.asarray(scores, dtype=np.float32).copy()
    worded += _cue_weight(question) * cue_strengths(question, texts)
    worded -= SHORT_PENALTY * are_short(texts)
    worded -= ASIDE_PENALTY * are_asides(texts)
    if question.holder is not None:
        worded += HOLDER_WEIGHT * speak_of(question.holder, texts)
    elif question.asks_opinion and question.stance != "either":
        worded -= REPORT_PENALTY * report_others(texts)
    worded += TERM_WEIGHT * term_shares(question, texts)
    if question.kind != "fact":
        worded -= QUESTION_PENALTY * ask_back(texts)
    return worded


def with_relevance(scores: NDArray[np.floating], relevance: NDArray[np.floating]) -> Scores:
    """Add what a reranker says: `relevance` (n,) in 0..1 for the sentences that have `scores`.

    A sentence that surely does not answer keeps its score, so that others, unread, do not pass it by.
    """
    return np.asarray(scores + RELEVANCE_WEIGHT * relevance, dtype=np.float32)


def _cue_weight(question: Question) -> float:
    if _asks_of_the_whole(question):
        return WHOLE_CUE_WEIGHT
    return CUE_WEIGHTS.get(question.kind, CUE_WEIGHT)


def _asks_of_the_whole(question: Question) -> bool:
    """Whether an opinion on no aspect in particular is asked for, on one side."""
    return question.kind in ("opinion", "count") and question.aspect is None and question.stance != "either"


def score_share(score: float) -> float:
    """A score of `rank` as a share in 0..1, in the same order: 0.5 becomes 0.63, 1.0 becomes 0.86."""
    return 1.0 - exp(-2.0 * max(0.0, score))


def _stance_match(question: Question, evidence: Evidence) -> Scores:
    """How far each sentence is on the wanted side, -1..1; any clear side where either will do."""
    if question.stance == "negative":
        return -evidence.polarity
    if question.stance == "positive":
        return evidence.polarity
    return np.abs(evidence.polarity)


def _rated(evidence: Evidence) -> Scores:
    """How far each sentence's review is rated above the mean of those rated, -1..1; 0 without a rating.

    So a single review's sentences are left as they are.
    """
    rated = [speaker.rating for speaker in evidence.speakers if speaker.rating is not None]
    mean = sum(rated) / len(rated) if rated else 0.0
    above = [0.0 if speaker.rating is None else speaker.rating - mean for speaker in evidence.speakers]
    return np.array(above, dtype=np.float32)[evidence.review_of]


def _at_the_end(evidence: Evidence) -> Scores:
    """1 for the last tenth of each review's sentences, else 0."""
    last = np.zeros(len(evidence.speakers), dtype=np.float32)
    np.maximum.at(last, evidence.review_of, evidence.ordinals.astype(np.float32))
    return (evidence.ordinals > 0.9 * last[evidence.review_of]).astype(np.float32)
