from pathlib import Path

import pytest

from qa.evaluation.datasets.hetpqa import ProductQuestion, read_hetpqa
from qa.evaluation.datasets.protocols.graded_evidence import rank_evidence
from qa.evaluation.datasets.rankers import Bm25Ranker
from tests.qa.evaluation.datasets.writing import candidate, write_hetpqa


def questions(tmp_path: Path, *rows: dict[str, str]) -> tuple[ProductQuestion, ...]:
    return read_hetpqa(write_hetpqa(tmp_path / "dev.csv", rows))


def test_the_order_of_grades_1_and_2_is_discounted_by_hand(tmp_path: Path) -> None:
    rows = [
        candidate("1", "Does the boat float?", "The boat will float.", 1),
        candidate("1", "Does the boat float?", "It sank.", 2),
    ]
    found = rank_evidence(questions(tmp_path, *rows), Bm25Ranker())
    assert found is not None
    # Gains 1 then 3 where 3 then 1 is best: (1 + 3/1.58496) / (3 + 1/1.58496) = 2.89279 / 3.63093.
    assert found.ndcg == pytest.approx(0.79671, abs=1e-5)
    assert (found.precision, found.mrr, found.chance, found.candidates) == (0.0, 0.5, 0.5, 2.0)


def test_questions_without_a_full_answer_are_left_out(tmp_path: Path) -> None:
    rows = [
        candidate("1", "Does it float?", "It floats.", 2),
        candidate("2", "Is it red?", "Nearly red.", 1),
    ]
    found = rank_evidence(questions(tmp_path, *rows), Bm25Ranker())
    assert found is not None
    assert found.questions == 1


def test_equal_candidates_share_what_they_earn(tmp_path: Path) -> None:
    rows = [candidate("1", "Is it red?", "Crimson.", 1), candidate("1", "Is it red?", "Blue.", 0)]
    found = rank_evidence(questions(tmp_path, *rows), Bm25Ranker())
    assert found is not None
    # Rank 1 or 2, half of the time each; a gain of 1/2 at both: (1 + 1/1.58496) / 2.
    assert (found.precision, found.mrr) == (0.5, 0.75)
    assert found.ndcg == pytest.approx(0.81546, abs=1e-5)


def test_candidates_from_reviews_can_be_ranked_alone(tmp_path: Path) -> None:
    rows = [
        candidate("1", "Is it red?", "color: red", 1, "attribute"),
        candidate("1", "Is it red?", "A lovely red.", 1),
        candidate("2", "Is it big?", "size: big", 1, "attribute"),
        candidate("2", "Is it big?", "Hm.", 0),
    ]
    found = rank_evidence(questions(tmp_path, *rows), Bm25Ranker(), reviews_only=True)
    assert found is not None
    assert (found.questions, found.candidates) == (1, 1.0)


def test_nothing_to_find_is_none(tmp_path: Path) -> None:
    rows = [candidate("1", "Is it red?", "Blue.", 0)]
    assert rank_evidence(questions(tmp_path, *rows), Bm25Ranker()) is None
