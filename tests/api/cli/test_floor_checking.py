from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli.floor_checking import floor_problems
from qa.evaluation.case_files import load_cases, parse_cases

SEEDS = Path(__file__).parents[3] / "seeds" / "cases.yaml"
FILE = """reviews: .
floors:
  - evidence_hit@1 >= 0.5
  - {floor}
cases:
  - question: A?
    tags: [room, bath]
  - question: B?
    tags: [bath]
"""


def problems(floor: str) -> list[str]:
    return floor_problems(parse_cases(FILE.format(floor=json.dumps(floor)), Path("c.yaml")))


@pytest.mark.parametrize(
    "floor", ["room: hit@1 >= 0.5", "bath: evidence_hit@1 <= 1", "tokens <= 900", "false_refusals <= 0.1"]
)
def test_floors_that_can_be_held_to_are_no_problem(floor: str) -> None:
    assert problems(floor) == []


@pytest.mark.parametrize(
    ("floor", "told"),
    [
        ("beauty >= 0.5", "c.yaml: The floor 'beauty >= 0.5' names no metric; known are "),
        ("evidence_hit@5 >= 1.5", "c.yaml: The floor 'evidence_hit@5 >= 1.5' is out of reach"),
        (
            "pool: evidence_hit@1 >= 0.5",
            "c.yaml: The floor 'pool: evidence_hit@1 >= 0.5' is on a tag that no case has; "
            "tags are bath, room.",
        ),
    ],
)
def test_a_floor_that_cannot_be_held_to_is_told(floor: str, told: str) -> None:
    (problem,) = problems(floor)
    assert problem.startswith(told)


def test_all_that_is_wrong_with_a_floor_is_told() -> None:
    assert len(problems("pool: beauty >= 0.5")) == 2


def test_where_no_case_has_a_tag_that_is_told() -> None:
    file = parse_cases('{"cases": [{"question": "A?"}], "floors": "x: hit@1 >= 0.5"}', Path("c.json"))
    (problem,) = floor_problems(file)
    assert problem == ("c.json: The floor 'x: hit@1 >= 0.5' is on a tag that no case has; no case has any.")


def test_a_file_without_floors_has_none_that_are_wrong() -> None:
    assert floor_problems(parse_cases('{"question": "A?"}', Path("c.jsonl"))) == []


def test_the_floors_of_the_sample_cases_can_be_held_to() -> None:
    assert floor_problems(load_cases(SEEDS)) == []
