"""Measures of a run, worked by hand: means, intervals, chance, and what could not be computed."""

from __future__ import annotations

import pytest

from qa.evaluation.resampling import Interval
from qa.evaluation.runs import MetricInfo, Run, ScoreRow
from qa.evaluation.summary import ALL, Measure, by_metric, columns, measure, summarise
from tests.qa.evaluation.builders import row, run

FAILED = ScoreRow(error="ZeroDivisionError")


def of(*scores: float | ScoreRow | None, tag: str = ALL) -> Measure:
    """The measure of these scores, one a case; None where the metric does not apply."""
    rows = [row(f"c{n}", (), **({} if one is None else {"fixed": one})) for n, one in enumerate(scores)]
    return measure(rows, "fixed", tag)


# Means.


def test_a_measure_is_the_mean_of_its_scores() -> None:
    assert of(1.0, 0.5, 0.0, 0.5).value == 0.5


def test_scores_count_by_their_weight() -> None:
    # (1 x 1 + 0 x 3) / 4
    assert of(ScoreRow(value=1.0, weight=1), ScoreRow(value=0.0, weight=3)).value == 0.25


def test_cases_that_a_metric_does_not_apply_to_are_left_out() -> None:
    found = of(1.0, None, 0.5)
    assert (found.value, found.cases, found.failed) == (0.75, 2, 0)


def test_a_score_without_weight_is_no_case() -> None:
    found = of(1.0, ScoreRow(value=0.0, weight=0))
    assert (found.value, found.cases) == (1.0, 1)


def test_a_metric_that_failed_is_left_out_and_counted() -> None:
    found = of(1.0, FAILED, 0.5, FAILED)
    assert (found.value, found.cases, found.failed) == (0.75, 2, 2)


def test_a_metric_that_failed_everywhere_has_no_value() -> None:
    assert of(FAILED) == Measure(
        metric="fixed", tag=ALL, value=None, interval=None, chance=None, cases=0, failed=1
    )


@pytest.mark.parametrize("scores", [(), (None, None)], ids=["no case", "applies to none"])
def test_a_measure_of_nothing_is_none(scores: tuple[None, ...]) -> None:
    assert of(*scores) == Measure(
        metric="fixed", tag=ALL, value=None, interval=None, chance=None, cases=0, failed=0
    )


def test_columns_are_values_and_weights_of_every_case() -> None:
    values, weights = columns([ScoreRow(value=0.5, weight=2), None, FAILED, ScoreRow(value=1.0)])
    assert values.tolist() == [0.5, 0.0, 0.0, 1.0]
    assert weights.tolist() == [2.0, 0.0, 0.0, 1.0]


# Intervals.


def test_the_interval_of_two_cases_is_all_that_they_leave_open() -> None:
    # Drawing two of {0, 1} gives 0 or 1 in a quarter of all draws each, more than the 1 in 40 cut off.
    assert of(0.0, 1.0).interval == Interval(0.0, 1.0)


def test_the_interval_of_six_cases_by_hand() -> None:
    # How often six draws of six cases hold the one that fell short is binomial with 1/6: four times or more
    # in .0087 of the draws, three or more in .062, none in .33. So 1 in 40 lies at three, 1 - 3/6, and 1.
    assert of(0.0, 1.0, 1.0, 1.0, 1.0, 1.0).interval == Interval(0.5, 1.0)


def test_cases_that_the_metric_does_not_apply_to_widen_nothing() -> None:
    assert of(0.5, None, None, FAILED).interval == Interval(0.5, 0.5)


# Chance.


def test_chance_is_the_mean_of_the_chance_of_each_case_by_weight() -> None:
    # (.1 x 1 + .5 x 3) / 4
    found = of(ScoreRow(value=1.0, chance=0.1), ScoreRow(value=1.0, weight=3, chance=0.5))
    assert found.chance == pytest.approx(0.4)


def test_a_chance_of_nothing_counts_as_well() -> None:
    assert of(ScoreRow(value=1.0, chance=0.0), ScoreRow(value=1.0, chance=0.5)).chance == 0.25


def test_cases_without_a_level_of_chance_do_not_lower_it() -> None:
    assert of(ScoreRow(value=1.0, chance=0.5), 1.0, FAILED).chance == 0.5
    assert of(1.0, 0.0).chance is None


# By tag.

TAGGED = run(
    row("a", ["like"], hit_at_1=ScoreRow(value=1.0, chance=0.25), token_f1=0.5),
    row("b", ["like", "plot"], hit_at_1=ScoreRow(value=0.0, chance=0.75), token_f1=FAILED),
    row("c", ["dislike"], hit_at_1=ScoreRow(value=1.0, chance=0.5)),
    row("d", token_f1=1.0),
)


def test_every_metric_is_measured_over_all_cases_and_by_tag() -> None:
    found = {key: (one.value, one.cases, one.failed) for key, one in summarise(TAGGED).items()}
    assert found == {
        ("evidence_hit@1", ALL): (pytest.approx(2 / 3), 3, 0),
        ("token_f1", ALL): (0.75, 2, 1),
        ("evidence_hit@1", "like"): (0.5, 2, 0),
        ("token_f1", "like"): (0.5, 1, 1),
        ("evidence_hit@1", "plot"): (0.0, 1, 0),
        ("token_f1", "plot"): (None, 0, 1),
        ("evidence_hit@1", "dislike"): (1.0, 1, 0),
        ("token_f1", "dislike"): (None, 0, 0),
    }


def test_chance_and_interval_are_those_of_the_group() -> None:
    found = summarise(TAGGED)
    assert found["evidence_hit@1", ALL].chance == 0.5
    assert found["evidence_hit@1", "like"].chance == 0.5
    assert found["evidence_hit@1", "plot"].chance == 0.75
    assert found["evidence_hit@1", "like"].interval == Interval(0.0, 1.0)
    assert found["evidence_hit@1", "plot"].interval == Interval(0.0, 0.0)


@pytest.mark.parametrize("metric", ["evidence_hit@1", "token_f1"])
@pytest.mark.parametrize("tag", [ALL, "like", "plot", "dislike"])
def test_one_measure_is_the_same_as_among_all(metric: str, tag: str) -> None:
    assert measure(TAGGED.rows, metric, tag) == summarise(TAGGED)[metric, tag]


def test_a_tag_that_no_case_has_measures_nothing() -> None:
    assert measure(TAGGED.rows, "token_f1", "absent").cases == 0


def test_the_measures_of_a_group_come_in_the_order_of_the_metrics() -> None:
    found = summarise(TAGGED)
    assert [(one.metric, one.tag) for one in by_metric(found)] == [("evidence_hit@1", ALL), ("token_f1", ALL)]
    assert [one.value for one in by_metric(found, "plot")] == [0.0, None]


def test_a_run_without_rows_has_its_metrics_without_values() -> None:
    found = summarise(Run(metrics=(MetricInfo(name="token_f1"),)))
    assert list(found) == [("token_f1", ALL)]
    assert found["token_f1", ALL].value is None


def test_a_run_without_metrics_has_no_measures() -> None:
    assert summarise(Run()) == {}


def test_what_a_model_judged_is_measured_apart() -> None:
    judged = TAGGED.rows[0].model_copy(update={"judged": {"support": ScoreRow(value=0.5)}})
    mixed = TAGGED.model_copy(update={"rows": (judged, *TAGGED.rows[1:])})
    found = summarise(mixed, judged=True)
    assert {name for name, _ in found} == {"support"}
    assert (found["support", "like"].value, found["support", "like"].cases) == (0.5, 1)
    assert summarise(mixed) == summarise(TAGGED)


# In words.


def test_a_measure_is_told_with_its_interval_and_its_cases() -> None:
    assert str(of(0.0, 1.0)) == "0.500 (95% interval 0.000 to 1.000), 2 cases"
    assert str(of(0.5, None)) == "0.500 (95% interval 0.500 to 0.500), 1 case"
    assert str(of(None)) == "no case"
