from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

import qa.evaluation.cases as cases_module
from qa.evaluation.cases import Case, case_schema

PUBLISHED = Path(cases_module.__file__).with_name("case.schema.json")

ACCEPTED: list[dict[str, Any]] = [
    {"question": "Why?"},
    {"id": "x", "question": "Why?", "tags": ["a", "b-c"], "note": "n", "reference": "r"},
    {"question": "Why?", "answerable": False},
    {"question": "Why?", "evidence": ["a quote"]},
    {"question": "Why?", "evidence": [{"quote": "a"}, {"quote": "a", "review": "r", "stance": "mixed"}]},
    {"question": "Why?", "evidence": [{"review": "r", "start": 0, "end": 3}]},
    {"question": "Why?", "evidence": [{"any_of": ["a", {"quote": "b", "review": "r"}], "stance": "neutral"}]},
    {"question": "Why?", "stance": "positive", "must_contain": ["a", ["b", "c"]], "must_not_contain": ["d"]},
    {
        "question": "Why?",
        "counts": {"mentioning": 3, "positive": {"min": 1}, "negative": {"min": 0, "max": 2}},
    },
    {
        "question": "Why?",
        "scope": {"item_id": "film", "rating": {"gte": 2.5}, "published": {"from": "2024-01-31"}},
    },
    {"question": "Why?", "scope": {"item_id": None}},
    {"question": "Why?", "history": [{"role": "user", "content": "Hi."}]},
]
REFUSED: list[Any] = [
    {},
    [],
    "Why?",
    {"question": ""},
    {"question": 3},
    {"question": "x" * 2_001},
    {"question": "Why?", "colour": "red"},
    {"question": "Why?", "id": ""},
    {"question": "Why?", "answerable": "no"},
    {"question": "Why?", "evidence": "a quote"},
    {"question": "Why?", "evidence": [3]},
    {"question": "Why?", "evidence": [""]},
    {"question": "Why?", "evidence": [{"any_of": []}]},
    {"question": "Why?", "evidence": [{"quote": "a", "page": 2}]},
    {"question": "Why?", "evidence": [{"review": "r", "start": -1, "end": 3}]},
    {"question": "Why?", "stance": "nice"},
    {"question": "Why?", "counts": {"mentioning": "3"}},
    {"question": "Why?", "counts": {"mentioning": {"least": 1}}},
    {"question": "Why?", "counts": {"colour": 1}},
    {"question": "Why?", "scope": {"colour": "red"}},
    {"question": "Why?", "scope": {"rating": {"above": 3}}},
    {"question": "Why?", "scope": {"rating": {"gte": [3]}}},
    {"question": "Why?", "must_contain": [3]},
    {"question": "Why?", "history": [{"role": "system", "content": "Hi."}]},
    {"question": "Why?", "history": [{"role": "user"}]},
    {"question": "Why?", "tags": ["x" * 61]},
    {"question": "Why?", "tags": "x"},
]
# What one part of a case says about another is for the reader of the file, not for the schema.
REFUSED_BY_THE_READER_ALONE: list[dict[str, Any]] = [
    {"question": "Why?", "answerable": False, "stance": "positive"},
    {"question": "Why?", "tags": ["a", "a"]},
    {"question": "Why?", "tags": ["two words"]},
    {"question": "Why?", "scope": {"rating": {"gte": 4, "lte": 2}}},
    {"question": "Why?", "evidence": [{"review": "r"}]},
]
LOOSER: list[dict[str, Any]] = [
    {"question": "Why?", "counts": {"mentioning": -1}},
    {"question": "Why?", "must_contain": [[]]},
]


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    published = json.loads(PUBLISHED.read_text("utf-8"))
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published)


def is_case(document: Any) -> bool:
    try:
        Case.model_validate(document)
    except ValidationError:
        return False
    return True


def test_the_published_schema_is_the_one_that_cases_have() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == case_schema(), (
        "make it anew: pullquote cases schema > qa/evaluation/case.schema.json"
    )


def test_the_schema_names_its_draft_and_itself() -> None:
    assert case_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert case_schema()["$id"] == "urn:pullquote:case:1"


@pytest.mark.parametrize("document", ACCEPTED, ids=json.dumps)
def test_both_accept(document: dict[str, Any], schema: Draft202012Validator) -> None:
    assert schema.is_valid(document)
    assert is_case(document)


@pytest.mark.parametrize("document", REFUSED, ids=lambda document: json.dumps(document)[:80])
def test_both_refuse(document: Any, schema: Draft202012Validator) -> None:
    assert not schema.is_valid(document)
    assert not is_case(document)


@pytest.mark.parametrize("document", LOOSER, ids=json.dumps)
def test_both_refuse_short_forms(document: dict[str, Any], schema: Draft202012Validator) -> None:
    assert not is_case(document)
    assert not schema.is_valid(document)


@pytest.mark.parametrize("document", REFUSED_BY_THE_READER_ALONE, ids=json.dumps)
def test_what_parts_say_of_one_another_is_judged_by_the_reader(document: dict[str, Any]) -> None:
    assert not is_case(document)


@pytest.mark.parametrize("document", ACCEPTED, ids=json.dumps)
def test_what_is_written_fits_the_schema(document: dict[str, Any], schema: Draft202012Validator) -> None:
    assert schema.is_valid(json.loads(json.dumps(Case.model_validate(document).written())))
