from __future__ import annotations

import io

import pytest

from qa.errors import UnreadableSource
from qa.ingest.drafts import MAX_REVIEW_CHARS
from qa.ingest.loaders.text_file import read_text


def text(raw: bytes) -> str:
    return read_text(io.BufferedReader(io.BytesIO(raw)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_any_common_encoding(encoding: str) -> None:
    assert text("Trop salé.\r\nFin.\n".encode(encoding)) == "Trop salé.\r\nFin.\n"


@pytest.mark.parametrize("raw", [b"", b" \n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableSource, match="empty"):
        text(raw)


def test_the_longest_review_is_read_in_the_widest_encoding() -> None:
    assert len(text(("😀" * MAX_REVIEW_CHARS).encode("utf-16"))) == MAX_REVIEW_CHARS


def test_a_file_that_no_review_could_fill_is_refused_unread() -> None:
    with pytest.raises(UnreadableSource, match="longer than 200,000"):
        text(b"x" * 5_000_000)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="does not hold text"):
        text("UTF-16 without a mark".encode("utf-16-le"))


def test_a_stray_nul_is_left_for_cleaning() -> None:
    assert text(b"A single \x00 in a sentence.") == "A single \x00 in a sentence."
