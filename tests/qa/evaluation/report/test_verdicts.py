from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.comparison import compare
from qa.evaluation.floors import parse_floor
from qa.evaluation.report.faults import fault_groups
from qa.evaluation.report.seen import Seen
from qa.evaluation.report.verdicts import verdict_payload
from qa.evaluation.runs import MetricInfo, Run, ScoreRow
from qa.evaluation.summary import summarise
from qa.evaluation.verdict import judge

VALID = MetricInfo(name="quote_validity", must_hold=True)
HIT = MetricInfo(name="evidence_hit@1")


@pytest.fixture
def run(make_row: Any, make_run: Any) -> Run:
    values = [("a", 1.0, 1.0), ("b", 0.0, 1.0), ("c", 0.0, 0.5)]
    rows = [
        make_row(key, scores={HIT.name: hit, VALID.name: valid}, case={"tags": ["x"] if key == "b" else []})
        for key, hit, valid in values
    ]
    return make_run(*rows, metrics=(VALID, HIT))


def verdict(run: Run, *floors: str, baseline: Run | None = None) -> dict[str, Any]:
    run = run.model_copy(update={"floors": floors})
    return verdict_payload(run, compare(baseline, run) if baseline else None, summarise(run))


def test_a_missed_floor_is_told_with_the_cases_that_fall_short(run: Run) -> None:
    told = verdict(run, "evidence_hit@1 >= 0.3", "evidence_hit@1 >= 0.5")
    (missed,) = told["missed"]
    assert missed["told"].startswith("evidence_hit@1 is 0.333")
    assert [told.partition(":")[0] for told in missed["cases"]] == ["b", "c"]
    assert (told["floors"], told["passed"]) == (2, False)


def test_a_missed_floor_leads_to_its_metric_and_tag(run: Run) -> None:
    (missed,) = verdict(run, "x: hit@1 >= 0.5")["missed"]
    assert (missed["metric"], missed["tag"]) == ("evidence_hit@1", "x")


@pytest.mark.parametrize("floor", ["as good as can be", "politeness >= 0.5"])
def test_a_floor_that_cannot_be_checked_is_told_and_hides_no_other(run: Run, floor: str) -> None:
    told = verdict(run, floor, "evidence_hit@1 >= 0.5")
    assert len(told["missed"]) == 1
    assert len(told["unusable"]) == 1
    assert floor in told["unusable"][0]


def test_a_floor_that_cannot_be_checked_fails_the_run(run: Run) -> None:
    assert not verdict(run.model_copy(update={"rows": run.rows[:1]}), "politeness >= 0.5")["passed"]


def test_cases_that_break_a_promise_are_told_by_index(run: Run) -> None:
    told = verdict(run)
    assert (told["cases"], told["passed"]) == ([2], False)


def test_grave_groups_hold_the_cases_that_fail_the_run(run: Run, make_row: Any) -> None:
    rows = (*run.rows, make_row("d", None, error="down"), make_row("e", scores={"m": ScoreRow(error="no")}))
    whole = run.model_copy(update={"rows": rows})
    groups = fault_groups([Seen(row=row, reviews={}) for row in rows], whole.metrics)
    assert {index for group in groups if group.grave for index in group.cases} == {2, 3, 4}
    assert verdict(whole)["cases"] == [2, 3, 4]


def test_what_is_worse_than_the_baseline_is_named(make_row: Any, make_run: Any) -> None:
    runs = [
        make_run(*(make_row(str(place), scores={HIT.name: value}) for place in range(12)), metrics=(HIT,))
        for value in (1.0, 0.0)
    ]
    told = verdict(runs[1], baseline=runs[0])
    assert (told["worse"], told["passed"]) == ([HIT.name], False)
    assert verdict(runs[0], baseline=runs[1])["passed"]


def test_reasons_are_those_of_the_command_line(run: Run) -> None:
    floor = "evidence_hit@1 >= 0.5"
    (missed,) = verdict(run, floor)["missed"]
    assert ["\n    ".join([missed["told"], *missed["cases"]])] == judge(run, [parse_floor(floor)]).whole


def test_a_run_passes_with_its_floors_met_and_no_promise_broken(run: Run) -> None:
    told = verdict(run.model_copy(update={"rows": run.rows[:2]}), "evidence_hit@1 >= 0.5")
    assert told["passed"]
    assert (told["missed"], told["unusable"], told["worse"], told["cases"]) == ([], [], [], [])
