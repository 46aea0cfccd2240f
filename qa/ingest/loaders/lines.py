"""Bytes to lines of text, in the encodings that exported files come in."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from functools import partial

from qa.errors import UnreadableSource

__all__ = ["MAX_LINE_CHARS", "decode_bytes", "read_lines", "read_parts"]

# Bytes, or characters in UTF-16; the longest review fits with every character escaped.
MAX_LINE_CHARS = 8_000_000
_SAMPLE_BYTES = 64 * 1024  # looked at to tell the encoding and the line ends
_PART_BYTES = 256 * 1024  # read at a time where lines do not matter
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r\x1a\x1b"})  # but space, DOS's end of file and ESC
_MAX_CONTROLS_UTF8 = 0.1  # of bytes; UTF-16 without a mark has half, and valid UTF-8 is seldom anything else
_MAX_CONTROLS = 0.01  # of bytes that are not UTF-8; old texts have none, noise and pictures have a tenth
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_lines(stream: io.BufferedReader) -> Iterator[str | None]:
    """The lines of a stream with their ends, as text; None stands for a line that is too long to hold.

    UTF-16 is known by its byte order mark. Anything else is UTF-8, with or without a mark, and each line
    that is not is read as Windows-1252: exports that were glued together hold both. Lines end in LF, CR LF
    or, in files without a single LF, CR. Raises: UnreadableSource for broken UTF-16.
    """
    sample = stream.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES]
    if sample[:2] in _UTF16_MARKS:
        return _text_lines(read_parts(stream), "\n")
    if b"\r" in sample and b"\n" not in sample:
        return _text_lines(read_parts(stream), "\r")
    return _byte_lines(stream)


def read_parts(stream: io.BufferedReader) -> Iterator[str]:
    """The text of a stream in parts of bounded size, wherever its lines end; the encoding is told as above.

    Raises: UnreadableSource for text that is not in the encoding in which it begins.
    """
    sample = stream.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES]
    encoding = "utf-8-sig" if _is_utf8(sample) else "cp1252"
    if sample[:2] in _UTF16_MARKS:
        encoding = "utf-16"
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while raw := stream.read1(_PART_BYTES):
            yield decoder.decode(raw)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise UnreadableSource(f"the text begins as {encoding} but does not go on so") from None


def decode_bytes(raw: bytes) -> str:
    """A whole text in UTF-16 with a mark, UTF-8 or Windows-1252. Line ends stay as they are.

    Raises: UnreadableSource for broken UTF-16, and for bytes that are no text in any encoding.
    """
    if raw[:2] in _UTF16_MARKS:
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise UnreadableSource("the text claims to be UTF-16 but is not") from None
    raw = raw.removeprefix(codecs.BOM_UTF8)
    _refuse_binary(raw)
    return _decode(raw)


def _refuse_binary(raw: bytes) -> None:
    # Any bytes are text in Windows-1252 or Latin-1, so that the control characters have to tell.
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    most = _MAX_CONTROLS_UTF8 if _is_utf8(raw) else _MAX_CONTROLS
    if controls > 1 and controls > most * len(raw):
        share = f"{controls:,} of its {len(raw):,} bytes are control characters"
        raise UnreadableSource(f"the file does not hold text: {share}")


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:  # five bytes mean nothing in Windows-1252
        return raw.decode("latin-1")


def _is_utf8(sample: bytes) -> bool:
    try:
        # Not final: the sample may end in the middle of a character.
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _byte_lines(stream: io.BufferedReader) -> Iterator[str | None]:
    mark = codecs.BOM_UTF8
    if stream.peek(len(mark)).startswith(mark):
        stream.read(len(mark))
    read = partial(stream.readline, MAX_LINE_CHARS)
    for raw in iter(read, b""):
        if len(raw) == MAX_LINE_CHARS and not raw.endswith(b"\n"):
            next((part for part in iter(read, b"") if part.endswith(b"\n")), None)
            yield None
        else:
            yield _decode(raw)


def _text_lines(parts: Iterator[str], end: str) -> Iterator[str | None]:
    rest, too_long = "", False
    for part in parts:
        *whole, rest = (rest + part).split(end)
        for line in whole:
            yield None if too_long or len(line) >= MAX_LINE_CHARS else line + end
            too_long = False
        if len(rest) >= MAX_LINE_CHARS:
            rest, too_long = "", True
    if rest or too_long:
        yield None if too_long else rest
