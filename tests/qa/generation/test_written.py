"""What a model wrote, read with patience for its form."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from qa.generation.written import MAX_EVIDENCE, SCHEMA, WrittenClaim


def _read(evidence: Any, **fields: Any) -> WrittenClaim:
    return WrittenClaim.model_validate({"text": "It glows.", "evidence": evidence, **fields})


@pytest.mark.parametrize("number", [3, 3.0, "3", "[3]", "S3", "3.0", " Sentence 3. ", "\u27e63\u27e7"])
def test_a_sentence_number_is_read_however_it_is_written(number: Any) -> None:
    assert _read([{"sentence": number}]).evidence[0].sentence == 3


@pytest.mark.parametrize(
    "number", [3.5, "three", "3 and 4", "", None, [], {}, True, False, float("inf"), "3-4"]
)
def test_what_is_no_single_number_is_refused(number: Any) -> None:
    with pytest.raises(ValidationError):
        _read([{"sentence": number}])


def test_a_number_of_five_digits_is_not_cut_to_one_that_may_be_shown() -> None:
    assert _read([{"sentence": "12345"}]).evidence[0].sentence == 12345


@pytest.mark.parametrize(
    ("written", "stance"),
    [
        ("positive", "positive"),
        (" POS ", "positive"),
        ("for", "positive"),
        ("Praise", "positive"),
        ("negative", "negative"),
        ("neg", "negative"),
        ("against", "negative"),
        ("criticism", "negative"),
        ("mixed", "mixed"),
        ("both", "mixed"),
        ("neutral", "neutral"),
        ("glowing", "neutral"),
        (7, "neutral"),
        (None, "neutral"),
    ],
)
def test_a_stance_in_other_words_is_understood_and_any_else_is_neutral(written: Any, stance: str) -> None:
    assert _read([1], stance=written).stance == stance


def test_a_claim_without_a_stance_is_neutral() -> None:
    assert _read([1]).stance == "neutral"


def test_bare_numbers_and_a_single_entry_stand_for_whole_sentences() -> None:
    assert [(one.sentence, one.quote) for one in _read([2, "5"]).evidence] == [(2, ""), (5, "")]
    assert [(one.sentence, one.quote) for one in _read(4).evidence] == [(4, "")]
    assert [(one.sentence, one.quote) for one in _read({"sentence": 1, "quote": "glows"}).evidence] == [
        (1, "glows")
    ]


def test_a_quote_that_is_null_is_none() -> None:
    assert _read([{"sentence": 1, "quote": None}]).evidence[0].quote == ""


def test_only_the_first_entries_are_kept() -> None:
    assert [one.sentence for one in _read([1, 2, 3, 4, 5, 6]).evidence] == [1, 2, 3, 4]
    assert MAX_EVIDENCE == 4


def test_what_was_not_asked_for_is_passed_over() -> None:
    claim = _read([{"sentence": 1, "quote": "", "why": "so"}], confidence=0.9)
    assert not hasattr(claim, "confidence")


@pytest.mark.parametrize(
    "value",
    [
        {"evidence": [1]},
        {"text": "It glows."},
        {"text": None, "evidence": [1]},
        {"text": 5, "evidence": [1]},
        {"text": "It glows.", "evidence": []},
        {"text": "It glows.", "evidence": None},
        {"text": "It glows.", "evidence": [{"quote": "glows"}]},
        {"text": "It glows.", "evidence": [{"sentence": 1, "quote": 5}]},
        "It glows.",
        None,
        [],
    ],
)
def test_what_has_no_text_or_no_evidence_is_no_claim(value: Any) -> None:
    with pytest.raises(ValidationError):
        WrittenClaim.model_validate(value)


def test_an_error_does_not_repeat_what_the_model_wrote() -> None:
    with pytest.raises(ValidationError) as caught:
        WrittenClaim.model_validate({"text": "secret words", "evidence": ["secret"]})
    assert "secret" not in str(caught.value)


def test_the_schema_takes_what_is_asked_for_and_nothing_beside_it() -> None:
    schema = Draft202012Validator(dict(SCHEMA))
    entry = {"sentence": 1, "quote": "glows"}
    whole = {"text": "It glows.", "stance": "positive", "evidence": [entry]}
    assert schema.is_valid({"claims": [whole]})
    assert schema.is_valid({"claims": []})
    assert not schema.is_valid({})
    assert not schema.is_valid({"claims": [], "more": 1})
    assert not schema.is_valid({"claims": [{**whole, "stance": "glowing"}]})
    assert not schema.is_valid({"claims": [{**whole, "more": 1}]})
    assert not schema.is_valid({"claims": [{**whole, "evidence": [{"sentence": 1}]}]})
    assert not schema.is_valid({"claims": [{**whole, "evidence": [{**entry, "more": 1}]}]})
    assert all(
        not schema.is_valid({"claims": [{k: v for k, v in whole.items() if k != key}]}) for key in whole
    )


def test_an_entry_that_cannot_be_read_spoils_no_other() -> None:
    claim = WrittenClaim.model_validate({"text": "It glows.", "evidence": [{"quote": "no number"}, 2]})
    assert [entry.sentence for entry in claim.evidence] == [2]
