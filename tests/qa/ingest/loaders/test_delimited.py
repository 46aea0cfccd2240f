from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import UnreadableSource
from qa.ingest.loaders.delimited import read_delimited
from qa.ingest.loaders.tables import BadRow, Row, Table


def table(text: str | bytes) -> Table:
    raw = text.encode() if isinstance(text, str) else text
    return read_delimited(io.BufferedReader(io.BytesIO(raw), buffer_size=64 * 1024))


def rows(text: str | bytes) -> list[Row | BadRow]:
    return list(table(text).rows)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_the_header_uses(mark: str) -> None:
    assert rows(f"text{mark}stars\nGood{mark}4\n") == [Row(2, {"text": "Good", "stars": "4"})]


def test_delimiters_inside_quotes_of_the_header_do_not_count() -> None:
    assert table('"a;b;c;d",text\n1,x\n').columns == ("a;b;c;d", "text")


def test_quoted_cells_may_hold_delimiters_quotes_and_line_ends() -> None:
    [first, second] = rows('text,n\n"He said ""no"",\r\nthen left",1\nplain,2\n')
    assert first == Row(2, {"text": 'He said "no",\r\nthen left', "n": "1"})
    assert second == Row(4, {"text": "plain", "n": "2"})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert rows(f"text,n{end}a,1{end}b,2{end}") == [
        Row(2, {"text": "a", "n": "1"}),
        Row(3, {"text": "b", "n": "2"}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_common_encoding_is_read(encoding: str) -> None:
    assert rows("text,author\nDéjà lu,Zoë\n".encode(encoding)) == [
        Row(2, {"text": "Déjà lu", "author": "Zoë"})
    ]


def test_a_row_of_another_width_is_reported_with_its_line_and_the_next_is_read() -> None:
    assert rows("a,b\n1,2\n3\n4,5,6\n7,8\n") == [
        Row(2, {"a": "1", "b": "2"}),
        BadRow(3, "the row has 1 cell where the header has 2"),
        BadRow(4, "the row has 3 cells where the header has 2"),
        Row(5, {"a": "7", "b": "8"}),
    ]


def test_blank_lines_are_passed_over_but_counted() -> None:
    assert rows("\na,b\n\n1,2\n") == [Row(4, {"a": "1", "b": "2"})]


def test_a_cell_of_200_thousand_characters_is_read() -> None:
    [row] = rows("text,n\n" + "w" * 200_000 + ",1\n")
    assert row == Row(2, {"text": "w" * 200_000, "n": "1"})


def test_a_line_of_a_million_characters_is_read() -> None:
    [row] = rows("text,n\n" + "w" * 1_000_000 + ",1\n")
    assert row == Row(2, {"text": "w" * 1_000_000, "n": "1"})


def test_a_cell_beyond_the_limit_is_reported_and_the_next_row_is_read() -> None:
    bad, good = rows("text,n\n" + "w" * 2_000_001 + ",1\nfine,2\n")
    assert isinstance(bad, BadRow)
    assert (bad.line, "2,000,000" in bad.reason) == (2, True)
    assert good == Row(3, {"text": "fine", "n": "2"})


def test_a_quote_that_is_never_closed_is_reported_with_the_line_that_opens_it() -> None:
    good, bad = rows('text,n\nfine,1\n"open,2\nlost,3\n')
    assert good == Row(2, {"text": "fine", "n": "1"})
    assert bad == BadRow(3, "the quote opened in this row is never closed; it runs to line 4")


def test_a_line_too_long_to_hold_ends_the_file_but_not_the_rows_before() -> None:
    read = table("text,n\nfine,1\n" + "w" * 9_000_000 + ",1\n")
    assert next(read.rows) == Row(2, {"text": "fine", "n": "1"})
    with pytest.raises(UnreadableSource, match="line 3 is longer"):
        next(read.rows)


def test_columns_of_the_same_name_are_told_apart() -> None:
    read = table("text,text,n,text\na,b,1,c\n")
    assert read.columns == ("text", "text (2)", "n", "text (3)")
    assert list(read.rows) == [Row(2, {"text": "a", "text (2)": "b", "n": "1", "text (3)": "c"})]


def test_columns_without_a_name_are_left_out() -> None:
    read = table(",text,Unnamed: 0\n0,a,7\n")
    assert read.columns == ("text",)
    assert list(read.rows) == [Row(2, {"text": "a"})]


def test_a_nul_is_kept_in_its_cell() -> None:
    assert rows("text,n\na\x00b,1\n") == [Row(2, {"text": "a\x00b", "n": "1"})]


def test_loose_quotes_in_a_tab_separated_file_are_plain_characters() -> None:
    assert rows('text\tn\n"Best" they said\t1\nfine\t2\n') == [
        Row(2, {"text": '"Best" they said', "n": "1"}),
        Row(3, {"text": "fine", "n": "2"}),
    ]


def test_quotes_around_cells_of_a_tab_separated_file_are_taken_off() -> None:
    assert rows('text\tn\n"a\tb ""c"""\t1\n') == [Row(2, {"text": 'a\tb "c"', "n": "1"})]


@pytest.mark.parametrize("raw", ["", "\n\n", "  \r\n \n", "\ufeff"])
def test_a_file_without_a_header_is_empty(raw: str) -> None:
    with pytest.raises(UnreadableSource, match="empty"):
        table(raw)


def test_a_header_that_is_no_csv_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="no header"):
        table("a" * 2_000_001 + ",text\nx,y\n")


CELL = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6))
def test_whatever_csv_writes_is_read_back(records: list[tuple[str, str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([("a", "b"), *records])
    read = [tuple(row.values.values()) for row in rows(written.getvalue()) if isinstance(row, Row)]
    assert read == records
