from __future__ import annotations

import io
import random

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


@pytest.mark.parametrize(
    "raw",
    [
        random.Random(7).randbytes(500),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0\x5c\x72\xa8\x66",
        "Trop sal\xe9.".encode("cp1252") + b"\0" * 5,
        b"\x01\x02\x03plain",
    ],
    ids=["noise", "picture", "padded", "controls"],
)
def test_bytes_full_of_control_characters_are_refused_and_counted(raw: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"does not hold text: \d+ of its \d+ bytes"):
        text(raw)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp437"])
def test_old_texts_are_read_though_they_have_tabs_and_an_end_of_file(encoding: str) -> None:
    raw = "M\u00fcde F\u00fc\u00dfe,\ta long \u00fcbung.\r\n\f\x1a".encode(encoding)
    assert "a long" in text(raw)


def test_a_stray_nul_is_left_for_cleaning() -> None:
    assert text(b"A single \x00 in a sentence.") == "A single \x00 in a sentence."
