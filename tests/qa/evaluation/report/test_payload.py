from __future__ import annotations

import json
from typing import Any

import pytest

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.report.payload import far_below, run_payload
from qa.evaluation.resampling import Interval
from qa.evaluation.runs import MetricInfo, Run, ScoreRow
from qa.evaluation.summary import Measure

RECALL = MetricInfo(name="citation_recall")
VALID = MetricInfo(name="quote_validity", must_hold=True)


@pytest.fixture
def run(make_row: Any, make_run: Any) -> Run:
    values = [("a", 1.0, ["x"]), ("b", 0.0, ["x", "y"]), ("c", 1.0, ["y"]), ("d", 1.0, [])]
    rows = [
        make_row(key, case={"tags": tags}, latency_ms=100.0 * place,
                 scores={"citation_recall": ScoreRow(value=value, chance=0.2), "quote_validity": value})
        for place, (key, value, tags) in enumerate(values, start=1)
    ]  # fmt: skip
    return make_run(*rows, metrics=(RECALL, VALID), name="first")


def test_measures_are_told_over_all_and_by_tag(run: Run) -> None:
    table = run_payload(run)["summary"]["citation_recall"]
    assert {tag: (one["value"], one["cases"]) for tag, one in table.items()} == {
        "": (0.75, 4),
        "x": (0.5, 2),
        "y": (0.5, 2),
    }
    assert table[""]["chance"] == pytest.approx(0.2)
    assert table[""]["low"] <= 0.75 <= table[""]["high"]


def test_what_must_hold_names_the_cases_in_which_it_is_broken(run: Run) -> None:
    metrics = {info["name"]: info for info in run_payload(run)["metrics"]}
    assert metrics["quote_validity"]["broken"] == [1]
    assert metrics["citation_recall"]["broken"] == []


def test_a_promise_that_could_not_be_checked_is_not_called_broken(make_row: Any, make_run: Any) -> None:
    row = make_row(scores={"quote_validity": ScoreRow(error="no")})
    payload = run_payload(make_run(row, metrics=(VALID,)))
    assert payload["metrics"][0]["broken"] == []
    assert payload["verdict"]["cases"] == [0]


def test_abstention_is_not_marked_where_no_case_of_a_tag_is_silent(make_row: Any, make_run: Any) -> None:
    refusal = SystemAnswer(text="They do not say.", answered=False)
    cases = [("silent", 1.0, False), ("askable", 0.0, True)] * 6
    rows = [
        make_row(f"{tag}-{place}", refusal, case={"tags": [tag, "all"], "answerable": answerable},
                 scores={"abstention_precision": value, "citation_recall": value})
        for place, (tag, value, answerable) in enumerate(cases)
    ]  # fmt: skip
    infos = (MetricInfo(name="abstention_precision"), RECALL)
    table = run_payload(make_run(*rows, metrics=infos))["summary"]
    assert not table["abstention_precision"]["askable"]["far"]
    assert table["citation_recall"]["askable"]["far"]


def test_the_verdict_goes_by_the_floors_of_the_run(run: Run) -> None:
    floors = run.model_copy(update={"floors": ("citation_recall >= 0.9",)})
    assert [one["metric"] for one in run_payload(floors)["verdict"]["missed"]] == ["citation_recall"]


def test_the_verdict_tells_what_is_worse_than_the_baseline(make_row: Any, make_run: Any) -> None:
    rows = [make_row(str(place), scores={"citation_recall": 1.0}) for place in range(12)]
    fallen = [row.model_copy(update={"scores": {"citation_recall": ScoreRow(value=0.0)}}) for row in rows]
    before, after = (make_run(*some, metrics=(RECALL,)) for some in (rows, fallen))
    assert run_payload(after, before)["verdict"]["worse"] == ["citation_recall"]


def test_the_headline_leaves_out_what_must_hold(run: Run) -> None:
    assert run_payload(run)["headline"] == ["citation_recall"]


def test_unknown_metrics_make_a_headline_too(make_row: Any, make_run: Any) -> None:
    infos = tuple(MetricInfo(name=f"m{place}") for place in range(6))
    row = make_row(scores={info.name: 0.5 for info in infos})
    assert run_payload(make_run(row, metrics=infos))["headline"] == ["m0", "m1", "m2", "m3"]


def test_the_most_frequent_tag_comes_first(make_row: Any, make_run: Any) -> None:
    rows = [
        make_row(str(place), case={"tags": tags})
        for place, tags in enumerate((["a"], ["a", "b"], ["b"], ["b"]))
    ]
    assert run_payload(make_run(*rows))["tags"] == [["b", 3], ["a", 2]]


def test_times_are_told_by_engine(run: Run, make_row: Any, make_run: Any) -> None:
    answers = [SystemAnswer(text="a", answered=True, engine=engine) for engine in ("fast", "slow", "fast")]
    rows = [
        make_row(str(place), answer, latency_ms=10.0 * (place + 1)) for place, answer in enumerate(answers)
    ]
    told = run_payload(make_run(*rows, make_row("failed", None, latency_ms=9_999.0)))["latency"]
    assert [(one["engine"], sum(one["counts"]), one["p50"]) for one in told] == [
        ("fast", 2, 20),
        ("slow", 1, 20),
    ]


def test_uncited_points_are_told_apart_by_whether_they_were_retrieved(
    make_row: Any, make_run: Any, citing: Any
) -> None:
    text = "The soup was cold. The waiter was kind."
    answer = citing(("r", text, "The soup was cold."), retrieved=())
    row = make_row(answer=answer, points=[[("r", 0, 18)], [("r", 19, 39)]])
    points = run_payload(make_run(row, reviews={"r": text}))["points"]
    assert points == {"all": 2, "cited": 1, "traced": 1, "not_retrieved": 1}


def test_judged_scores_are_kept_apart(make_row: Any, make_run: Any) -> None:
    rows = [make_row(str(value), judged={"tone": ScoreRow(value=value)}) for value in (0.0, 1.0)]
    payload = run_payload(make_run(*rows))
    assert payload["judged_summary"]["tone"][""]["value"] == 0.5
    assert payload["summary"] == {}


def test_a_comparison_tells_differences_and_cases_not_shared(run: Run, make_row: Any) -> None:
    rows = [
        row.model_copy(update={"scores": {"citation_recall": ScoreRow(value=0.0)}}) for row in run.rows[:3]
    ]
    after = run.model_copy(update={"rows": (*rows, make_row("new"))})
    told = run_payload(after, run)["comparison"]
    change = next(one for one in told["metrics"] if one["metric"] == "citation_recall")
    assert (change["before"], change["after"]) == (pytest.approx(2 / 3), 0.0)
    assert change["changes"] == [[0, 1.0, 0.0], [2, 1.0, 0.0]]
    assert change["verdict"] == "no difference shown"
    assert (told["only_before"], told["only_after"]) == ([["d", "What of d?"]], [["new", "What of new?"]])
    assert sorted(told["rows"]) == [0, 1, 2]


def test_reviews_of_the_baseline_are_carried_only_where_they_differ(make_row: Any, make_run: Any) -> None:
    before = make_run(make_row(), reviews={"same": "As it was.", "changed": "Old words."})
    after = make_run(make_row(), reviews={"same": "As it was.", "changed": "New words."})
    assert list(run_payload(after, before)["comparison"]["reviews"]) == ["changed"]


def test_an_empty_run_has_a_payload(make_run: Any) -> None:
    payload = run_payload(make_run(metrics=(RECALL,)))
    assert payload["groups"] == []
    json.dumps(payload, allow_nan=False)


def measured(value: float, low: float, high: float, cases: int = 10) -> Measure:
    return Measure(
        metric="m", tag="t", value=value, interval=Interval(low, high), chance=None, cases=cases, failed=0
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "cases", "higher", "far"),
    [
        (0.5, 0.4, 0.6, 10, True, True),
        (0.5, 0.4, 0.8, 10, True, False),  # the interval reaches all cases together
        (0.5, 0.4, 0.6, 3, True, False),  # too few cases
        (0.72, 0.71, 0.73, 10, True, False),  # too near to matter
        (0.9, 0.85, 0.95, 10, False, True),  # of what is better low
        (0.9, 0.85, 0.95, 10, True, False),
    ],
)
def test_a_tag_is_far_below_beyond_its_interval_only(
    value: float, low: float, high: float, cases: int, higher: bool, far: bool
) -> None:
    info = MetricInfo(name="m", higher_is_better=higher)
    assert far_below(measured(value, low, high, cases), measured(0.75, 0.7, 0.8), info) is far
