from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.report.about import run_name, told_apart


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"name": "nightly", "cases_file": "seeds/cases.yaml"}, "nightly"),
        ({"cases_file": "seeds/cases.yaml"}, "cases.yaml"),
        ({}, "pytest session"),
    ],
)
def test_a_run_without_a_name_is_called_by_its_cases_or_its_maker(
    make_run: Any, given: dict[str, str], name: str
) -> None:
    assert run_name(make_run(**given)) == name


def test_names_that_differ_tell_runs_apart(make_run: Any) -> None:
    assert told_apart(make_run(name="new", system={"k": 1}), make_run(name="old", system={"k": 2})) == "new"


def test_runs_of_one_name_are_told_apart_by_the_settings_that_differ(make_run: Any) -> None:
    one = make_run(name="n", system={"engine": "auto", "max_citations": 1}, started="2026-01-01T10:00:00")
    other = make_run(name="n", system={"engine": "auto", "max_citations": 6, "llm": {"model": "x"}})
    assert told_apart(one, other) == "n (max citations 1, llm model unset)"
    assert told_apart(other, one) == "n (max citations 6, llm model x)"


def test_runs_of_one_name_and_system_are_told_apart_by_their_start(make_run: Any) -> None:
    runs = [make_run(name="n", started=f"2026-01-0{day}T10:00:00") for day in (1, 2)]
    assert told_apart(*runs) == "n (started 2026-01-01 10:00:00)"


def test_more_settings_than_fit_a_name_give_way_to_the_start(make_run: Any) -> None:
    one, other = ({name: value for name in "abcd"} for value in (1, 2))
    runs = [make_run(name="n", system=system, started=str(day)) for day, system in ((1, one), (2, other))]
    assert told_apart(*runs) == "n (started 1)"


def test_the_same_run_twice_has_its_name_alone(make_run: Any) -> None:
    assert told_apart(make_run(name="n"), make_run(name="n")) == "n"
