"""How many of the questions in the tables beside this file are read as they should be."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from qa.reading.questions import read_question

TODAY = date(2025, 5, 20)
# Readings that are known to be wrong; take a question out once it is read rightly.
KNOWN_FAULTS = {
    "Did anyone walk out?",
    "What do fans of the place say?",
    "Does the sauce need more salt?",
    "Which books is it similar to?",
    "Which parts feel flimsy?",
    "The crust: soggy or crisp?",
}


def rows(table: str) -> list[dict[str, Any]]:
    return yaml.safe_load((Path(__file__).parent / table).read_text(encoding="utf-8"))


ROWS = [*rows("asked.yaml"), *rows("held_back.yaml")]


def wrong_fields(row: Mapping[str, Any]) -> dict[str, object]:
    """The fields that are read otherwise than the row says, as they are read."""
    question = read_question(row["q"], today=TODAY)
    read = {
        "kind": (question.kind, row.get("kind", "opinion")),
        "stance": (question.stance, row.get("stance", "either")),
        "whether": (question.asks_whether, row.get("whether", False)),
        "change": (question.asks_change, row.get("change", False)),
        "holder": (question.holder, row.get("holder")),
        "since": (question.published.since, row.get("since")),
        "until": (question.published.until, row.get("until")),
    }
    if "aspect" in row or row.get("kind") != "fact":
        read["aspect"] = (question.aspect, row.get("aspect"))
    wrong = {name: got for name, (got, want) in read.items() if got not in alternatives(want)}
    names = row.get("names", [])
    if list(question.names) not in (names if names and isinstance(names[0], list) else [names]):
        wrong["names"] = question.names
    if [question.stars.gte, question.stars.lte] != row.get("stars", [None, None]):
        wrong["stars"] = question.stars
    return wrong


def alternatives(want: object) -> list[object]:
    return want if isinstance(want, list) else [want]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["q"])
def test_a_question_is_read_as_a_person_reads_it(row: Mapping[str, Any]):
    wrong = wrong_fields(row)

    if row["q"] in KNOWN_FAULTS:
        assert wrong, "This is read rightly now; take it off the known faults."
    else:
        assert not wrong


def test_the_tables_name_every_known_fault_and_no_question_twice():
    questions = [row["q"] for row in ROWS]

    assert set(questions) >= KNOWN_FAULTS
    assert len(questions) == len(set(questions)) == 300
