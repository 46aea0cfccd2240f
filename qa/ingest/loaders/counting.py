"""Files that know how much of them was read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

__all__ = ["CountingFile"]


class CountingFile(io.FileIO):
    """A file opened to be read. `taken` counts the bytes read from disk, for progress."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")
        self.taken = 0

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        self.taken += count or 0
        return count

    def readall(self) -> bytes:
        content = super().readall()
        self.taken += len(content)
        return content
