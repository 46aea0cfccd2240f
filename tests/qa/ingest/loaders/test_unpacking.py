from __future__ import annotations

import gzip
import io
import random

import pytest

from qa.errors import UnreadableSource
from qa.ingest.loaders.unpacking import MAX_RATIO, RATIO_CHECK_BYTES, unpack

PROSE = "".join(f"Line {n}: the drawer sticks in damp weather.\n" for n in range(5_000)).encode()


def unpacked(packed: bytes, **limits: int) -> io.BufferedReader:
    return unpack(io.BufferedReader(io.BytesIO(packed)), **limits)


def test_a_plain_stream_passes_through() -> None:
    assert unpacked(PROSE).read() == PROSE


def test_an_empty_stream_stays_empty() -> None:
    assert unpacked(b"").read() == b""


def test_gzip_is_unpacked_whatever_the_file_is_called() -> None:
    assert unpacked(gzip.compress(PROSE)).read() == PROSE


def test_content_that_packs_badly_is_unpacked_whole() -> None:
    noise = random.Random(7).randbytes(300_000)
    assert unpacked(gzip.compress(noise)).read() == noise


def test_members_one_after_another_are_one_stream() -> None:
    assert unpacked(gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two")).read() == b"one two"


def test_zero_padding_behind_the_data_is_ignored() -> None:
    assert unpacked(gzip.compress(PROSE) + bytes(100_000)).read() == PROSE


def test_other_bytes_behind_the_data_are_corrupt() -> None:
    with pytest.raises(UnreadableSource, match="corrupt"):
        unpacked(gzip.compress(PROSE) + b"tail").read()


def test_lines_before_a_cut_are_read_and_the_cut_is_reported() -> None:
    packed = gzip.compress(random.Random(7).randbytes(400_000).hex().encode() + b"\n" + PROSE)
    stream = unpacked(gzip.compress(b"first line\n") + packed[: len(packed) // 2])
    assert stream.readline() == b"first line\n"
    with pytest.raises(UnreadableSource, match="ends early"):
        stream.read()


def test_a_cut_in_the_checksum_is_reported() -> None:
    with pytest.raises(UnreadableSource, match="ends early"):
        unpacked(gzip.compress(PROSE)[:-3]).read()


def test_a_wrong_checksum_is_reported() -> None:
    packed = bytearray(gzip.compress(PROSE))
    packed[-8] ^= 0xFF
    with pytest.raises(UnreadableSource, match="corrupt"):
        unpacked(bytes(packed)).read()


def test_more_than_the_cap_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="more than 100,000 bytes"):
        unpacked(gzip.compress(PROSE), max_bytes=100_000).read()


def test_a_bomb_is_refused_soon_after_the_check_begins() -> None:
    stream = unpacked(gzip.compress(bytes(RATIO_CHECK_BYTES + 8 * 2**20), compresslevel=9))
    taken = 0
    with pytest.raises(UnreadableSource, match=f"more than {MAX_RATIO} times"):
        while part := stream.read1(2**20):
            taken += len(part)
    assert RATIO_CHECK_BYTES - 2**20 <= taken <= RATIO_CHECK_BYTES


def test_a_short_repetitive_file_is_no_bomb() -> None:
    assert unpacked(gzip.compress(bytes(2**20))).read() == bytes(2**20)
