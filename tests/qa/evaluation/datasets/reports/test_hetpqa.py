from pathlib import Path

from qa.evaluation.datasets.rankers import Bm25Ranker
from qa.evaluation.datasets.reports.hetpqa import report_hetpqa
from qa.evaluation.datasets.results import DatasetReport
from tests.qa.evaluation.datasets.writing import candidate, write_hetpqa


def report(tmp_path: Path, best: int) -> DatasetReport:
    rows = [
        candidate("1", "Is it red?", "A lovely red.", best),
        candidate("1", "Is it red?", "Blue.", 0, "bullet"),
    ]
    write_hetpqa(tmp_path / "dev.csv", rows)
    return report_hetpqa(tmp_path, "dev", Bm25Ranker(), lambda _: None)


def test_all_candidates_and_those_from_reviews_are_both_ranked(tmp_path: Path) -> None:
    everything, reviews, counts = report(tmp_path, 2).tables
    assert [row.values for row in everything.rows[:2]] == [(1, 1.0, 1.0, 1.0), (1, 0.5, None, None)]
    assert reviews.rows[1].values == (1, 1.0, None, None)
    assert counts.rows[0].values == (1, 1, 2)


def test_our_earlier_baseline_stands_beside(tmp_path: Path) -> None:
    assert report(tmp_path, 2).tables[0].rows[-1].values == (805, 0.641, 0.783, 0.827)


def test_binary_grades_are_told_not_to_be_comparable(tmp_path: Path) -> None:
    assert "not comparable" in report(tmp_path, 1).notes[0]
    assert report(tmp_path, 2).notes == ()
