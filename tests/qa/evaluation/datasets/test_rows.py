from pathlib import Path

import pytest

from qa.errors import UnreadableSource
from qa.evaluation.datasets.rows import read_rows


def test_cells_stand_as_they_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('q,text\n1,"two\nlines &amp; ""more"""\n2, padded \n', "utf-8")
    rows = read_rows(path, ["q", "text"])
    assert [row.cells["text"] for row in rows] == ['two\nlines &amp; "more"', " padded "]


def test_a_row_knows_the_line_it_begins_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('q,text\n1,"two\nlines"\n2,one\n', "utf-8")
    assert [row.line for row in read_rows(path, ["q"])] == [2, 4]


def test_a_missing_column_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("q,text\n1,x\n", "utf-8")
    with pytest.raises(UnreadableSource, match=r"a\.csv, line 1: the header has no column label, source\."):
        read_rows(path, ["q", "label", "source"])


def test_a_row_that_is_too_short_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("q,text\n1,x\n2\n", "utf-8")
    with pytest.raises(UnreadableSource, match=r"a\.csv, line 3: the row has 1 cell"):
        read_rows(path, ["q"])


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("q,text\n", "utf-8")
    with pytest.raises(UnreadableSource, match="a header and no rows"):
        read_rows(path, ["q"])


def test_an_empty_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    with pytest.raises(UnreadableSource, match=r"a\.csv: the file is empty"):
        read_rows(path, ["q"])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"gone\.csv cannot be read: No such file"):
        read_rows(tmp_path / "gone.csv", ["q"])
