from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import UnreadableSource
from qa.ingest.loaders.json_document import is_json_lines, read_json_document
from qa.ingest.loaders.tables import BadRow, Row

BIG = "z" * 600_000  # more than is read at a time


def stream(raw: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(raw), buffer_size=256 * 1024)


def rows(text: str) -> list[Row | BadRow]:
    return list(read_json_document(stream(text.encode())).rows)


def test_an_array_of_objects_is_read_with_line_numbers() -> None:
    assert rows('[\n {"a": 1},\n\n {"a": 2}\n]\n') == [Row(2, {"a": 1}), Row(4, {"a": 2})]


def test_elements_that_share_a_line_are_numbered() -> None:
    text = '[{"a": 1}, 5,\n {"a": 3}, {"a": 4}]'
    assert rows(text) == [
        Row(1, {"a": 1}, 1),
        BadRow(1, "the element is not a JSON object", 2),
        Row(2, {"a": 3}),
        Row(2, {"a": 4}, 4),
    ]


def test_an_object_with_reviews_is_read_whatever_else_it_holds() -> None:
    text = '{"count": 12, "about": {"reviews": [0]}, "reviews": [{"a": "}"}], "more": []}'
    assert rows(text) == [Row(1, {"a": "}"}, 1)]


def test_an_object_alone_is_a_row_without_what_it_nests() -> None:
    assert rows('{\n "a": 1,\n "b": [2],\n "reviews": {}\n}') == [
        Row(1, {"a": 1, "b": None, "reviews": None})
    ]


def test_an_object_alone_with_a_number_that_is_none_is_reported() -> None:
    assert rows('{"a": NaN}') == [BadRow(1, "NaN is not valid JSON")]


def test_an_empty_array_has_no_rows() -> None:
    assert rows(" [ ] ") == []


def test_an_element_longer_than_what_is_read_at_a_time_is_read() -> None:
    assert rows(json.dumps([{"a": BIG}, {"a": 2}])) == [Row(1, {"a": BIG}, 1), Row(1, {"a": 2}, 2)]


def test_a_document_on_one_long_line_is_read() -> None:
    many = [{"text": "A sturdy stool, if a low one. " * 30, "n": n} for n in range(12_000)]
    read = rows(json.dumps(many))
    assert [row.values["n"] for row in read if isinstance(row, Row)] == list(range(12_000))


@pytest.mark.parametrize("element", ["NaN", '{"a": Infinity}', '{"a": 1e999}', "3", '"text"', "null"])
def test_an_element_that_is_no_row_is_reported_and_the_next_is_read(element: str) -> None:
    bad, good = rows(f'[{element},\n{{"a": 1}}]')
    assert isinstance(bad, BadRow)
    assert bad.line == 1
    assert good == Row(2, {"a": 1})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"a": 1}, {"a": ]', "line 1"),
        ('[{"a": 1}\n', "the file ends"),
        ('[{"a": 1} {"a": 2}]', "expected ','"),
    ],
)
def test_rows_before_a_mistake_are_kept_and_the_mistake_is_told(text: str, words: str) -> None:
    table = read_json_document(stream(text.encode()))
    assert next(table.rows) == Row(1, {"a": 1}, 1)
    with pytest.raises(UnreadableSource, match=words):
        list(table.rows)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  ", "empty"),
        ("3", "neither"),
        ("{", "the file ends|not valid"),
        ('{"a" 1}', "expected ':'"),
        ("[" * 100_000, "nested too deep"),
        ('{"a": 1 "b": 2}', "expected"),
    ],
)
def test_a_document_without_rows_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableSource, match=words):
        rows(text)


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=9) | st.integers(0, 99), max_size=3)))
def test_whatever_json_writes_is_read_back(records: list[dict[str, object]]) -> None:
    assert [row.values for row in rows(json.dumps(records, indent=1)) if isinstance(row, Row)] == records


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"a": 1}\n{"a": 2}\n', True),
        (b'\xef\xbb\xbf{"a": 1}', True),
        (b'[{"a": 1}]', False),
        (b'{"reviews": [{"a": 1}]}\n', False),
        (b'{\n "reviews": []}', False),
        (b"", False),
    ],
)
def test_json_lines_under_another_name_are_told_from_documents(raw: bytes, expected: bool) -> None:
    assert is_json_lines(stream(raw)) is expected
