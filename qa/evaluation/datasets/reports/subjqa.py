"""SubjQA: the fair protocol first, then the published one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.evaluation.datasets.analyzers import STANDARD
from qa.evaluation.datasets.measures import Measures
from qa.evaluation.datasets.protocols.answer_spans import (
    SpanFinding,
    Task,
    macro_over,
    rank_spans,
)
from qa.evaluation.datasets.protocols.whole_reviews import WholeReviewFinding, rank_whole_reviews
from qa.evaluation.datasets.published import ANSWER_SPANS, ANSWERABLE_REVIEWS, WHOLE_REVIEWS
from qa.evaluation.datasets.rankers import Bm25Ranker, Ranker
from qa.evaluation.datasets.reports.rows import (
    RANKING_COLUMNS,
    RECALL_COLUMNS,
    chance_row,
    known_row,
    measured_row,
    recall_row,
)
from qa.evaluation.datasets.results import DatasetReport, ResultRow, ResultTable
from qa.evaluation.datasets.subjqa import Corpus, corpus_of, read_subjqa
from qa.evaluation.datasets.subjqa_files import SPLITS, find_domains, find_splits, split_named

__all__ = ["report_subjqa"]

_TASKS: tuple[Task, ...] = (
    ("sentence", "item"),  # the headline first
    ("sentence", "review"),
    ("chunk", "item"),
    ("chunk", "review"),
)
_FLATTERING = (
    "Published protocol: a query without an answer counts as found, which raises every number of the first "
    "table; the second leaves these queries out."
)
_ONE_REVIEW = (
    "Fair protocol: answerable by any annotator; a unit is right if it holds half of an answer, counted in "
    "letters and digits; ties count as the mean over their orders. Annotators read one review, so that "
    "answers in other reviews of the item count as wrong."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Domain:
    corpus: Corpus
    spans: SpanFinding
    whole: tuple[WholeReviewFinding, ...]
    splits: tuple[str, ...]


def report_subjqa(folder: Path, split: str, ranker: Ranker, tell: Callable[[str], None]) -> DatasetReport:
    """Rank every domain that has this split, by both protocols; `tell` hears which domain is next.

    Raises: UnreadableSource for a folder without such files, or a bad one.
    """
    split = split_named(split)
    domains = [_read(folder, name, split, ranker, tell) for name in find_domains(folder, split)]
    return DatasetReport(
        dataset="subjqa",
        split=split,
        ranker=ranker.name,
        tables=(*_span_tables(domains, ranker.name), *_whole_tables(domains, split), _counts(domains)),
        notes=(_ONE_REVIEW, _FLATTERING, *_missing(domains)),
    )


def _read(folder: Path, name: str, split: str, ranker: Ranker, tell: Callable[[str], None]) -> _Domain:
    tell(f"SubjQA, {name}")
    rows = {key: read_subjqa(path) for key, path in find_splits(folder, name).items()}
    others = [row for key in rows if key != split for row in rows[key]]
    corpus = corpus_of(name, rows[split])
    # The published protocol always has the BM25 that was published, and what the user chose beside it.
    rankers = [
        Bm25Ranker(STANDARD, name="bm25 as published"),
        *([] if isinstance(ranker, Bm25Ranker) else [ranker]),
    ]
    return _Domain(
        corpus=corpus,
        spans=rank_spans(corpus, ranker),
        whole=tuple(rank_whole_reviews(rows[split], others, one) for one in rankers),
        splits=tuple(rows),
    )


def _span_tables(domains: Sequence[_Domain], ranker: str) -> Iterator[ResultTable]:
    means = macro_over(domain.spans for domain in domains)
    for task in filter(means.__contains__, _TASKS):
        yield ResultTable(
            title=f"Fair protocol: {task[0]} within the {task[1]}",
            columns=RANKING_COLUMNS,
            rows=tuple(_span_rows(domains, task, means, ranker)),
        )


def _span_rows(
    domains: Sequence[_Domain], task: Task, means: Mapping[Task, Measures], ranker: str
) -> Iterator[ResultRow]:
    for domain in domains:
        if task in domain.spans.measures:
            yield measured_row(f"{ranker}, {domain.corpus.domain}", domain.spans.measures[task])
    yield measured_row(f"{ranker}, mean over domains", means[task])
    yield chance_row(means[task])
    if task in ANSWER_SPANS:
        yield known_row(ANSWER_SPANS[task])


def _whole_tables(domains: Sequence[_Domain], split: str) -> Iterator[ResultTable]:
    known = split == "test" and any(domain.corpus.domain == "electronics" for domain in domains)
    yield ResultTable(
        title="Published protocol: review within the item, all queries (unanswerable ones count as found)",
        columns=RECALL_COLUMNS,
        rows=(*_all_rows(domains), *(known_row(one) for one in WHOLE_REVIEWS if known)),
    )
    yield ResultTable(
        title="Published protocol: review within the item, answerable queries only",
        columns=RECALL_COLUMNS,
        rows=(*_answerable_rows(domains), *([known_row(ANSWERABLE_REVIEWS)] if known else [])),
    )


def _all_rows(domains: Sequence[_Domain]) -> Iterator[ResultRow]:
    for domain in domains:
        for found in domain.whole:
            yield recall_row(f"{found.ranker}, {domain.corpus.domain}", found.queries, found.recall)
        first = domain.whole[0]
        yield recall_row(f"chance, {domain.corpus.domain}", first.queries, first.chance, chance=True)


def _answerable_rows(domains: Sequence[_Domain]) -> Iterator[ResultRow]:
    for domain in domains:
        for found in domain.whole:
            if (some := found.answerable) is not None:
                yield recall_row(f"{found.ranker}, {domain.corpus.domain}", some.questions, some.recall)
        if (some := domain.whole[0].answerable) is not None:
            yield recall_row(f"chance, {domain.corpus.domain}", some.questions, some.chance, chance=True)


def _counts(domains: Sequence[_Domain]) -> ResultTable:
    return ResultTable(
        title="What was read",
        columns=("questions", "answerable", "answers not located", "reviews", "stripped", "indexed"),
        rows=tuple(
            ResultRow(
                label=domain.corpus.domain,
                origin="measured",
                values=(
                    domain.corpus.asked,
                    len(domain.corpus.questions),
                    domain.corpus.unlocated,
                    len(domain.corpus.reviews),
                    domain.corpus.stripped,
                    domain.whole[0].indexed,
                ),
            )
            for domain in domains
        ),
    )


def _missing(domains: Sequence[_Domain]) -> Iterator[str]:
    for domain in domains:
        if missing := [split for split in SPLITS if split not in domain.splits]:
            yield (
                f"{domain.corpus.domain}: {' and '.join(missing)} not in the folder, so that words are "
                f"counted in {' and '.join(domain.splits)} only; the published index held all three splits."
            )
