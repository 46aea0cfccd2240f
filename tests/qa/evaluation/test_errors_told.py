"""Errors as a row tells them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from qa.errors import ConfigurationError
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.errors_told import MAX_ERROR_CHARS, told_error


def raised(call: object) -> BaseException:
    try:
        call()  # type: ignore[operator]
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_an_error_is_told_with_the_line_that_raised_it() -> None:
    error = raised(lambda: 1 // 0)
    line = Path(__file__).read_text("utf-8").split("\n").index("    error = raised(lambda: 1 // 0)") + 1
    assert told_error(error) == (
        f"ZeroDivisionError: integer division or modulo by zero (test_errors_told.py, line {line})"
    )


def test_an_error_of_a_library_is_told_with_the_line_that_called_it() -> None:
    assert "(test_errors_told.py, line " in told_error(raised(lambda: json.loads("{")))


def test_an_error_that_was_never_raised_has_no_line() -> None:
    assert told_error(OSError("unplugged")) == "OSError: unplugged"


def test_an_error_of_ours_says_what_to_do_and_needs_no_line() -> None:
    def refuse() -> None:
        raise ConfigurationError("Set a model.")

    assert told_error(raised(refuse)) == "ConfigurationError: Set a model."


def test_an_answer_with_wrong_fields_is_told_by_its_first_fields() -> None:
    fields = {"text": "x", "citations": [{"quote": "a", "colour": 1}, {"quote": 2}], "mood": 1, "claims": 7}
    error = raised(lambda: SystemAnswer.model_validate(fields))
    assert isinstance(error, ValidationError)
    told = told_error(error)
    assert told.startswith("SystemAnswer is not valid: citations.0.colour: extra inputs are not permitted; ")
    assert told.endswith("; and 1 more")
    assert "\n" not in told


def test_a_long_error_is_cut_and_half_a_character_is_replaced() -> None:
    assert told_error(OSError("x" * 5_000)) == f"OSError: {'x' * (MAX_ERROR_CHARS - 9)}"
    assert told_error(OSError("x\ud83d")) == "OSError: x?"


@pytest.mark.parametrize("given", [None, 7, "It rattles.", ["x"]])
def test_what_is_no_answer_is_told_by_its_type(given: object) -> None:
    told = told_error(raised(lambda: SystemAnswer.read(given)))
    assert f"this is of the type {type(given).__name__}" in told
