from __future__ import annotations

from qa.evaluation.runs import ScoreRow, falls_short


def test_what_is_below_1_falls_short() -> None:
    assert falls_short(ScoreRow(value=0.99))
    assert not falls_short(ScoreRow(value=1.0))


def test_where_lower_is_better_what_is_above_0_falls_short() -> None:
    assert falls_short(ScoreRow(value=0.01), higher_is_better=False)
    assert not falls_short(ScoreRow(value=0.0), higher_is_better=False)


def test_a_metric_that_failed_falls_short_and_one_that_does_not_apply_does_not() -> None:
    assert falls_short(ScoreRow(error="ZeroDivisionError"))
    assert not falls_short(None)


def test_a_score_without_weight_counts_for_nothing() -> None:
    assert not falls_short(ScoreRow(value=0.0, weight=0.0))
