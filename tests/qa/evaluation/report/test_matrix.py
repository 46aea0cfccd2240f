from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.report.matrix import cell_of, matrix_payload, pareto_front
from qa.evaluation.runs import MetricInfo


def answer(cost: float | None = None) -> SystemAnswer:
    return SystemAnswer(text="Yes.", answered=True, cost_usd=cost)


def test_a_cell_has_quality_median_time_and_mean_cost(make_row: Any, make_run: Any) -> None:
    rows = [
        make_row("a", answer(0.01), latency_ms=100.0, scores={"m": 1.0}),
        make_row("b", answer(0.03), latency_ms=300.0, scores={"m": 0.5}),
        make_row("c", answer(), latency_ms=200.0),
        make_row("d", None, error="no", latency_ms=9_000.0),
    ]
    cell = cell_of(make_run(*rows, name="x"), "m")
    assert (cell.quality, cell.seconds, cell.cost_usd) == (0.75, 0.2, pytest.approx(0.02))
    assert (cell.cases, cell.errors, cell.failed) == (2, 1, None)


def test_a_run_that_tells_an_error_has_no_quality(make_row: Any, make_run: Any) -> None:
    cell = cell_of(make_run(make_row(scores={"m": 1.0}), system={"error": "no model server"}), "m")
    assert (cell.quality, cell.failed) == (None, "no model server")


def test_a_run_in_which_every_case_failed_tells_the_most_frequent_reason(
    make_row: Any, make_run: Any
) -> None:
    rows = [make_row(key, None, error=error) for key, error in (("a", "slow"), ("b", "down"), ("c", "slow"))]
    assert cell_of(make_run(*rows), "m").failed == "every case failed; 2 of 3 with: slow"


def test_a_run_without_cases_has_failed(make_run: Any) -> None:
    assert cell_of(make_run(), "m").failed == "no case was run"


def test_only_settings_that_vary_are_columns(make_row: Any, make_run: Any) -> None:
    runs = [make_run(make_row(), system={"engine": "auto", "llm": {"size": size}}) for size in (3, 7)]
    payload = matrix_payload(runs, "m")
    assert payload["columns"] == ["llm size"]
    assert payload["fixed"] == [["engine", "auto"]]


def test_a_setting_that_only_some_have_varies(make_row: Any, make_run: Any) -> None:
    runs = [make_run(make_row(), system={"llm": "x"}), make_run(make_row())]
    assert matrix_payload(runs, "m")["columns"] == ["llm"]


def test_no_run_at_all_is_an_empty_matrix() -> None:
    assert matrix_payload([], "m")["cells"] == []


def test_the_front_holds_what_no_other_beats() -> None:
    points = [(1.0, 0.5), (2.0, 0.7), (2.0, 0.6), (3.0, 0.7), (None, 0.9), (0.5, None)]
    assert pareto_front(points, higher=True) == [0, 1]


def test_the_front_of_what_is_better_low_is_turned_round() -> None:
    assert pareto_front([(1.0, 0.5), (2.0, 0.7), (2.0, 0.3)], higher=False) == [0, 2]


def test_what_a_metric_is_comes_from_the_runs(make_run: Any) -> None:
    info = MetricInfo(name="m", higher_is_better=False, about="Lower.")
    assert matrix_payload([make_run(), make_run(metrics=(info,))], "m")["metric"]["about"] == "Lower."
