"""Gzip, recognised by its first bytes and unpacked as it is read, under a cap."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from qa.errors import UnreadableSource

__all__ = ["MAX_RATIO", "MAX_UNPACKED_BYTES", "RATIO_CHECK_BYTES", "unpack"]

MAX_UNPACKED_BYTES = 4 * 2**30  # above the largest single file of public reviews that one machine ingests
RATIO_CHECK_BYTES = 64 * 2**20  # short files may be repetitive by nature; beyond this a bomb is told apart
MAX_RATIO = 200  # prose packs 2 to 10 times, repetitive rows 50; a gzip bomb nears 1,030
_MAGIC = b"\x1f\x8b"
_READ_BYTES = 64 * 1024  # of packed input at a time
_GZIP_WINDOW = 31  # zlib's way to say: a gzip header and checksum, and the largest window


def unpack(stream: io.BufferedReader, *, max_bytes: int = MAX_UNPACKED_BYTES) -> io.BufferedReader:
    """The stream itself, or its unpacked content where it begins like gzip.

    Reading the result raises UnreadableSource where the packed data ends early, is corrupt, unpacks to
    more than `max_bytes`, or grows by more than `MAX_RATIO` beyond `RATIO_CHECK_BYTES`.
    """
    if stream.peek(2)[:2] != _MAGIC:
        return stream
    return io.BufferedReader(_Unpacking(stream, max_bytes), buffer_size=256 * 1024)


class _Unpacking(io.RawIOBase):
    def __init__(self, packed: BinaryIO, max_bytes: int) -> None:
        self._packed = packed
        self._max_bytes = max_bytes
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._pending = b""
        self._taken = 0
        self._given = 0
        self._between_members = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer
        while True:
            if not self._pending and not self._refill():
                return 0
            if self._between_members and not self._next_member():
                continue
            unpacked = self._inflate(len(buffer))
            if unpacked:
                buffer[: len(unpacked)] = unpacked
                return len(unpacked)

    def _refill(self) -> bool:
        self._pending = self._packed.read(_READ_BYTES)
        self._taken += len(self._pending)
        if not self._pending and not self._between_members:
            raise UnreadableSource("the gzip data ends early; the file is cut off")
        return bool(self._pending)

    def _next_member(self) -> bool:
        self._pending = self._pending.lstrip(b"\0")  # padding that tape archives and gzip itself allow
        if self._pending:
            self._member = zlib.decompressobj(_GZIP_WINDOW)
            self._between_members = False
        return bool(self._pending)

    def _inflate(self, limit: int) -> bytes:
        try:
            unpacked = self._member.decompress(self._pending, limit)
        except zlib.error as error:
            raise UnreadableSource("the gzip data is corrupt") from error
        if self._member.eof:
            self._pending, self._between_members = self._member.unused_data, True
        else:
            self._pending = self._member.unconsumed_tail
        self._given += len(unpacked)
        self._refuse_bombs()
        return unpacked

    def _refuse_bombs(self) -> None:
        if self._given > self._max_bytes:
            raise UnreadableSource(f"the gzip data unpacks to more than {self._max_bytes:,} bytes")
        if self._given > RATIO_CHECK_BYTES and self._given > MAX_RATIO * self._taken:
            raise UnreadableSource(f"the gzip data grows more than {MAX_RATIO} times; it looks like a bomb")
