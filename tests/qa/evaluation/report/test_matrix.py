from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.report.matrix import cell_of, matrix_payload, pareto_front, qualities_of
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
    run = make_run(*rows, name="x", metrics=(MetricInfo(name="m"),))
    cell, quality = cell_of(run), qualities_of(run)["m"]
    assert (quality.value, cell.seconds, cell.cost_usd) == (0.75, 0.2, pytest.approx(0.02))
    assert (quality.cases, cell.errors, cell.failed) == (2, 1, None)


def test_a_run_that_tells_an_error_has_no_quality(make_row: Any, make_run: Any) -> None:
    infos = (MetricInfo(name="m"),)
    run = make_run(make_row(scores={"m": 1.0}), system={"error": "no model server"}, metrics=infos)
    assert (qualities_of(run), cell_of(run).failed) == ({}, "no model server")


def test_a_run_in_which_every_case_failed_tells_the_most_frequent_reason(
    make_row: Any, make_run: Any
) -> None:
    rows = [make_row(key, None, error=error) for key, error in (("a", "slow"), ("b", "down"), ("c", "slow"))]
    assert cell_of(make_run(*rows)).failed == "every case failed; 2 of 3 with: slow"


def test_a_run_without_cases_has_failed(make_run: Any) -> None:
    assert cell_of(make_run()).failed == "no case was run"


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
    payload = matrix_payload([make_run(), make_run(metrics=(info,))], "m")
    assert payload["metrics"][0]["about"] == "Lower."


def test_every_metric_that_a_run_has_can_be_chosen_but_not_what_runs_take(
    make_row: Any, make_run: Any
) -> None:
    names = {"m": "share", "n": "share", "unused": "share", "latency_ms": "ms"}
    infos = tuple(MetricInfo.model_validate({"name": name, "unit": unit}) for name, unit in names.items())
    row = make_row(scores={"m": 1.0, "n": 0.5, "latency_ms": 9.0})
    payload = matrix_payload([make_run(row, metrics=infos)], "m")
    assert [(info["name"], info["cells"][0]["value"]) for info in payload["metrics"]] == [
        ("m", 1.0),
        ("n", 0.5),
    ]


def test_the_metric_shown_at_first_is_there_even_where_no_run_has_it(make_run: Any) -> None:
    assert [info["name"] for info in matrix_payload([make_run()], "m")["metrics"]] == ["m"]


def test_each_metric_has_a_front_of_its_own(make_row: Any, make_run: Any) -> None:
    infos = (MetricInfo(name="m"), MetricInfo(name="n"))
    runs = [
        make_run(make_row(answer=answer(), latency_ms=ms, scores={"m": m, "n": n}), metrics=infos)
        for ms, m, n in ((100.0, 0.5, 0.9), (200.0, 0.9, 0.5))
    ]
    fronts = {info["name"]: info["fronts"]["seconds"] for info in matrix_payload(runs, "m")["metrics"]}
    assert fronts == {"m": [0, 1], "n": [0]}


def test_labels_tell_only_what_varies(make_row: Any, make_run: Any) -> None:
    runs = [
        make_run(make_row(), name=f"engine auto, max_citations {most}",
                 system={"engine": "auto", "max_citations": most})
        for most in (1, 3)
    ]  # fmt: skip
    cells = matrix_payload(runs, "m")["cells"]
    assert [cell["label"] for cell in cells] == ["max citations 1", "max citations 3"]
    assert [cell["name"] for cell in cells] == ["", ""]  # it would repeat the settings


def test_names_of_their_own_are_labels(make_row: Any, make_run: Any) -> None:
    runs = [make_run(make_row(), name=name, system={"k": name}) for name in ("before", "after")]
    assert [cell["label"] for cell in matrix_payload(runs, "m")["cells"]] == ["before", "after"]


def test_what_a_failed_run_does_not_tell_is_no_column(make_row: Any, make_run: Any) -> None:
    worked = [make_run(make_row(), system={"k": k, "reviews": "all of them"}) for k in (1, 2)]
    failed = make_run(system={"k": 3, "error": "no model server"})
    payload = matrix_payload([failed, *worked], "m")
    assert payload["columns"] == ["k"]
    assert payload["fixed"] == [["reviews", "all of them"]]
