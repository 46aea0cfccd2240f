from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import qa.evaluation.cases as cases_module
from qa.errors import InvalidCases
from qa.evaluation.case_files import parse_cases
from qa.evaluation.cases import case_file_schema, case_schema
from qa.evaluation.yaml_lines import read_lined_yaml

PUBLISHED = Path(cases_module.__file__).with_name("case_file.schema.json")
SEEDS = Path(__file__).parents[3] / "seeds" / "cases.yaml"
CASES = [{"question": "Why?"}]

ACCEPTED: list[Any] = [
    CASES,
    {"cases": CASES},
    {"cases": CASES, "reviews": ".", "floors": "evidence_hit@1 >= 0.6"},
    {"cases": CASES, "reviews": ["a.csv", "b.csv"], "floors": []},
    {"cases": CASES, "floors": ["dislike: evidence_hit@1>=.8", "späte-tags must_contain at least 1"]},
    {"cases": CASES, "floors": [" a_b : false_refusals  at  most 0.15 ", "tokens <= 900"]},
]
REFUSED: list[Any] = [
    None,
    "Why?",
    {},
    [],
    {"cases": []},
    {"cases": None},
    {"cases": CASES[0]},
    {"reviews": "."},
    {"cases": CASES, "colour": "red"},
    {"cases": CASES, "$schema": "case_file.schema.json"},
    {"cases": CASES, "reviews": None},
    {"cases": CASES, "reviews": ""},
    {"cases": CASES, "reviews": [""]},
    {"cases": CASES, "reviews": [3]},
    {"cases": CASES, "reviews": {"path": "."}},
    {"cases": CASES, "floors": 0.8},
    {"cases": CASES, "floors": ["high"]},
    {"cases": CASES, "floors": ["evidence_hit@1 > 0.6"]},
    {"cases": CASES, "floors": ["evidence_hit@1 >= high"]},
    {"cases": CASES, "floors": ["evidence_hit@1 >= 0.6 or so"]},
    {"cases": CASES, "floors": ["a: b: evidence_hit@1 >= 0.6"]},
    {"cases": CASES, "floors": {"evidence_hit@1": 0.6}},
    {"cases": ["Why?"]},
    {"cases": [{"question": "Why?", "colour": "red"}]},
    [{"question": "Why?"}, {"question": "How?", "stance": "nice"}],
]
# What one part of a file says about another is for its reader, and so is what a tag may be.
REFUSED_BY_THE_READER_ALONE: list[Any] = [
    [*CASES, *CASES],
    {"cases": CASES, "floors": ["_x: evidence_hit@1 >= 0.6"]},
]


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    published = json.loads(PUBLISHED.read_text("utf-8"))
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published)


def is_read(document: Any) -> bool:
    try:
        parse_cases(json.dumps(document), Path("c.json"))
    except InvalidCases:
        return False
    return True


def test_the_published_schema_is_the_one_that_files_have() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == case_file_schema(), (
        "make it anew: pullquote cases schema --file > qa/evaluation/case_file.schema.json"
    )


def test_a_case_in_a_file_is_the_case_that_has_a_schema_of_its_own() -> None:
    own = case_schema()
    told = {key: part for key, part in own.items() if key not in ("$schema", "$id", "$defs")}
    definitions = case_file_schema()["$defs"]
    assert definitions["Case"] == told
    assert {name: definitions[name] for name in own["$defs"]} == own["$defs"]
    assert case_file_schema()["$id"] != own["$id"]


def test_the_sample_cases_fit_it(schema: Draft202012Validator) -> None:
    sample = read_lined_yaml(SEEDS.read_text("utf-8")).value
    assert sample.keys() == {"reviews", "floors", "cases"}
    schema.validate(sample)


@pytest.mark.parametrize(
    "mistake",
    [
        {"floor": ["evidence_hit@1 >= 0.6"]},
        {"floors": ["evidence_hit@1 of 0.6"]},
        {"cases": [*CASES, {"id": "of-what"}]},
    ],
    ids=json.dumps,
)
def test_the_sample_cases_with_a_mistake_do_not(mistake: Any, schema: Draft202012Validator) -> None:
    sample = read_lined_yaml(SEEDS.read_text("utf-8")).value
    assert not schema.is_valid({**sample, **mistake})


@pytest.mark.parametrize("document", ACCEPTED, ids=json.dumps)
def test_both_accept(document: Any, schema: Draft202012Validator) -> None:
    assert schema.is_valid(document)
    assert is_read(document)


@pytest.mark.parametrize("document", REFUSED, ids=json.dumps)
def test_both_refuse(document: Any, schema: Draft202012Validator) -> None:
    assert not schema.is_valid(document)
    assert not is_read(document)


@pytest.mark.parametrize("document", REFUSED_BY_THE_READER_ALONE, ids=json.dumps)
def test_what_parts_say_of_one_another_is_judged_by_the_reader(
    document: Any, schema: Draft202012Validator
) -> None:
    assert not is_read(document)
    assert schema.is_valid(document)
