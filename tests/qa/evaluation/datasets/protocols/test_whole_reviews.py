from pathlib import Path

import pytest

from qa.evaluation.datasets.analyzers import STANDARD
from qa.evaluation.datasets.protocols.whole_reviews import WholeReviewFinding, rank_whole_reviews
from qa.evaluation.datasets.rankers import Bm25Ranker
from qa.evaluation.datasets.subjqa import read_subjqa
from tests.qa.evaluation.datasets.writing import annotation, write_subjqa


def found(
    tmp_path: Path, rows: list[dict[str, str]], others: list[dict[str, str]] | None = None
) -> WholeReviewFinding:
    return rank_whole_reviews(
        read_subjqa(write_subjqa(tmp_path / "test.csv", rows)),
        read_subjqa(write_subjqa(tmp_path / "train.csv", others)) if others else [],
        Bm25Ranker(STANDARD),
    )


def test_a_query_without_an_answer_counts_as_found_and_is_left_out_beside_it(tmp_path: Path) -> None:
    rows = [
        annotation("Does the cord reach?", "A short cord.", "short cord"),
        annotation("Is the lid loose?", "A loose lid.", "nowhere to be read"),
        annotation("Is it red?", "A loose lid."),
    ]
    result = found(tmp_path, rows)
    assert result.recall[1] == pytest.approx(2 / 3)
    assert result.answerable is not None
    assert (result.answerable.questions, result.answerable.recall[1]) == (2, 0.5)


def test_any_review_of_the_item_that_holds_an_answer_will_do_in_any_case(tmp_path: Path) -> None:
    rows = [
        annotation("Is the lid loose?", "Fine.", "LOOSE lid"),
        annotation("Why?", "The lid: a loose lid is the lid."),
    ]
    result = found(tmp_path, rows)
    assert result.answerable is not None
    assert result.answerable.recall[1] == 1.0


def test_reviews_of_other_items_are_not_ranked(tmp_path: Path) -> None:
    rows = [
        annotation("Is the lid loose?", "Yes.", "yes"),
        annotation("Is the lid loose?", "The lid is loose. So is the lid.", item="pan"),
    ]
    result = found(tmp_path, rows)
    assert result.answerable is not None
    assert result.answerable.recall[1] == 1.0


def test_everything_is_found_in_an_item_with_fewer_reviews_than_asked_for(tmp_path: Path) -> None:
    rows = [
        annotation("Is the lid loose?", "Yes.", "yes"),
        annotation("Is the lid loose?", "The lid is loose."),
    ]
    result = found(tmp_path, rows)
    assert result.answerable is not None
    assert (result.answerable.recall[1], result.answerable.recall[3]) == (0.0, 1.0)


def test_of_equal_reviews_the_first_in_the_file_is_taken(tmp_path: Path) -> None:
    rows = [
        annotation("Is it red?", "Crimson.", "crimson"),
        annotation("Is it red?", "Blue."),
    ]
    result = found(tmp_path, rows)
    assert result.answerable is not None
    assert result.answerable.recall[1] == 1.0


def test_reviews_with_the_same_text_are_one(tmp_path: Path) -> None:
    rows = [
        annotation("Is it red?", "Crimson.", "crimson"),
        {**annotation("Is it big?", "Crimson."), "review_id": "another"},
    ]
    assert found(tmp_path, rows).reviews == 1


def test_other_splits_count_in_the_statistics_once_each_and_are_not_returned(tmp_path: Path) -> None:
    rows = [annotation("Is it red?", "Crimson.", "crimson")]
    others = [
        annotation("Is it red?", "Red, red, red."),
        annotation("Is it big?", "Red, red, red."),
        annotation("Is it red?", "Crimson."),
    ]
    result = found(tmp_path, rows, others)
    assert (result.reviews, result.indexed) == (1, 2)
    assert result.recall[1] == 1.0
