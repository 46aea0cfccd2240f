from __future__ import annotations

import io

import pytest

from qa.ingest.loaders.json_lines import read_json_lines
from qa.ingest.loaders.tables import BadRow, Row, Table


def table(raw: bytes) -> Table:
    return read_json_lines(io.BufferedReader(io.BytesIO(raw)))


def test_each_line_is_a_row_with_its_number() -> None:
    read = list(table(b'{"text": "Good."}\n\n{"text": "Bad."}\r\n').rows)
    assert read == [Row(1, {"text": "Good."}), Row(3, {"text": "Bad."})]


def test_columns_are_the_keys_of_all_first_rows() -> None:
    assert table(b'{"a": 1}\nnope\n{"b": 2, "a": 3}\n').columns == ("a", "b")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "x"', "not valid JSON"),
        (b'{"rating": NaN}', "NaN"),
        (b'{"rating": 1e999}', "too large"),
        (b"[1]", "not a JSON object"),
        (b"{} {}", "more than one"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"n": ' + b"9" * 5_000 + b"}", "5,000 digits"),
    ],
)
def test_a_bad_line_is_reported_and_the_next_is_read(line: bytes, words: str) -> None:
    bad, good = table(line + b'\n{"text": "Fine."}\n').rows
    assert isinstance(bad, BadRow)
    assert bad.line == 1
    assert words in bad.reason
    assert good == Row(2, {"text": "Fine."})


def test_a_line_of_a_million_characters_is_read() -> None:
    [row] = table(b'{"text": "' + b"y" * 1_000_000 + b'"}').rows
    assert isinstance(row, Row)
    assert row.values["text"] == "y" * 1_000_000


def test_a_line_that_is_too_long_is_reported_and_the_next_is_read() -> None:
    bad, good = table(b'{"text": "' + b"y" * 9_000_000 + b'"}\n{"text": "Fine."}').rows
    assert isinstance(bad, BadRow)
    assert "longer than 8,000,000" in bad.reason
    assert good == Row(2, {"text": "Fine."})
