"""How often the sentence, or the passage, that answers a question of SubjQA is found, and what decides it.

    .venv/bin/python tests/benchmarks/subjqa.py ../shared/data/subjqa [--split dev] [--own] [--models FOLDER]

Prints Markdown tables, macro averages over the domains. A unit is right when it holds half of an annotated
answer. `review` ranks the units of the answering review, `item` those of all reviews of its item, `domain`
all there are. `--own` also embeds every passage by itself, which takes some minutes more.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from qa.evaluation.datasets.subjqa import Corpus, SubjectiveQuestion, load_corpus
from qa.evaluation.datasets.subjqa_files import find_domains
from qa.ingest.chunking import chunk_sentences
from qa.models import Chunk, Sentence, Vectors
from qa.ports import Embedder
from qa.retrieval.fusion import LEXICAL_WEIGHT, fuse
from qa.terms import query_terms
from vectorstore.embedding import open_embedder

Scores = NDArray[np.floating]
Ranking = Callable[["Task"], Scores]
Packing = Callable[[str, Sequence[Sentence]], Sequence[Chunk]]

WEIGHTS = (0.05, 0.1, 0.15, 0.2, LEXICAL_WEIGHT, 0.3, 0.5)
ANSWER_WEIGHT = 0.5  # of an expected answer. Source: hypothetical document embeddings, arXiv 2212.10496
RANK_OFFSET = 60  # of reciprocal rank fusion. Source: Cormack, Clarke and Buettcher (2009)
READ_CHARS = (600, 1500)  # what a reader takes in: a screen of a phone, a page
CANDIDATES = (50, 100, 200)  # chunks asked of the vector index


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """A question and every sentence of its item: arrays have one entry for each."""

    question: SubjectiveQuestion
    rows: NDArray[np.intp]
    in_review: NDArray[np.bool_]
    right: NDArray[np.bool_]
    vector: Vectors
    expected: Vectors  # the question's vector moved towards its expected answer
    vectors: Vectors
    lexical: Scores  # BM25 with the domain's statistics, as a share of the best of the item
    lexical_here: Scores  # the same with the item's own statistics

    @property
    def cosine(self) -> Scores:
        return self.vectors @ self.vector


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Domain:
    """A corpus with its vectors and its tasks."""

    corpus: Corpus
    vectors: Vectors
    tasks: list[Task]


class FullText:
    """BM25 of SQLite's FTS5, tokenised as the store does."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            'CREATE VIRTUAL TABLE s USING fts5(body, tokenize = "porter unicode61 remove_diacritics 2")'
        )
        self._connection.executemany("INSERT INTO s (rowid, body) VALUES (?, ?)", enumerate(texts))

    def scores(self, terms: Sequence[str]) -> Scores:
        scores = np.zeros(self._size)
        if terms:
            match = " OR ".join(f'"{term}"' for term in terms)
            for row, score in self._connection.execute(
                "SELECT rowid, bm25(s) FROM s WHERE s MATCH ?", (match,)
            ):
                scores[row] = max(-score, 0.0)
        return scores


def read_domain(corpus: Corpus, embedder: Embedder) -> Domain:
    texts = corpus.sentence_texts()
    vectors = np.asarray(embedder.embed_documents(texts), dtype=np.float32)
    full_text = FullText(texts)
    tasks = [_task(corpus, q, texts, vectors, full_text, embedder) for q in corpus.questions]
    return Domain(corpus=corpus, vectors=vectors, tasks=tasks)


def _task(
    corpus: Corpus,
    question: SubjectiveQuestion,
    texts: Sequence[str],
    vectors: Vectors,
    full_text: FullText,
    embedder: Embedder,
) -> Task:
    units = [
        (corpus.reviews[i].first_row + s.ordinal, i, s.start, s.end)
        for i in corpus.scope(question)
        for s in corpus.reviews[i].sentences
    ]
    rows = np.array([row for row, *_ in units])
    terms = query_terms(question.text)
    vector = np.asarray(embedder.embed_query(question.text), dtype=np.float32)
    answer = f"The {' '.join(terms)} is great." if terms else question.text
    return Task(
        question=question,
        rows=rows,
        in_review=np.array([review == question.review for _, review, _, _ in units]),
        right=np.array([answers(corpus, question, review, start, end) for _, review, start, end in units]),
        vector=vector,
        expected=unit(vector + ANSWER_WEIGHT * np.asarray(embedder.embed_query(answer))),
        vectors=vectors[rows],
        lexical=share(full_text.scores(terms)[rows]),
        lexical_here=share(FullText([texts[row] for row in rows]).scores(terms)),
    )


def unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.linalg.norm(vector))


def answers(corpus: Corpus, question: SubjectiveQuestion, review: int, start: int, end: int) -> bool:
    """Whether this stretch of this review answers the question."""
    return review == question.review and any(
        corpus.reviews[review].covers(start, end, span) for span in question.spans
    )


def share(scores: Scores) -> Scores:
    return np.asarray(scores / max(scores.max(initial=0.0), 1e-9))


def rank_of(scores: Scores, right: NDArray[np.bool_]) -> float:
    """The rank of the best right unit, ties read as badly as they may fall; infinite if there is none."""
    if not right.any():
        return float("inf")
    return float(np.sum(~right & (scores >= scores[right].max()))) + 1.0


def ranking_measures(ranks: Sequence[float]) -> list[float]:
    """Recall at 1, 3 and 5, and the mean reciprocal rank down to 10."""
    places = np.array(ranks)
    return [float(np.mean(places <= k)) for k in (1, 3, 5)] + [float(np.mean((places <= 10) / places))]


def sentence_rankings() -> dict[str, Ranking]:
    rankings: dict[str, Ranking] = {
        "BM25": lambda t: t.lexical,
        "cosine": lambda t: t.cosine,
        "the project's (`fuse`)": lambda t: fuse(t.cosine, t.lexical),
    }
    for weight in WEIGHTS:
        rankings[f"cosine + {weight} BM25"] = partial(weighted, weight=weight)
    return rankings | {
        "`fuse`, BM25 of the item's own statistics": lambda t: fuse(t.cosine, t.lexical_here),
        "reciprocal rank fusion": lambda t: 1 / (RANK_OFFSET + places(t.cosine)) + by_words(t.lexical),
        "`fuse`, question moved towards its expected answer": lambda t: fuse(
            t.vectors @ t.expected, t.lexical
        ),
        "`fuse` + 0.1 cosine of both neighbours": lambda t: fuse(t.cosine, t.lexical) + 0.1 * neighbours(t),
        "`fuse` + 0.3 cosine of both neighbours": lambda t: fuse(t.cosine, t.lexical) + 0.3 * neighbours(t),
        "`fuse`, question moved towards its 3 best": feedback,
    }


def weighted(task: Task, weight: float) -> Scores:
    return np.asarray(task.cosine + weight * task.lexical)


def places(scores: Scores) -> Scores:
    return np.argsort(np.argsort(-scores, kind="stable"), kind="stable") + 1.0


def by_words(lexical: Scores) -> Scores:
    return np.asarray((lexical > 0) / (RANK_OFFSET + places(lexical)))


def neighbours(task: Task) -> Scores:
    """The mean cosine of the sentences before and after, across reviews where one ends."""
    cosine = task.cosine
    return np.asarray((np.r_[cosine[:1], cosine[:-1]] + np.r_[cosine[1:], cosine[-1:]]) / 2)


def feedback(task: Task) -> Scores:
    best = np.argsort(-fuse(task.cosine, task.lexical))[:3]
    moved = task.vector + 0.2 * task.vectors[best].mean(axis=0)
    return fuse(task.vectors @ (moved / np.linalg.norm(moved)), task.lexical)


def sentence_table(domains: Sequence[Domain]) -> Iterator[str]:
    yield "| ranking of sentences | item R@1 | R@3 | R@5 | MRR | review R@1 | R@3 | R@5 | MRR |"
    yield "|---" * 9 + "|"
    for name, ranking in sentence_rankings().items():
        item, review = [], []
        for domain in domains:
            scored = [(task, ranking(task)) for task in domain.tasks]
            item.append(ranking_measures([rank_of(s, t.right) for t, s in scored]))
            here = [rank_of(s[t.in_review], t.right[t.in_review]) for t, s in scored]
            review.append(ranking_measures(here))
        yield _row(name, [*np.mean(item, axis=0), *np.mean(review, axis=0)])


def domain_table(domains: Sequence[Domain]) -> Iterator[str]:
    yield "| domain, `fuse` in the item | questions | answers not located | R@1 | R@3 | R@5 | MRR |"
    yield "|---" * 7 + "|"
    for domain in domains:
        ranks = [rank_of(fuse(task.cosine, task.lexical), task.right) for task in domain.tasks]
        counts = f"{domain.corpus.domain} | {len(ranks)} | {domain.corpus.unlocated}"
        yield _row(counts, ranking_measures(ranks))


def packings() -> dict[str, Packing]:
    counted = {f"{n} sentences": lambda _, s, n=n: by_count(s, n) for n in (1, 2, 3, 4, 6)}
    return {"the project's (`chunk_sentences`)": chunk_sentences, **counted}


def by_count(sentences: Sequence[Sentence], size: int) -> list[Chunk]:
    groups = [sentences[i : i + size] for i in range(0, len(sentences), size)]
    return [
        Chunk(ordinal=n, start=g[0].start, end=g[-1].end, first=g[0].ordinal, last=g[-1].ordinal)
        for n, g in enumerate(groups)
    ]


def passage_table(domains: Sequence[Domain], own: Embedder | None) -> Iterator[str]:
    read = " | ".join(f"in {chars} characters read" for chars in READ_CHARS)
    found = " | ".join(f"in {n} of the domain" for n in CANDIDATES)
    yield f"| passages | by | mean length | item R@1 | R@3 | R@5 | MRR | {read} | {found} |"
    yield "|---" * (7 + len(READ_CHARS) + len(CANDIDATES)) + "|"
    for name, packing in packings().items():
        measured = [_measure_passages(domain, packing, own) for domain in domains]
        for way in measured[0]:
            length, *rest = np.mean([m[way] for m in measured], axis=0)
            yield _row(f"{name} | {way} | {length:.0f}", rest)


def _measure_passages(domain: Domain, packing: Packing, own: Embedder | None) -> dict[str, list[float]]:
    reviews = domain.corpus.reviews
    chunks = [(i, chunk) for i, r in enumerate(reviews) for chunk in packing(r.text, r.sentences)]
    rows = [slice(reviews[i].first_row + c.first, reviews[i].first_row + c.last + 1) for i, c in chunks]
    lengths = np.array([c.end - c.start for _, c in chunks])
    means = np.array([domain.vectors[r].mean(axis=0) for r in rows])
    ways = {"mean of its sentences' vectors": means / np.linalg.norm(means, axis=1, keepdims=True)}
    if own is not None:
        texts = [reviews[i].text[c.start : c.end] for i, c in chunks]
        ways["its own vector"] = np.asarray(own.embed_documents(texts), dtype=np.float32)
    results: dict[str, list[list[float]]] = {}
    for task in domain.tasks:
        right = np.array([answers(domain.corpus, task.question, i, c.start, c.end) for i, c in chunks])
        scope = np.isin([i for i, _ in chunks], domain.corpus.scope(task.question))
        scores = {way: vectors @ task.vector for way, vectors in ways.items()}
        fused = np.full(len(domain.vectors), -np.inf)
        fused[task.rows] = fuse(task.cosine, task.lexical)
        scores["its best sentence"] = np.array([fused[r].max() for r in rows])
        for way, values in scores.items():
            results.setdefault(way, []).append(_passage_ranks(values, right, scope, lengths))
    return {way: [float(lengths.mean()), *_passage_measures(rows_)] for way, rows_ in results.items()}


def _passage_ranks(
    scores: Scores, right: NDArray[np.bool_], scope: NDArray[np.bool_], lengths: NDArray[np.intp]
) -> list[float]:
    """Rank in the item, characters read up to the answer, rank in the domain (none where unscored)."""
    values, hits = scores[scope], right[scope]
    order = np.argsort(-values, kind="stable")
    read = np.cumsum(lengths[scope][order])[hits[order]]
    everywhere = rank_of(scores, right) if np.isfinite(scores).all() else float("nan")
    return [rank_of(values, hits), float(read[0]) if len(read) else float("inf"), everywhere]


def _passage_measures(rows: Sequence[Sequence[float]]) -> list[float]:
    ranks, read, everywhere = np.array(rows).T
    measured = ranking_measures(list(ranks)) + [float(np.mean(read <= chars)) for chars in READ_CHARS]
    unscored = bool(np.isnan(everywhere).any())
    return measured + [float("nan") if unscored else float(np.mean(everywhere <= n)) for n in CANDIDATES]


def _row(name: str, values: Sequence[float]) -> str:
    cells = ("" if np.isnan(value) else f"{value:.3f}".removeprefix("0") for value in values)
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "folder", type=Path, help="the folder of SubjQA's CSV files, named <domain>.<split>.csv"
    )
    parser.add_argument("--split", default="dev")
    parser.add_argument("--own", action="store_true", help="embed every passage by itself, too")
    parser.add_argument("--models", type=Path, default=user_cache_path("pullquote") / "models")
    options = parser.parse_args()
    embedder = open_embedder("default", options.models)
    names = find_domains(options.folder, options.split)
    domains = [read_domain(load_corpus(options.folder, name, options.split), embedder) for name in names]
    for table in (
        sentence_table(domains),
        domain_table(domains),
        passage_table(domains, embedder if options.own else None),
    ):
        print("\n".join(table), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
