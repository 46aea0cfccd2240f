"""SubjQA as *NLP with Transformers* measured it: which of an item's reviews holds an answer.

A query is found at k if one of its answers, in lower case, is contained in one of the first k reviews. Where
no annotator answered it counts as found, so that the share over all queries flatters every ranker: the share
over the answerable queries is given beside it.

Source: Tunstall, von Werra and Wolf, *Natural Language Processing with Transformers*, 2022, chapter 7;
`EvalDocuments` of Haystack 0.9 with `open_domain=True`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.datasets.measures import CUTOFFS, Measures, measure
from qa.evaluation.datasets.placing import Placing, place
from qa.evaluation.datasets.rankers import Ranker, Ranking
from qa.evaluation.datasets.subjqa import SubjqaRow
from qa.evaluation.datasets.subjqa_labels import AggregatedQuery, aggregated_queries

__all__ = ["WholeReviewFinding", "rank_whole_reviews"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeReviewFinding:
    """`recall[k]` is over all queries, where those without an answer count as found, and `chance[k]` as well.

    `answerable` leaves them out, and is None where no query has an answer. `indexed` counts the reviews in
    the statistics of words, `reviews` those that are ranked.
    """

    ranker: str
    queries: int
    reviews: int
    indexed: int
    recall: Mapping[int, float]
    chance: Mapping[int, float]
    answerable: Measures | None


def rank_whole_reviews(
    rows: Sequence[SubjqaRow], others: Iterable[SubjqaRow], ranker: Ranker
) -> WholeReviewFinding:
    """Rank the reviews of the item for every query of a split's `rows`.

    `others` are the rows of the domain's other splits, whose reviews are indexed and never returned. Reviews
    are told apart by their text, and among equal scores the one that comes first in the file is taken.
    """
    reviews = tuple(dict.fromkeys((row.item_id, row.review) for row in rows))
    texts = [text for _, text in reviews]
    background = tuple(dict.fromkeys(row.review for row in others).keys() - set(texts))
    ranking = ranker.over(texts, sorted(background))
    of_item: dict[str, list[int]] = {}
    for row, (item, _) in enumerate(reviews):
        of_item.setdefault(item, []).append(row)
    queries = aggregated_queries(rows)
    found = [_placed(query, ranking, texts, of_item[query.item_id]) for query in queries if query.answers]
    answerable = measure(found)
    free = len(queries) - len(found)
    return WholeReviewFinding(
        ranker=ranker.name,
        queries=len(queries),
        reviews=len(reviews),
        indexed=len(texts) + len(background),
        recall=_diluted(answerable.recall if answerable else {}, len(found), free),
        chance=_diluted(answerable.chance if answerable else {}, len(found), free),
        answerable=answerable,
    )


def _diluted(shares: Mapping[int, float], queries: int, free: int) -> dict[int, float]:
    """The shares of some queries over these and as many others that count as found whatever is returned."""
    return {k: (shares.get(k, 0.0) * queries + free) / (queries + free) for k in CUTOFFS}


def _placed(query: AggregatedQuery, ranking: Ranking, texts: Sequence[str], rows: list[int]) -> Placing:
    """Where the reviews of the item that hold an answer come; no two reviews share a place."""
    scores = ranking.scores(query.question, np.array(rows, dtype=np.intp))
    order = np.argsort(-scores, kind="stable")
    answers = [answer.lower() for answer in query.answers]
    right = [any(answer in texts[rows[i]].lower() for answer in answers) for i in order]
    return place(-np.arange(len(rows), dtype=np.float64), np.array(right, dtype=np.bool_))
