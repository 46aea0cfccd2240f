"""Measures of a ranked list, as pure functions. Ranks count from 1; what is not found has no rank (None)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import comb, log2

__all__ = [
    "average_precision",
    "chance_of_hit",
    "hit",
    "id_precision",
    "id_recall",
    "ndcg",
    "reciprocal_rank",
]


def hit(relevant: Sequence[bool], k: int) -> float:
    """1.0 where one of the first `k` is relevant, else 0.0; its mean over questions is recall@k (success@k).

    Source: Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 2008, chapter 8.
    """
    return float(any(relevant[:k]))


def chance_of_hit(units: int, relevant: int, k: int) -> float | None:
    """How often `k` of `units` drawn at random hold one of the `relevant`: 1 - C(n-m, k) / C(n, k).

    None where there is nothing to draw from. Source: the hypergeometric distribution.
    """
    if units < 1:
        return None
    drawn = min(k, units)
    return 1.0 - comb(units - relevant, drawn) / comb(units, drawn)


def reciprocal_rank(relevant: Sequence[bool], k: int | None = None) -> float:
    """1 / rank of the first relevant of the first `k`, 0.0 where there is none; its mean is MRR.

    Source: Voorhees, "The TREC-8 Question Answering Track Report", 1999.
    """
    return next((1.0 / rank for rank, yes in enumerate(relevant[:k], start=1) if yes), 0.0)


def ndcg(gains: Sequence[float], ideal: Sequence[float], k: int) -> float | None:
    """Discounted gain of the first `k`, over that of the best order of `ideal`, in 0..1.

    `gains` are those of the ranking in its order, `ideal` all there are to be had; the gain of a label l is
    2^l - 1 where labels are graded, and 1 where they are not. None where there is nothing to gain.

    Source: Jarvelin and Kekalainen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002.
    """
    best = _discounted(sorted(ideal, reverse=True)[:k])
    return _discounted(gains[:k]) / best if best > 0 else None


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def average_precision(relevant: Sequence[bool]) -> float:
    """The mean over the relevant found of the precision down to each: sum(P@k v_k) / sum(v_k); 0.0 for none.

    The context precision of ragas. Source: Es et al., "RAGAS", EACL 2024; its documentation for the formula.
    """
    found, total = 0, 0.0
    for rank, yes in enumerate(relevant, start=1):
        if yes:
            found += 1
            total += found / rank
    return total / found if found else 0.0


def id_recall(retrieved: Collection[str], reference: Collection[str]) -> float | None:
    """The share of the reference ids that were retrieved; None where there is no reference.

    The ID-based context recall of ragas.
    """
    wanted = set(reference)
    return len(wanted & set(retrieved)) / len(wanted) if wanted else None


def id_precision(retrieved: Collection[str], reference: Collection[str]) -> float | None:
    """The share of the retrieved ids that are in the reference; None where nothing was retrieved.

    The ID-based context precision of ragas.
    """
    given = set(retrieved)
    return len(given & set(reference)) / len(given) if given else None
