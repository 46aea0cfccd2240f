"""What a run must reach: written as people say it, refused where it says nothing, told where it is missed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InputError
from qa.evaluation.floors import Floor, broken_floors, check_floors, parse_floor
from qa.evaluation.runs import MetricInfo, Run, ScoreRow
from qa.evaluation.summary import ALL, measure, summarise
from tests.qa.evaluation.builders import row, run

FAILED = ScoreRow(error="ZeroDivisionError")
INFOS = (
    MetricInfo(name="evidence_hit@1"),
    MetricInfo(name="token_f1"),
    MetricInfo(name="latency_ms", unit="ms", higher_is_better=False),
)


def broken(found: Run, *floors: str) -> list[str]:
    return broken_floors(found, [parse_floor(floor) for floor in floors])


# As they are written.


@pytest.mark.parametrize(
    "text",
    [
        "dislike: evidence_hit@1 >= 0.8",
        "dislike:evidence_hit@1>=0.8",
        "dislike evidence_hit@1 at least .8",
        "  dislike :  evidence_hit@1   at  least   0.80  ",
    ],
)
def test_a_floor_is_written_as_people_say_it(text: str) -> None:
    assert parse_floor(text) == Floor(metric="evidence_hit@1", value=0.8, tag="dislike")


@pytest.mark.parametrize("text", ["latency_ms <= 2000", "latency_ms at most 2000", "latency_ms<=2000.0"])
def test_a_ceiling_is_written_in_the_same_way(text: str) -> None:
    assert parse_floor(text) == Floor(metric="latency_ms", value=2000, bound="at_most")


@pytest.mark.parametrize("tag", ["battery-life", "größe", "2024", "a_b", "at"])
def test_any_tag_of_a_case_can_have_a_floor(tag: str) -> None:
    assert parse_floor(f"{tag}: token_f1 >= 1") == Floor(metric="token_f1", value=1, tag=tag)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.8",
        "token_f1",
        "token_f1 0.8",
        "token_f1 > 0.8",
        "token_f1 = 0.8",
        "token_f1 >= much",
        "token_f1 >= -1",
        "token_f1 >= 80%",
        "token_f1 >= 0,8",
        "token_f1 >= 0.8 or so",
        "token_f1 >= nan",
        "token_f1 least 0.8",
        "Token F1: >= 0.8",
        "like: plot: token_f1 >= 0.8",
        "-like: token_f1 >= 0.8",
        "token-f1 >= 0.8",
        "evidence_hit@ >= 0.8",
        "token_f1 >= 0.8; token_f1 >= 0.9",
    ],
)
def test_what_is_no_floor_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_floor(text)
    assert raised.value.message == (
        f"{text!r} is no floor; write [TAG:] METRIC >= NUMBER, such as dislike: evidence_hit@1 >= 0.8"
    )


def test_a_floor_is_told_in_the_way_it_is_written() -> None:
    assert str(parse_floor("dislike hit@1 at least .80")) == "dislike: hit@1 >= 0.8"
    assert str(parse_floor("latency_ms at most 2000")) == "latency_ms <= 2000"


@given(st.floats(0, 10**7, allow_subnormal=False), st.sampled_from([">=", "<="]))
def test_a_floor_that_was_written_reads_the_same(value: float, bound: str) -> None:
    floor = parse_floor(f"like: cost_usd {bound} {value:.20f}")
    assert parse_floor(str(floor)) == floor


@pytest.mark.parametrize(
    ("floor", "value", "holds"),
    [
        ("token_f1 >= 0.5", 0.5, True),
        ("token_f1 >= 0.5", 0.49, False),
        ("token_f1 >= 0.5", 0.51, True),
        ("latency_ms <= 20", 20.0, True),
        ("latency_ms <= 20", 20.1, False),
        ("latency_ms <= 20", 19.9, True),
    ],
)
def test_a_floor_is_a_bound_that_may_be_touched(floor: str, value: float, holds: bool) -> None:
    assert parse_floor(floor).holds(value) is holds


# Floors that make no sense.


def check(*floors: str) -> None:
    check_floors([parse_floor(floor) for floor in floors], INFOS)


def test_floors_on_known_metrics_within_reach_make_sense() -> None:
    check("evidence_hit@1 >= 1", "like: token_f1 >= 0", "token_f1 <= 0.5", "latency_ms <= 2000")


def test_evidence_may_be_left_out_of_a_metric() -> None:
    check("hit@1 >= 0.5")


def test_a_floor_on_no_metric_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError) as raised:
        check("token_f1 >= 0.5", "like: happiness >= 0.5")
    assert raised.value.message == (
        "The floor 'like: happiness >= 0.5' names no metric; known are evidence_hit@1, token_f1, latency_ms."
    )


def test_a_floor_above_all_that_a_share_can_reach_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        check("hit@1 >= 80")
    assert raised.value.message == ("The floor 'hit@1 >= 80' is out of reach: evidence_hit@1 lies in 0 to 1.")


def test_no_floor_is_no_trouble() -> None:
    check_floors([], [])


# Floors that are missed.

ROWS = run(
    row("a", ["like"], hit_at_1=1.0, token_f1=0.5),
    row("b", ["like"], hit_at_1=0.0, token_f1=0.5),
    row("c", ["dislike"], hit_at_1=1.0, token_f1=0.5),
    row("d", ["plot"], token_f1=FAILED),
)


def test_what_reaches_its_floor_is_not_told() -> None:
    assert broken(ROWS, "like: hit@1 >= 0.5", "dislike: hit@1 >= 1", "like: token_f1 <= 0.5") == []


def test_what_is_below_its_floor_is_told_with_its_interval_and_the_cases() -> None:
    [told] = broken(ROWS, "like: hit@1 >= 0.8")
    assert told == (
        "evidence_hit@1 over the cases tagged like is 0.500 (95% interval 0.000 to 1.000), 2 cases, "
        "below its floor of 0.8\n"
        "    b: What of b?"
    )


def test_what_is_above_its_ceiling_is_told_as_such() -> None:
    [told] = broken(ROWS, "dislike: token_f1 <= 0.25")
    assert told.startswith(
        "token_f1 over the cases tagged dislike is 0.500 (95% interval 0.500 to 0.500), 1 case, "
        "above its ceiling of 0.25"
    )


def test_over_all_cases_no_tag_is_told() -> None:
    [told] = broken(ROWS, "hit@1 >= 0.9")
    assert told.startswith("evidence_hit@1 is 0.667 (95% interval ")


def test_every_floor_that_is_missed_is_told_in_order() -> None:
    told = broken(ROWS, "hit@1 >= 0.9", "dislike: hit@1 >= 0.9", "like: hit@1 >= 0.9")
    assert [one.split(" is ")[0] for one in told] == [
        "evidence_hit@1",
        "evidence_hit@1 over the cases tagged like",
    ]


def test_a_measure_that_could_not_be_computed_for_some_misses_any_floor() -> None:
    assert broken(ROWS, "token_f1 >= 0.1") == [
        "token_f1 could not be computed for 1 of its cases (floor: token_f1 >= 0.1)"
    ]
    assert broken(ROWS, "plot: token_f1 >= 0") == [
        "token_f1 over the cases tagged plot could not be computed for 1 of its cases "
        "(floor: plot: token_f1 >= 0)"
    ]


def test_a_floor_that_nothing_was_measured_for_is_told() -> None:
    assert broken(ROWS, "plot: hit@1 >= 0.5") == [
        "evidence_hit@1 over the cases tagged plot applies to no case, so that the floor "
        "plot: hit@1 >= 0.5 says nothing"
    ]


def test_a_floor_for_a_tag_that_no_case_has_is_told_with_the_tags_that_there_are() -> None:
    assert broken(ROWS, "likes: hit@1 >= 0.5") == [
        "evidence_hit@1 over the cases tagged likes applies to no case, so that the floor "
        "likes: hit@1 >= 0.5 says nothing; tags are like, dislike, plot"
    ]


def test_a_floor_on_a_metric_that_the_run_lacks_is_refused() -> None:
    with pytest.raises(InputError, match="names no metric; known are evidence_hit@1, token_f1"):
        broken(ROWS, "hit@1 >= 0.5", "rouge_l >= 0.5")


@pytest.mark.parametrize(
    ("keys", "rest"), [("abc", []), ("abcd", ["    and 1 more"]), ("abcde", ["    and 2 more"])]
)
def test_three_cases_are_named_with_what_is_wrong_and_the_others_counted(keys: str, rest: list[str]) -> None:
    rows = [row(key, fixed=0.0) for key in keys]
    rows[1] = rows[1].model_copy(update={"findings": {"fixed": ("the lid is loose", "the spout drips")}})
    [told] = broken(run(row("fine", fixed=1.0), *rows), "fixed >= 0.5")
    assert told.splitlines()[1:] == [
        "    a: What of a?",
        "    b: the lid is loose",
        "    c: What of c?",
        *rest,
    ]


def test_only_cases_of_the_tag_are_named() -> None:
    rows = [row("a", ["plot"], fixed=0.0), row("b", ["like"], fixed=0.0)]
    [told] = broken(run(*rows), "like: fixed >= 0.5")
    assert told.splitlines()[1:] == ["    b: What of b?"]


def test_only_cases_that_fall_short_are_named() -> None:
    infos = (MetricInfo(name="fixed", higher_is_better=False),)
    rows = [row("a", fixed=0.0), row("b", fixed=1.0), row("c")]
    [told] = broken(run(*rows, metrics=infos), "fixed <= 0.25")
    assert told.splitlines()[1:] == ["    b: What of b?"]


def test_measures_that_are_known_are_not_worked_out_again() -> None:
    floors = [parse_floor("like: hit@1 >= 0.8"), parse_floor("hit@1 >= 0.8")]
    known = {("evidence_hit@1", ALL): measure(ROWS.rows, "evidence_hit@1", "dislike")}
    [told] = broken_floors(ROWS, floors, known)
    assert told.startswith("evidence_hit@1 over the cases tagged like is 0.500")
    assert broken_floors(ROWS, floors, summarise(ROWS)) == broken_floors(ROWS, floors)


def test_a_floor_that_is_just_reached_holds() -> None:
    assert broken(run(*[row(key, fixed=0.7) for key in "abc"]), "fixed >= 0.7") == []


def test_all_is_the_tag_of_a_floor_without_one() -> None:
    assert parse_floor("token_f1 >= 0.5").tag == ALL
