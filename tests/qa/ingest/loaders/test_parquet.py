from __future__ import annotations

import gzip
import io
import sys
from datetime import date
from typing import Any

import pytest

from qa.errors import ConfigurationError, UnreadableSource
from qa.ingest.loaders.parquet import read_parquet, seekable
from qa.ingest.loaders.tables import Row
from qa.ingest.loaders.unpacking import unpack

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def written(columns: dict[str, list[Any]]) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target)
    return target.getvalue()


def test_rows_are_read_with_their_kinds() -> None:
    raw = written({"text": ["Warm.", None], "stars": [4.5, None], "day": [date(2024, 3, 31), None]})
    table = read_parquet(io.BytesIO(raw))
    assert table.columns == ("text", "stars", "day")
    assert list(table.rows) == [
        Row(1, {"text": "Warm.", "stars": 4.5, "day": date(2024, 3, 31)}),
        Row(2, {"text": None, "stars": None, "day": None}),
    ]


def test_nested_and_binary_columns_are_left_out() -> None:
    raw = written({"text": ["a"], "images": [["x"]], "blob": [b"\x00"], "info": [{"k": 1}]})
    table = read_parquet(io.BytesIO(raw))
    assert table.columns == ("text",)
    assert list(table.rows) == [Row(1, {"text": "a"})]


def test_more_rows_than_are_held_at_once_are_read_in_order() -> None:
    table = read_parquet(io.BytesIO(written({"n": list(range(2_500))})))
    assert [row.values["n"] for row in table.rows if isinstance(row, Row)] == list(range(2_500))


def test_a_gzipped_file_is_read() -> None:
    packed = gzip.compress(written({"text": ["a"]}))
    with seekable(unpack(io.BufferedReader(io.BytesIO(packed)))) as file:
        assert list(read_parquet(file).rows) == [Row(1, {"text": "a"})]


@pytest.mark.parametrize("cut", [0, 4, 50, -1])
def test_a_file_that_is_no_parquet_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableSource, match="Parquet"):
        list(read_parquet(io.BytesIO(written({"text": ["a"]})[:cut])).rows)


def test_without_pyarrow_the_message_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ConfigurationError, match=r'pip install "pullquote\[parquet\]"'):
        read_parquet(io.BytesIO(b""))
