"""The standard streams, so that no character and no reader can end a command in a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

__all__ = ["StandardStream", "prepare_streams"]


class StandardStream(io.RawIOBase):
    """A stream of the process. After the first write that fails, what is written is dropped.

    `failure` is what went wrong then. So the work of a command is finished, and its exit code is its own,
    also when nobody reads what it prints.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.failure: OSError | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)

    def write(self, data: Any, /) -> int:
        if self.failure is None:
            try:
                return os.write(self._descriptor, data)
            except OSError as error:
                self.failure = error
        return len(data)

    @property
    def lost(self) -> str | None:
        """Why something was lost that somebody waits for; None also where the reader had enough."""
        if self.failure is None or self.failure.errno == errno.EPIPE:
            return None
        if self.failure.errno == errno.EBADF:
            return "it is closed"
        return (self.failure.strerror or str(self.failure)).lower()


def prepare_streams() -> StandardStream:
    """Put streams that do not fail in the place of Python's; returns standard output.

    What the terminal cannot show is escaped.
    """
    output = StandardStream(1)
    sys.stdout = _text(output, sys.stdout)
    sys.stderr = _text(StandardStream(2), sys.stderr)
    return output


def _text(raw: StandardStream, replaced: Any) -> io.TextIOWrapper:
    if replaced is None:  # closed by whoever started us
        _occupy(raw.fileno())
    encoding = getattr(replaced, "encoding", None) or "utf-8"
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding, errors="backslashreplace", line_buffering=raw.isatty()
    )


def _occupy(descriptor: int) -> None:
    """Let no file that is opened later, such as the record, stand under a closed stream's number."""
    null = os.open(os.devnull, os.O_RDONLY)  # read only, so that writing still fails
    if null != descriptor:
        os.dup2(null, descriptor)
        os.close(null)
