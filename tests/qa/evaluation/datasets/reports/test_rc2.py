from pathlib import Path

from qa.evaluation.datasets.rankers import Bm25Ranker
from qa.evaluation.datasets.reports.rc2 import report_rc2
from tests.qa.evaluation.datasets.writing import conversation, write_rc2

STORY = "The screen is dim. The keys are fine."


def test_turns_are_ranked_with_and_without_the_question_before(tmp_path: Path) -> None:
    entry = conversation(STORY, ("the keys ?", "fine", 32), ("the fan ?", None, -1))
    write_rc2(tmp_path / "laptop" / "dev.json", [entry])
    ranks, counts = report_rc2(tmp_path, "dev", Bm25Ranker(), lambda _: None).tables
    assert [row.label for row in ranks.rows] == [
        "bm25, laptop",
        "bm25, laptop, with the question before",
        "chance",
    ]
    assert ranks.rows[0].values[:2] == (1, 1.0)
    assert counts.rows[0].values == (1, 2, 1, 0)
