from pathlib import Path

import pytest

from qa.errors import InputError
from qa.evaluation.datasets import DATASETS, report_on
from qa.evaluation.datasets.rankers import Bm25Ranker
from tests.qa.evaluation.datasets.writing import candidate, write_hetpqa


def test_a_data_set_is_reported_by_its_name(tmp_path: Path) -> None:
    path = write_hetpqa(tmp_path / "dev.csv", [candidate("1", "Is it red?", "Red.", 1)])
    report = report_on("hetpqa", path, split="dev", ranker=Bm25Ranker(), tell=lambda _: None)
    assert (report.dataset, report.split, report.ranker) == ("hetpqa", "dev", "bm25")


def test_a_data_set_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no data set squad; there are subjqa, hetpqa, rc2"):
        report_on("squad", tmp_path, split="dev", ranker=Bm25Ranker(), tell=lambda _: None)
    assert set(DATASETS) == {"subjqa", "hetpqa", "rc2"}
