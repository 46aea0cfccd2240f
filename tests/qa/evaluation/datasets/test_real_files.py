"""The files as they are published, where a developer has them; expected values are of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.evaluation.datasets.analyzers import STANDARD
from qa.evaluation.datasets.hetpqa import find_hetpqa, read_hetpqa
from qa.evaluation.datasets.protocols.graded_evidence import rank_evidence
from qa.evaluation.datasets.protocols.story_sentences import rank_stories
from qa.evaluation.datasets.protocols.whole_reviews import rank_whole_reviews
from qa.evaluation.datasets.rankers import Bm25Ranker
from qa.evaluation.datasets.rc2 import find_rc2, read_rc2
from qa.evaluation.datasets.subjqa import load_corpus, read_subjqa
from tests.qa.evaluation.datasets.writing import DATA


def folder(name: str, file: str) -> Path:
    if not (DATA / name / file).exists():
        pytest.skip(f"{file} of {name} is not in ../shared/data")
    return DATA / name


def test_bm25_is_that_of_a_second_program_on_electronics() -> None:
    # Written apart, with the word breaks of the package `regex` and BM25 as plain loops.
    data = folder("subjqa", "electronics.train.csv")
    dev, train = (read_subjqa(data / f"electronics.{split}.csv") for split in ("dev", "train"))
    found = rank_whole_reviews(dev, train, Bm25Ranker(STANDARD))
    assert (found.indexed, found.queries, found.reviews) == (1270, 246, 252)
    assert list(found.recall.values()) == pytest.approx([0.8293, 0.9187, 0.9268, 0.9309], abs=1e-4)
    assert found.answerable is not None
    assert found.answerable.questions == 95
    assert list(found.answerable.recall.values()) == pytest.approx([0.5579, 0.7895, 0.8105, 0.8211], abs=1e-4)


def test_every_review_of_movies_ends_in_the_stray_mark() -> None:
    corpus = load_corpus(folder("subjqa", "movies.dev.csv"), "movies", "dev")
    assert corpus.stripped == len(corpus.reviews) == 259
    assert (corpus.asked, len(corpus.questions), corpus.unlocated) == (261, 99, 2)


def test_shared_words_beat_chance_on_hetpqa() -> None:
    data = folder("hetpqa", "hetPQA_evidence_ranking_dev.csv")
    questions = read_hetpqa(find_hetpqa(data, "dev"))
    found = rank_evidence(questions, Bm25Ranker())
    assert found is not None
    assert (len(questions), found.questions) == (509, 386)
    assert found.precision > 1.5 * found.chance


def test_every_answer_of_rc2_is_located() -> None:
    files = find_rc2(folder("rc2", "laptop/dev.json"), "dev")
    found = {domain: rank_stories(read_rc2(path), Bm25Ranker()) for domain, path in files.items()}
    assert {domain: (one.turns, one.unknown, one.unlocated) for domain, one in found.items()} == {
        "laptop": (332, 82, 0),
        "restaurant": (281, 65, 0),
    }
