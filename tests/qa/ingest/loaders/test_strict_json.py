from __future__ import annotations

import pytest

from qa.ingest.loaders.strict_json import StrictDecoder


def test_a_value_comes_with_its_end() -> None:
    assert StrictDecoder().decode('xx{"a": [1, 2.5, null]} y', 2) == ({"a": [1, 2.5, None]}, 23, None)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 31])
def test_a_number_beyond_the_standard_is_refused_and_the_value_passed_over(number: str) -> None:
    text = '{"a": ' + number + "}"
    _, end, refused = StrictDecoder().decode(text)
    assert end == len(text)
    assert refused is not None


def test_a_refusal_does_not_stick_to_the_next_value() -> None:
    decoder = StrictDecoder()
    decoder.decode("NaN")
    assert decoder.decode("1") == (1, 1, None)


@pytest.mark.parametrize("text", ["", "{", '{"a": }', "[1,", "nul", '"open'])
def test_half_a_value_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        StrictDecoder().decode(text)


def test_deep_nesting_is_an_error_not_a_crash() -> None:
    with pytest.raises(ValueError, match="nested too deep"):
        StrictDecoder().decode("[" * 200_000)
