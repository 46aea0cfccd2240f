"""SubjQA's labels as *NLP with Transformers* used them: one query for each question text and item.

Source: the loader `subjqa` of Hugging Face datasets 1.11 (answerable by the first annotator, answers of all)
and `get_all_labels_aggregated` of Haystack 0.9 (joined by question text and item).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.evaluation.datasets.subjqa import NO_ANSWER, SubjqaRow

__all__ = ["AggregatedQuery", "aggregated_queries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregatedQuery:
    """A question about an item; `answers`, as annotators gave them, are of any of its reviews, or none."""

    question: str
    item_id: str
    answers: tuple[str, ...]


def aggregated_queries(rows: Iterable[SubjqaRow]) -> tuple[AggregatedQuery, ...]:
    """The queries of a split, in order of their first rows.

    A question about a review has answers only if its first annotator found one. Of several questions with
    the same text about the same item, the answers are joined: the query has none only if none of them has.
    """
    asked: dict[str, list[SubjqaRow]] = {}
    for row in rows:
        asked.setdefault(row.question_id, []).append(row)
    answers: dict[tuple[str, str], list[str]] = {}
    for given in asked.values():
        first = given[0]
        answers.setdefault((first.question, first.item_id), []).extend(_answers(given))
    return tuple(
        AggregatedQuery(question=question, item_id=item, answers=tuple(found))
        for (question, item), found in answers.items()
    )


def _answers(given: list[SubjqaRow]) -> list[str]:
    if given[0].answer == NO_ANSWER:
        return []
    return [words for row in given if row.answer != NO_ANSWER and (words := row.answer.strip())]
