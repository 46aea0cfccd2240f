"""Numbers that others published, and our own earlier baselines, each with where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.evaluation.datasets.protocols.answer_spans import Task
from qa.evaluation.datasets.results import Origin

__all__ = [
    "ANSWERABLE_REVIEWS",
    "ANSWER_SPANS",
    "EVIDENCE",
    "REVIEW_EVIDENCE",
    "WHOLE_REVIEWS",
    "KnownResult",
]

# The vectors of the plots in the chapter's notebook, as its text gives only one of the numbers.
BOOK = "Tunstall et al., NLP with Transformers, 2022, ch. 7, SubjQA electronics test"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownResult:
    """A system's measures, in 0..1, in the order of the table they belong to; `questions` if known."""

    system: str
    origin: Origin
    source: str
    questions: int | None
    values: tuple[float, ...]


# Recall at 1, 3, 5 and 10 of reviews within the item; queries without an answer count as found.
WHOLE_REVIEWS = (
    KnownResult(
        system="BM25 of Elasticsearch",
        origin="published",
        source=BOOK,
        questions=330,
        values=(0.891, 0.955, 0.982, 0.991),
    ),
    KnownResult(
        system="DPR",
        origin="published",
        source=BOOK,
        questions=330,
        values=(0.830, 0.955, 0.979, 0.991),
    ),
)

# The same without those queries, from a run of BM25 for this project; over all of them it had .891, .961,
# .982 and .991.
ANSWERABLE_REVIEWS = KnownResult(
    system="BM25, independent run",
    origin="baseline",
    source="SubjQA electronics test",
    questions=151,
    values=(0.762, 0.914, 0.960, 0.980),
)

# Recall at 1, 3, 5 and 10, and MRR@10: means over six domains. The chunks were of 3 sentences.
ANSWER_SPANS: Mapping[Task, KnownResult] = {
    ("sentence", "review"): KnownResult(
        system="BM25, stop words out, stemmed",
        origin="baseline",
        source="SubjQA test",
        questions=1_465,
        values=(0.511, 0.781, 0.875, 0.952, 0.663),
    ),
    ("sentence", "item"): KnownResult(
        system="BM25, stop words out, stemmed",
        origin="baseline",
        source="SubjQA test",
        questions=1_465,
        values=(0.246, 0.450, 0.551, 0.677, 0.374),
    ),
    ("chunk", "item"): KnownResult(
        system="BM25, stop words out, stemmed, chunks of 3 sentences",
        origin="baseline",
        source="SubjQA test",
        questions=1_465,
        values=(0.312, 0.507, 0.610, 0.729, 0.436),
    ),
}

# P@1, MRR and nDCG@5 of all candidates, and of those from reviews.
EVIDENCE = KnownResult(
    system="BM25, stop words out, stemmed",
    origin="baseline",
    source="ePQA dev, 10 candidates each",
    questions=805,
    values=(0.641, 0.783, 0.827),
)
REVIEW_EVIDENCE = KnownResult(
    system="BM25, stop words out, stemmed",
    origin="baseline",
    source="ePQA dev, candidates from reviews",
    questions=553,
    values=(0.736, 0.850, 0.899),
)
