"""Two runs side by side: a clear change is told, noise is not, and the cases behind it are named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from qa.evaluation.comparison import ALPHA, Change, Comparison, MetricChange, compare
from qa.evaluation.resampling import Interval
from qa.evaluation.runs import MetricInfo, Run, ScoreRow
from tests.qa.evaluation.builders import row, run

UNSURE = "no difference shown"
FAILED = ScoreRow(error="ZeroDivisionError")
Scores = Sequence[float | ScoreRow | None]


def run_of(metrics: Sequence[MetricInfo] | None = None, **scores: Scores) -> Run:
    """A run with a score for each case, c0, c1 and so on; None where the metric does not apply."""
    rows = [
        row(f"c{n}", **{name: one for name, one in zip(scores, of_case, strict=True) if one is not None})
        for n, of_case in enumerate(zip(*scores.values(), strict=True))
    ]
    infos = tuple(metrics) if metrics is not None else tuple(MetricInfo(name=name) for name in scores)
    return run(*rows, metrics=infos)


def change_of(before: Scores, after: Scores, info: MetricInfo | None = None) -> MetricChange:
    infos = [info or MetricInfo(name="fixed")]
    [change] = compare(run_of(infos, fixed=before), run_of(infos, fixed=after)).metrics
    return change


# The test, by hand.


def test_six_cases_that_all_got_worse_are_a_regression() -> None:
    # All heads or all tails of six coins: 2 / 64.
    change = change_of([1.0] * 6, [0.5] * 6)
    assert (change.before, change.after, change.difference) == (1.0, 0.5, -0.5)
    assert change.p == change.corrected_p == 2 / 64
    assert change.interval == Interval(-0.5, -0.5)
    assert change.verdict == "worse"


def test_six_cases_that_all_got_better_are_an_improvement() -> None:
    assert change_of([0.5] * 6, [1.0] * 6).verdict == "better"


def test_five_cases_are_too_few_to_tell() -> None:
    change = change_of([1.0] * 5, [0.0] * 5)  # 2 / 32 = .0625
    assert change.p == 2 / 32
    assert change.verdict == UNSURE


def test_what_went_both_ways_is_no_difference() -> None:
    # 8 cases differ, 6 for the worse: at least 6 or at most 2 of 8, 2 x (1 + 8 + 28) / 256 = .29.
    change = change_of([1.0] * 6 + [0.0] * 2 + [1.0] * 12, [0.0] * 6 + [1.0] * 2 + [1.0] * 12)
    assert change.difference == pytest.approx(-0.2)
    assert change.p == 74 / 256
    assert change.verdict == UNSURE
    assert len(change.changes) == 8


def test_where_lower_is_better_less_is_better() -> None:
    info = MetricInfo(name="fixed", higher_is_better=False)
    assert change_of([1.0] * 6, [0.0] * 6, info).verdict == "better"
    assert change_of([0.0] * 6, [1.0] * 6, info).verdict == "worse"


def test_means_are_weighted() -> None:
    heavy = [ScoreRow(value=1.0, weight=3), ScoreRow(value=0.0)]
    light = [ScoreRow(value=1.0), ScoreRow(value=0.0, weight=3)]
    change = change_of(heavy, light)
    assert (change.before, change.after) == (0.75, 0.25)


# Several metrics at once.


def test_p_is_corrected_for_every_metric_that_differs() -> None:
    # Six coins have 2/64 = .031, and times two .0625 where another metric differs, too.
    same = [1.0] * 8
    found = compare(run_of(one=same, two=same), run_of(one=[0.0] * 6 + [1.0] * 2, two=[0.0, 0.0, *same[2:]]))
    assert [(change.p, change.corrected_p) for change in found.metrics] == [(2 / 64, 4 / 64), (2 / 4, 2 / 4)]


def test_a_metric_that_does_not_differ_needs_no_correction() -> None:
    worse, same = [0.0] * 6, [1.0] * 6
    found = compare(run_of(one=same, two=same), run_of(one=worse, two=same)).metrics
    assert [(change.p, change.corrected_p, change.verdict) for change in found] == [
        (2 / 64, 2 / 64, "worse"),
        (1.0, 1.0, UNSURE),
    ]


def test_metrics_that_both_got_worse_are_both_told() -> None:
    # Six coins have .031 and eight .0078; the lesser is taken times two, the other times one.
    same = [1.0] * 8
    found = compare(run_of(one=same, two=same), run_of(one=[0.0] * 6 + [1.0] * 2, two=[0.0] * 8))
    assert [change.corrected_p for change in found.metrics] == [2 / 64, 4 / 256]
    assert [change.metric for change in found.worse] == ["one", "two"]


def test_only_what_got_worse_is_worse() -> None:
    good, bad = [1.0] * 8, [0.0] * 8
    found = compare(run_of(up=bad, down=good), run_of(up=good, down=bad))
    assert [change.verdict for change in found.metrics] == ["better", "worse"]
    assert [change.metric for change in found.worse] == ["down"]


def test_time_and_cost_are_told_apart_and_never_a_regression() -> None:
    infos = [
        MetricInfo(name="fixed"),
        MetricInfo(name="latency_ms", unit="ms", higher_is_better=False),
        MetricInfo(name="cost_usd", unit="usd", higher_is_better=False),
        MetricInfo(name="tokens", unit="tokens", higher_is_better=False),
    ]
    before = run_of(infos, fixed=[1.0] * 6, latency_ms=[10.0] * 6, cost_usd=[0.1] * 6, tokens=[9.0] * 6)
    after = run_of(infos, fixed=[0.0] * 6, latency_ms=[90.0] * 6, cost_usd=[0.1] * 6, tokens=[9.0] * 6)
    found = compare(before, after)
    assert [change.metric for change in found.measured] == ["latency_ms", "cost_usd", "tokens"]
    assert found.measured[0].difference == 80.0
    # One share is compared, and so its p stands as it is.
    assert [(change.metric, change.corrected_p) for change in found.worse] == [("fixed", 2 / 64)]


def test_metrics_of_one_run_alone_are_not_compared() -> None:
    found = compare(run_of(one=[1.0], two=[1.0]), run_of(two=[1.0], three=[1.0]))
    assert [change.metric for change in found.metrics] == ["two"]


# Noise.


def test_a_run_against_itself_shows_no_difference() -> None:
    scores: Scores = [1.0, 0.0, 0.25, ScoreRow(value=0.5, weight=3), None, FAILED, 0.75]
    same = run_of(one=scores, two=scores[::-1])
    found = compare(same, same)
    assert found.worse == ()
    assert (found.shared, found.only_before, found.only_after) == (7, (), ())
    for change in found.metrics:
        assert (change.difference, change.p, change.verdict, change.changes) == (0.0, 1.0, UNSURE, ())
        assert change.interval == Interval(0.0, 0.0)


def test_runs_that_differ_by_luck_alone_are_called_worse_no_more_often_than_half_of_alpha() -> None:
    generator, rounds, called = np.random.default_rng(11), 150, 0
    for _ in range(rounds):
        sides = [
            run_of(**{f"m{n}": generator.integers(0, 2, 20).astype(float).tolist() for n in range(3)})
            for _ in range(2)
        ]
        called += bool(compare(*sides).worse)
    # Worse is one of two directions: .025, within three standard errors of sqrt(.025 x .975 / 150) = .013.
    assert ALPHA == 0.05
    assert called / rounds <= 0.025 + 3 * 0.013


def test_a_clear_fall_among_noise_is_told() -> None:
    generator = np.random.default_rng(12)
    before = generator.random(60)
    after = np.clip(before - 0.15 + generator.normal(0, 0.1, 60), 0, 1)
    steady = generator.random(60).tolist()
    found = compare(
        run_of(one=before.tolist(), two=steady), run_of(one=after.tolist(), two=list(reversed(steady)))
    )
    [change] = found.worse
    assert change.metric == "one"
    assert change.interval is not None
    assert change.interval.high < 0


# Cases that are shared.


def test_cases_in_one_run_alone_are_named_and_not_compared() -> None:
    before = run(row("a", fixed=1.0), row("b", fixed=1.0), row("c", fixed=0.0))
    after = run(row("c", fixed=0.5), row("d", fixed=1.0), row("a", fixed=1.0))
    found = compare(before, after)
    assert (found.shared, found.only_before, found.only_after) == (2, ("b",), ("d",))
    [change] = found.metrics
    assert (change.before, change.after) == (0.5, 0.75)
    assert change.changes == (Change(key="c", before=0.0, after=0.5),)


def test_a_case_that_asks_something_else_now_is_another_case() -> None:
    before, after = run(row("a", fixed=1.0)), run(row("a", fixed=0.0))
    asked = after.rows[0].case.model_copy(update={"question": "What else?"})
    changed = after.model_copy(update={"rows": (after.rows[0].model_copy(update={"case": asked}),)})
    found = compare(before, changed)
    assert (found.shared, found.only_before, found.only_after) == (0, ("a",), ("a",))


def test_runs_that_share_no_case_show_no_difference() -> None:
    [change] = compare(run(row("a", fixed=1.0)), run(row("b", fixed=0.0))).metrics
    assert change == MetricChange(
        metric="fixed",
        before=None,
        after=None,
        interval=None,
        p=1.0,
        corrected_p=1.0,
        verdict="no difference shown",
        changes=(),
    )
    assert change.difference is None


def test_runs_without_anything_are_alike() -> None:
    assert compare(Run(), Run()) == Comparison(
        metrics=(), measured=(), shared=0, only_before=(), only_after=()
    )


# The cases behind a change.


def test_a_change_names_the_cases_whose_score_changed_in_the_order_of_the_later_run() -> None:
    before = run(row("a", fixed=0.5), row("b", fixed=1.0), row("c", fixed=0.0))
    after = run(row("c", fixed=1.0), row("b", fixed=1.0), row("a", fixed=0.0))
    [change] = compare(before, after).metrics
    assert change.changes == (Change(key="c", before=0.0, after=1.0), Change(key="a", before=0.5, after=0.0))


def test_a_case_that_a_metric_came_or_ceased_to_apply_to_has_changed() -> None:
    assert change_of([1.0, None, 1.0], [None, 1.0, FAILED]).changes == (
        Change(key="c0", before=1.0, after=None),
        Change(key="c1", before=None, after=1.0),
        Change(key="c2", before=1.0, after=None),
    )


def test_a_case_that_lowered_the_mean_by_leaving_stands_behind_the_fall() -> None:
    # The mean falls from .5 to 0 as the first leaves; the second stays, and the third rises against it.
    change = change_of([1.0, 0.0, 0.5], [None, 0.0, 0.0])
    assert [one.key for one in change.behind] == ["c0", "c2"]


def test_a_metric_that_no_longer_applies_shows_no_difference() -> None:
    change = change_of([1.0] * 8, [None] * 8)
    assert (change.before, change.after, change.difference, change.verdict) == (1.0, None, None, UNSURE)


def test_a_fall_by_cases_that_a_metric_came_to_apply_to_names_them() -> None:
    # Precision of abstention: at first it abstained on 4 silent cases, now on 12 others as well.
    change = change_of([1.0] * 4 + [None] * 12, [1.0] * 4 + [0.0] * 12)
    assert (change.before, change.after, change.verdict) == (1.0, 0.25, "worse")
    assert [one.key for one in change.changes] == [f"c{n}" for n in range(4, 16)]


def test_a_metric_whose_description_changed_is_not_compared() -> None:
    before, after = run_of(one=[1.0] * 8, two=[1.0] * 8), run_of(one=[0.0] * 8, two=[1.0] * 8)
    told = MetricInfo(name="one", about="as it was")
    found = compare(before.model_copy(update={"metrics": (told, *before.metrics[1:])}), after)
    assert [change.metric for change in found.metrics] == ["two"]
    assert found.redefined == ("one",)
