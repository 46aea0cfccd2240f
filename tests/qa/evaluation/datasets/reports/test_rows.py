import numpy as np

from qa.evaluation.datasets.measures import measure
from qa.evaluation.datasets.placing import place
from qa.evaluation.datasets.published import EVIDENCE
from qa.evaluation.datasets.reports.rows import RANKING_COLUMNS, chance_row, known_row, measured_row


def test_a_measured_row_and_its_chance_fill_the_same_columns() -> None:
    found = measure([place(np.array([0.9, 0.1]), np.array([True, False]))])
    assert found is not None
    assert measured_row("bm25", found).values == (1, 1.0, 1.0, 1.0, 1.0, 1.0)
    assert chance_row(found).values == (1, 0.5, 1.0, 1.0, 1.0, None)
    assert len(RANKING_COLUMNS) == 6


def test_what_is_known_says_where_it_is_from() -> None:
    row = known_row(EVIDENCE)
    assert (row.origin, row.values[0]) == ("baseline", 805)
    assert "ePQA dev" in row.label
