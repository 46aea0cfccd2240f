"""Whether a run passes, and all that is wrong with it where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from qa.errors import InputError
from qa.evaluation.comparison import Change, Comparison, MetricChange, compare
from qa.evaluation.floors import parse_floor
from qa.evaluation.resampling import Interval
from qa.evaluation.runs import MetricInfo, Row, Run, ScoreRow
from qa.evaluation.summary import summarise
from qa.evaluation.verdict import judge, told_change
from tests.qa.evaluation.builders import case, row, run

PROMISE = MetricInfo(name="quote_validity", must_hold=True)
PLAIN = MetricInfo(name="must_contain")


def found(key: str, **findings: tuple[str, ...]) -> Row:
    """A row that falls short, with what is wrong by metric."""
    return row(key, (), **dict.fromkeys(findings, 0.0)).model_copy(update={"findings": findings})


def change(**given: Any) -> MetricChange:
    fields: dict[str, Any] = {
        "metric": "token_f1",
        "before": 0.75,
        "after": 0.5,
        "interval": Interval(-0.4, -0.1),
        "p": 0.01,
        "corrected_p": 0.02,
        "verdict": "worse",
        "changes": (Change(key="a", before=1.0, after=0.5),),
    }
    return MetricChange(**{**fields, **given})


def compared(*changes: MetricChange) -> Comparison:
    return Comparison(metrics=changes, measured=(), shared=2, only_before=(), only_after=())


# Cases.


def test_a_run_without_a_fault_passes() -> None:
    verdict = judge(run(row("a", quote_validity=1.0), metrics=(PROMISE,)))
    assert verdict.passed
    assert (verdict.cases, verdict.whole) == ({}, [])


def test_a_run_of_nothing_passes() -> None:
    assert judge(Run()).passed


def test_a_system_that_failed_fails_its_case() -> None:
    failed = Row(key="b", case=case(id="b"), error="OSError: unplugged")
    verdict = judge(run(row("a"), failed))
    assert verdict.cases == {"b": ["the system failed: OSError: unplugged"]}
    assert not verdict.passed


def test_a_broken_promise_fails_its_case_with_every_fault() -> None:
    broken = found("b", quote_validity=("[1] stands nowhere", "[2] stands nowhere"))
    verdict = judge(run(row("a", quote_validity=1.0), broken, metrics=(PROMISE,)))
    assert verdict.cases == {
        "b": ["quote_validity: [1] stands nowhere", "quote_validity: [2] stands nowhere"]
    }
    assert not verdict.passed


def test_what_need_not_hold_is_a_matter_of_floors_alone() -> None:
    short = found("a", must_contain=("missing: spout",))
    assert judge(run(short, metrics=(PLAIN,))).passed


def test_a_metric_that_failed_fails_its_case_whether_it_must_hold_or_not() -> None:
    failed = row("a", must_contain=ScoreRow(error="KeyError: 'x'"), quote_validity=1.0)
    verdict = judge(run(failed, metrics=(PLAIN, PROMISE)))
    assert verdict.cases == {"a": ["must_contain failed: KeyError: 'x'"]}


def test_a_broken_promise_of_a_metric_of_ones_own_fails_its_case() -> None:
    verdict = judge(run(row("a", polite=0.0), metrics=(MetricInfo(name="polite", must_hold=True),)))
    assert list(verdict.cases) == ["a"]


# The run as a whole.


def test_a_floor_that_is_missed_fails_the_run_as_a_whole() -> None:
    verdict = judge(run(row("a", token_f1=0.5)), [parse_floor("token_f1 >= 0.8")])
    assert verdict.cases == {}
    [told] = verdict.whole
    assert told.startswith("token_f1 is 0.500 (95% interval 0.500 to 0.500), 1 case, below its floor of 0.8")
    assert not verdict.passed


def test_a_floor_that_is_reached_lets_it_pass() -> None:
    assert judge(run(row("a", token_f1=0.5)), [parse_floor("token_f1 >= 0.5")]).passed


def test_a_floor_on_no_metric_is_refused() -> None:
    with pytest.raises(InputError, match="names no metric"):
        judge(run(row("a", token_f1=0.5)), [parse_floor("happiness >= 0.5")])


def test_floors_are_held_against_measures_that_are_known() -> None:
    better = summarise(run(row("a", token_f1=1.0)))
    assert judge(run(row("a", token_f1=0.5)), [parse_floor("token_f1 >= 0.8")], measures=better).passed


def test_what_got_worse_than_the_baseline_fails_the_run() -> None:
    before = run(*[row(f"c{n}", token_f1=1.0) for n in range(6)])
    after = run(*[row(f"c{n}", token_f1=0.0) for n in range(6)])
    verdict = judge(after, comparison=compare(before, after))
    [told] = verdict.whole
    assert told.startswith("token_f1 got worse than the baseline: 1.000 to 0.000")
    assert judge(before, comparison=compare(after, before)).passed


def test_floors_come_before_what_got_worse() -> None:
    verdict = judge(run(row("a", token_f1=0.5)), [parse_floor("token_f1 >= 0.8")], compared(change()))
    assert ["floor" in told for told in verdict.whole] == [True, False]


# A change in words.


def test_a_change_is_told_with_its_interval_its_p_and_its_cases() -> None:
    assert told_change(change()) == (
        "token_f1 got worse than the baseline: 0.750 to 0.500, -0.250 (95% interval -0.400 to -0.100), "
        "p = 0.0200 corrected; 1 case: a"
    )


def test_a_change_without_an_interval_is_told_without() -> None:
    assert "-0.250, p = 0.0200 corrected" in told_change(change(interval=None))


def test_an_improvement_is_told_as_such() -> None:
    better = change(
        before=0.5,
        after=0.75,
        interval=Interval(0.1, 0.4),
        verdict="better",
        changes=(Change(key="a", before=0.0, after=1.0), Change(key="b", before=1.0, after=0.5)),
    )
    assert told_change(better) == (
        "token_f1 got better than the baseline: 0.500 to 0.750, +0.250 (95% interval +0.100 to +0.400), "
        "p = 0.0200 corrected; 1 case: a"
    )


def test_only_cases_that_went_the_way_of_the_measure_are_named() -> None:
    changes = (
        Change(key="rose", before=0.0, after=1.0),
        Change(key="fell", before=1.0, after=0.0),
        Change(key="fell too", before=0.5, after=0.25),
    )
    assert told_change(change(changes=changes)).endswith("; 2 cases: fell, fell too")


def test_where_lower_is_better_cases_that_rose_are_named() -> None:
    changes = (Change(key="rose", before=0.0, after=1.0), Change(key="fell", before=1.0, after=0.0))
    told = told_change(change(metric="false_refusals", before=0.25, after=0.75, changes=changes))
    assert told.endswith("; 1 case: rose")


@pytest.mark.parametrize(("cases", "named"), [(5, "c0, c1, c2, c3, c4"), (6, "c0, c1, c2, c3, c4 …")])
def test_five_cases_are_named(cases: int, named: str) -> None:
    changes = tuple(Change(key=f"c{n}", before=1.0, after=0.0) for n in range(cases))
    assert told_change(change(changes=changes)).endswith(f"; {cases} cases: {named}")
