"""Follow-ups made full by the questions before them, as the table beside this file says they should be."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qa.models import DateRange, Question, RatingRange
from qa.reading.follow_ups import full_question
from qa.reading.questions import MAX_QUESTION_CHARS, read_question
from qa.words import word_set

TODAY = date(2025, 5, 20)
ENDING = "What did critics dislike about the ending?"
ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "asked_after.yaml").read_text(encoding="utf-8")
)
PIECES = st.sampled_from(
    sorted(
        word_set(
            """and what about the acting why not it they so any one-star reviews since June in 2023 more
            who said that how many Mirela Hotel is did like dislike ending ? , . ' thanks è 結末 same for"""
        )
    )
)
SAID = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join))


def identity(row: Mapping[str, Any]) -> str:
    return f"{' / '.join(row['after'])[:60]} + {row['asked']}"


def years_of(published: DateRange) -> list[int | None]:
    return [day and day.year for day in (published.since, published.until)]


def read_wrongly(row: Mapping[str, Any], question: Question) -> dict[str, object]:
    """The fields of the full question that are read otherwise than the row says, as they are read."""
    limited = question.published != DateRange()
    read = {
        "kind": (question.kind, row.get("kind", "opinion")),
        "stance": (question.stance, row.get("stance", "either")),
        "aspect": (question.aspect, row.get("aspect", question.aspect)),
        "names": (list(question.names), row.get("names", list(question.names))),
        "holder": (question.holder, row.get("holder")),
        "asks_change": (question.asks_change, row.get("asks_change", False)),
        "years": (years_of(question.published), row.get("years", years_of(question.published))),
        "dated": (limited, row.get("dated", "years" in row)),
        "stars": ([question.stars.gte, question.stars.lte], row.get("stars", [None, None])),
    }
    return {name: got for name, (got, want) in read.items() if want not in (got, "any")}


@pytest.mark.parametrize("row", [row for row in ROWS if "stays" not in row], ids=identity)
def test_a_follow_up_becomes_the_question_that_it_means(row: Mapping[str, Any]):
    full = full_question(row["asked"], row["after"])

    assert full == row.get("becomes", full)
    assert not read_wrongly(row, read_question(full, today=TODAY))


@pytest.mark.parametrize("row", [row for row in ROWS if "stays" in row], ids=identity)
def test_what_stands_by_itself_stays_as_it_is(row: Mapping[str, Any]):
    assert full_question(row["asked"], row["after"]) == row["asked"]


def test_the_table_holds_no_follow_up_twice():
    assert len({identity(row) for row in ROWS}) == len(ROWS) > 200


def test_white_space_of_a_question_that_stands_by_itself_is_kept():
    assert full_question("  How is\n the pool? ", [ENDING]) == "  How is\n the pool? "


def test_a_turn_that_is_too_long_to_be_a_question_is_passed_over():
    assert full_question("and the acting?", ["How is the ending?", "x" * 8_000]) == "How is the acting?"


def test_only_the_last_few_turns_are_looked_at():
    assert full_question("and the acting?", [ENDING, *["thanks"] * 50]) == "and the acting?"


def test_a_question_that_would_become_too_long_stays_as_it_is():
    long = f"How is the {'very ' * 395}slow ending?"

    assert len(long) <= MAX_QUESTION_CHARS
    assert full_question(f"and the {'acting ' * 6}?", [f"{long[:-1]} in summer?"]) != ""
    assert len(full_question("tell me more", [long])) <= MAX_QUESTION_CHARS


def test_a_follow_up_is_made_full_in_a_few_milliseconds():
    full_question("and the acting?", [ENDING])
    started = perf_counter()
    for _ in range(50):
        full_question("and the acting?", [ENDING])

    assert (perf_counter() - started) / 50 < 0.02  # ten times what it takes, for a busy machine


@given(text=SAID, earlier=st.lists(SAID, max_size=8))
def test_any_text_after_any_turns_gives_a_bounded_text(text: str, earlier: list[str]):
    full = full_question(text, earlier)

    assert len(full) <= max(len(text), MAX_QUESTION_CHARS)
    assert bool(full) == bool(text)


@given(text=SAID)
def test_without_earlier_turns_every_text_stays_as_it_is(text: str):
    assert full_question(text, []) == text


@given(text=SAID, earlier=st.lists(SAID, max_size=4))
def test_the_same_turns_give_the_same_question(text: str, earlier: list[str]):
    assert full_question(text, earlier) == full_question(text, tuple(earlier))


def test_stars_are_none_unless_asked_for():
    assert read_question(full_question("and the acting?", [ENDING])).stars == RatingRange()
