from collections.abc import Callable
from pathlib import Path

import pytest

from qa.evaluation.datasets.rankers import ranker_named
from qa.evaluation.datasets.reports.subjqa import report_subjqa
from qa.evaluation.datasets.results import DatasetReport, ResultRow, ResultTable
from tests.qa.conftest import BagOfWords
from tests.qa.evaluation.datasets.writing import annotation, write_subjqa

ROWS = [
    annotation("Is the lid loose?", "It boils. A loose lid.", "loose lid"),
    annotation("Is it red?", "Crimson."),
]


def report(folder: Path, split: str, ranker: str = "bm25") -> DatasetReport:
    return report_subjqa(folder, split, ranker_named(ranker, BagOfWords()), lambda _: None)


def labels(table: ResultTable) -> list[str]:
    return [row.label for row in table.rows]


def row_of(table: ResultTable, label: str) -> ResultRow:
    return next(row for row in table.rows if row.label == label)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_subjqa(tmp_path / "electronics.test.csv", ROWS)
    write_subjqa(tmp_path / "grocery.test.csv", ROWS)
    return tmp_path


def test_the_headline_is_the_sentence_within_the_item(folder: Path) -> None:
    headline = report(folder, "test").tables[0]
    assert headline.title == "Fair protocol: sentence within the item"
    assert labels(headline)[:4] == [
        "bm25, electronics",
        "bm25, grocery",
        "bm25, mean over domains",
        "chance",
    ]


def test_all_queries_and_answerable_ones_are_both_shown(folder: Path) -> None:
    tables = {table.title: table for table in report(folder, "test").tables}
    everything = next(table for title, table in tables.items() if "all queries" in title)
    answerable = next(table for title, table in tables.items() if "answerable queries only" in title)
    assert row_of(everything, "bm25 as published, grocery").values[:2] == (2, 1.0)
    assert row_of(answerable, "bm25 as published, grocery").values[:2] == (1, 1.0)


def test_published_numbers_stand_beside_the_test_file_they_are_of(folder: Path) -> None:
    origins = [row.origin for table in report(folder, "test").tables for row in table.rows]
    assert origins.count("published") == 2


def test_published_numbers_are_not_set_beside_another_split(tmp_path: Path) -> None:
    write_subjqa(tmp_path / "electronics.dev.csv", ROWS)
    origins = [row.origin for table in report(tmp_path, "dev").tables for row in table.rows]
    assert "published" not in origins


def test_the_published_bm25_is_shown_beside_another_ranker(folder: Path) -> None:
    table = next(t for t in report(folder, "test", "pullquote").tables if "all queries" in t.title)
    assert {"bm25 as published, grocery", "pullquote, grocery", "chance, grocery"} <= set(labels(table))


def test_what_was_stripped_and_not_located_is_counted(tmp_path: Path) -> None:
    write_subjqa(tmp_path / "books.dev.csv", [*ROWS, annotation("Why?", "Hm.", "not there")])
    counts = report(tmp_path, "dev").tables[-1]
    assert counts.columns == (
        "questions",
        "answerable",
        "answers not located",
        "reviews",
        "stripped",
        "indexed",
    )
    assert row_of(counts, "books").values == (3, 1, 1, 3, 3, 3)


def test_splits_missing_from_the_statistics_are_told(folder: Path) -> None:
    write_subjqa(folder / "grocery.train.csv", ROWS)
    notes = report(folder, "test").notes
    assert any(note.startswith("electronics: train and dev not in the folder") for note in notes)
    assert any(note.startswith("grocery: dev not in the folder") for note in notes)


def test_each_domain_is_told_before_it_is_ranked(folder: Path) -> None:
    told: list[str] = []
    tell: Callable[[str], None] = told.append
    report_subjqa(folder, "test", ranker_named("bm25", BagOfWords()), tell)
    assert told == ["SubjQA, electronics", "SubjQA, grocery"]
