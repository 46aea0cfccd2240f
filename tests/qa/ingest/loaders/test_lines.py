from __future__ import annotations

import io

import pytest

from qa.errors import UnreadableSource
from qa.ingest.loaders.lines import MAX_LINE_CHARS, decode_bytes, read_lines, read_parts


def stream(raw: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(raw), buffer_size=64 * 1024)


def lines(raw: bytes) -> list[str | None]:
    return list(read_lines(stream(raw)))


def test_lines_keep_their_ends() -> None:
    assert lines(b"a\nb\r\n\nc") == ["a\n", "b\r\n", "\n", "c"]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert lines("\ufeffcafé\nbar".encode()) == ["café\n", "bar"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_mark(encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    assert lines((mark + "naïve\r\nend 😀").encode(encoding)) == ["naïve\r\n", "end 😀"]


def test_broken_utf_16_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="utf-16"):
        lines(b"\xff\xfea\x00b")


def test_windows_1252_is_read_line_by_line() -> None:
    assert lines("“déjà vu” – fine\n".encode("cp1252") + "déjà\n".encode()) == [
        "“déjà vu” – fine\n",
        "déjà\n",
    ]


def test_bytes_that_windows_1252_leaves_open_are_still_read() -> None:
    assert lines(b"\x81\xe9\n") == ["\x81é\n"]


def test_old_mac_line_ends_divide_lines() -> None:
    assert lines(b"a\rb\rc") == ["a\r", "b\r", "c"]


def test_a_line_that_is_too_long_is_none_and_the_next_is_read() -> None:
    long = b"x" * (2 * MAX_LINE_CHARS + 5)
    assert lines(b"a\n" + long + b"\nb\n") == ["a\n", None, "b\n"]


def test_a_line_of_the_longest_length_is_read() -> None:
    read = lines(b"x" * (MAX_LINE_CHARS - 1) + b"\nb")
    assert [len(line or "") for line in read] == [MAX_LINE_CHARS, 1]


def test_a_line_of_utf_16_that_is_too_long_is_none() -> None:
    assert lines(("x" * (MAX_LINE_CHARS + 1) + "\nb").encode("utf-16")) == [None, "b"]


def test_an_empty_stream_has_no_lines() -> None:
    assert lines(b"") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_parts_joined_are_the_text(encoding: str) -> None:
    text = "crème brûlée\n" * 60_000
    assert "".join(read_parts(stream(text.encode(encoding)))) == text


def test_a_sample_that_ends_within_a_character_is_still_utf_8() -> None:
    text = "x" + "é" * 100_000  # every character straddles an even offset
    assert "".join(read_parts(stream(text.encode()))) == text


def test_text_that_stops_being_utf_8_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="does not go on so"):
        list(read_parts(stream(b"x" * 100_000 + b"\xe9\n")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_whole_text_is_decoded_in_its_encoding(encoding: str) -> None:
    assert decode_bytes("Très “bon”\r\n".encode(encoding)) == "Très “bon”\r\n"


def test_a_whole_text_in_broken_utf_16_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="UTF-16"):
        decode_bytes(b"\xff\xfea")
