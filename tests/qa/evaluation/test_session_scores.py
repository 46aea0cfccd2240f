"""The scores of a session: rows of every worker as one run, held to floors and to a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation.floors import parse_floor
from qa.evaluation.runs import ReviewRow, Row, Run, save_run
from qa.evaluation.session_scores import CaseGroup, SessionScores, TestScores
from tests.qa.evaluation.builders import answer, row, run


def group(*keys: str, floors: Sequence[str] = (), name: str = "test_answers over cases.yaml") -> CaseGroup:
    return CaseGroup(name=name, keys=keys, floors=tuple(floors))


def scores(*rows: Row, of: CaseGroup | None = None, **given: Any) -> TestScores:
    return TestScores(run=run(*rows, **given), group=of)


def session(*tests: TestScores, floors: Sequence[str] = (), baseline: Path | None = None) -> SessionScores:
    made = SessionScores(floors=[parse_floor(floor) for floor in floors], baseline=baseline)
    for one in tests:
        made.add(one)
    return made


def run_of(made: SessionScores) -> Run:
    whole = made.run()
    assert whole is not None
    return whole


# One run of many.


def test_a_session_that_asked_nothing_has_no_run_and_no_fault() -> None:
    made = session(floors=["token_f1 >= 0.5"], baseline=Path("nowhere.json"))
    assert made.run() is None
    assert made.failures() == []


def test_rows_of_every_test_are_one_run() -> None:
    made = session(scores(row("b", fixed=1.0)), scores(row("a", fixed=0.0), row("c", fixed=0.5)))
    assert [(one.key, one.scores["fixed"].value) for one in run_of(made).rows] == [
        ("b", 1.0),
        ("a", 0.0),
        ("c", 0.5),
    ]


def test_a_case_that_was_asked_twice_counts_once_as_it_was_answered_last() -> None:
    made = session(scores(row("a", fixed=0.0)), scores(row("b", fixed=1.0)), scores(row("a", fixed=0.5)))
    assert [(one.key, one.scores["fixed"].value) for one in run_of(made).rows] == [("a", 0.5), ("b", 1.0)]


def test_two_questions_of_one_name_both_count() -> None:
    other = row("a", fixed=0.0)
    other = other.model_copy(update={"case": other.case.model_copy(update={"question": "What else?"})})
    assert len(run_of(session(scores(row("a", fixed=1.0)), scores(other))).rows) == 2


def test_rows_stand_as_in_the_file_in_whatever_order_they_came() -> None:
    of = group("a", "b", "c")
    tests = [scores(row(key, fixed=1.0), of=of) for key in ("c", "own", "a", "b")]
    assert [one.key for one in run_of(session(*tests)).rows] == ["a", "b", "c", "own"]


def test_reviews_of_every_test_are_in_the_run() -> None:
    ana, bo = ReviewRow(text="It hums."), ReviewRow(text="It drips.")
    made = session(
        scores(row("a", fixed=1.0), reviews={"ana": ana}), scores(row("b", fixed=1.0), reviews={"bo": bo})
    )
    assert run_of(made).reviews == {"ana": ana, "bo": bo}


def test_the_run_says_what_was_asked_by_which_metrics() -> None:
    made = session(scores(row("a", fixed=1.0), system={"engine": "extractive"}), scores(row("b", fixed=1.0)))
    assert run_of(made).system == {"engine": "extractive"}
    assert [info.name for info in run_of(made).metrics] == ["fixed"]


def test_what_a_test_asked_crosses_from_one_process_to_another_as_text() -> None:
    made = scores(row("a", ["like"], fixed=0.5), of=group("a", floors=["fixed >= 0.5"]), name="suite")
    assert TestScores.model_validate_json(made.model_dump_json(by_alias=True)) == made


def test_half_a_character_in_an_answer_does_not_keep_it_from_crossing() -> None:
    cut = row("a", fixed=1.0)
    cut = cut.model_copy(update={"answer": answer(text="It hums \ud83d")})
    assert scores(cut).model_dump_json(by_alias=True)


# Floors.


def test_floors_of_the_session_are_held_over_all_that_was_asked() -> None:
    tests = (scores(row("a", fixed=1.0)), scores(row("b", fixed=0.0)))
    assert session(*tests, floors=["fixed >= 0.5"]).failures() == []
    [told] = session(*tests, floors=["fixed >= 0.6"]).failures()
    assert told.startswith("fixed is 0.500 (95% interval 0.000 to 1.000), 2 cases, below its floor of 0.6")


def test_floors_of_a_group_are_held_over_its_cases_alone() -> None:
    kettles, pans = group("a", floors=["fixed >= 0.5"]), group("b", floors=["fixed >= 0.5"], name="pans")
    made = session(scores(row("a", fixed=0.0), of=kettles), scores(row("b", fixed=1.0), of=pans))
    [told] = made.failures()
    assert told.startswith("fixed is 0.000 (95% interval 0.000 to 0.000), 1 case, below its floor of 0.5")
    assert made.notes == []


def test_the_cases_of_a_group_may_come_one_by_one() -> None:
    of = group("a", "b", floors=["fixed >= 0.5"])
    assert session(scores(row("a", fixed=0.0), of=of), scores(row("b", fixed=1.0), of=of)).failures() == []


def test_a_group_comes_from_several_processes_as_equal_values() -> None:
    tests = [scores(row(key, fixed=0.0), of=group("a", "b", floors=["fixed >= 0.5"])) for key in "ab"]
    crossed = [TestScores.model_validate_json(one.model_dump_json(by_alias=True)) for one in tests]
    made = session(*crossed)
    [told] = made.failures()
    assert "2 cases" in told
    assert made.notes == []


def test_no_floor_is_held_where_only_some_cases_ran_and_that_is_noted() -> None:
    of = group("a", "b", "c", floors=["fixed >= 0.5"])
    tests = [scores(row(key, fixed=0.0), of=of) for key in "ab"]
    made = session(*tests, floors=["fixed >= 0.9"])
    assert made.failures() == []
    assert made.notes == ["test_answers over cases.yaml: 2 of 3 cases ran; no floor is checked"]


def test_a_group_that_ran_whole_is_held_to_its_floors_though_another_did_not() -> None:
    whole, part = group("a", floors=["fixed >= 0.5"]), group("b", "c", floors=["fixed >= 0.5"], name="pans")
    made = session(
        scores(row("a", fixed=0.0), of=whole), scores(row("b", fixed=0.0), of=part), floors=["fixed >= 0.9"]
    )
    [told] = made.failures()
    assert told.startswith("fixed is 0.000 (95% interval 0.000 to 0.000), 1 case, below its floor of 0.5")
    assert made.notes == ["pans: 1 of 2 cases ran; no floor is checked"]


def test_a_case_of_one_group_that_another_asked_has_been_run() -> None:
    # Both tests run over the same file, and a case that one of them skipped was asked by the other.
    first, second = group("a", "b", name="first"), group("a", "b", name="second")
    made = session(
        scores(row("a", fixed=0.0), row("b", fixed=0.0), of=first),
        scores(row("a", fixed=0.0), of=second),
        floors=["fixed >= 0.5"],
    )
    [told] = made.failures()
    assert "below its floor of 0.5" in told
    assert made.notes == ["second: 1 of 2 cases ran; no floor is checked"]


def test_cases_that_a_test_asks_besides_are_not_counted_among_those_of_its_file() -> None:
    made = session(scores(row("a", fixed=1.0), row("own", fixed=1.0), of=group("a", "b")))
    made.failures()
    assert made.notes == ["test_answers over cases.yaml: 1 of 2 cases ran; no floor is checked"]


def test_a_floor_that_is_missed_twice_is_told_once() -> None:
    of = group("a", floors=["fixed >= 0.5"])
    assert len(session(scores(row("a", fixed=0.0), of=of), floors=["fixed >= 0.5"]).failures()) == 1


def test_a_floor_on_no_metric_is_told_and_does_not_end_the_session() -> None:
    [told] = session(scores(row("a", fixed=0.0)), floors=["happiness >= 0.5"]).failures()
    assert told == "The floor 'happiness >= 0.5' names no metric; known are fixed."


# The baseline.


def rows_of(value: float, cases: int = 6) -> list[Row]:
    return [row(f"c{n}", fixed=value) for n in range(cases)]


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    """A run of six cases that were all answered well."""
    path = tmp_path / "before.json"
    save_run(run(*rows_of(1.0)), path)
    return path


def test_what_got_worse_than_the_baseline_is_told(baseline: Path) -> None:
    tests = [scores(one) for one in rows_of(0.0)]
    [told] = session(*tests, baseline=baseline).failures()
    assert told.startswith("fixed got worse than the baseline: 1.000 to 0.000, -1.000")
    assert told.endswith("6 cases: c0, c1, c2, c3, c4 …")


def test_what_stayed_the_same_is_no_fault(baseline: Path) -> None:
    assert session(scores(*rows_of(1.0)), baseline=baseline).failures() == []
    assert session(scores(*rows_of(0.0, cases=5)), baseline=baseline).failures() == []


def test_floors_come_before_what_got_worse(baseline: Path) -> None:
    told = session(scores(*rows_of(0.0)), floors=["fixed >= 0.5"], baseline=baseline).failures()
    assert ["floor" in one for one in told] == [True, False]


def test_a_baseline_that_cannot_be_read_is_told_beside_the_floors(tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    path.write_text("{}[", "utf-8")
    made = session(scores(row("a", fixed=0.0)), floors=["fixed >= 0.5"], baseline=path)
    floor, unread = made.failures()
    assert "below its floor" in floor
    assert unread.startswith(f"{path} is not a run of this version of Pullquote")


def test_a_floor_on_no_metric_does_not_hide_what_got_worse(baseline: Path) -> None:
    told = session(scores(*rows_of(0.0)), floors=["happiness >= 1"], baseline=baseline).failures()
    assert len(told) == 2
