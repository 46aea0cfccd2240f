"""From the paths a user names to the files to read."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.ingest.loaders.events import FileSkipped, RowProblem

__all__ = ["FoundFile", "walk"]

_ABOUT = ("readme", "license", "licence")  # beginnings of names of files about the others
_MAX_DEPTH = 64  # folders within folders; deeper trees are mistakes

_Identity = tuple[int, int]  # device and inode


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A regular file, `named` by the user or met in a folder. `size` is in bytes, as it lies on disk."""

    path: Path
    size: int
    named: bool

    @property
    def place(self) -> Path:
        """The path from the root on, whatever folder it was named from: a folder such as `.` has a name."""
        return self.path.parent.resolve() / self.path.name


Found = FoundFile | FileSkipped | RowProblem


def walk(paths: Iterable[Path]) -> Iterator[Found]:
    """The files under the paths, in the order given and in folders by name; each file once.

    Hidden files are passed over, and so are read-me and licence files, with a note. Links are followed; a
    folder that holds itself is a problem, and so is a path that cannot be read.
    """
    walker = _Walker()
    for path in paths:
        yield from walker.visit(path, inside=(), named=True)


class _Walker:
    def __init__(self) -> None:
        self._seen: set[_Identity] = set()

    def visit(self, path: Path, *, inside: tuple[_Identity, ...], named: bool) -> Iterator[Found]:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            yield RowProblem(path=path, line=None, reason=f"cannot be read: {_why(error)}")
            return
        identity = (status.st_dev, status.st_ino)
        if identity in inside or len(inside) > _MAX_DEPTH:
            yield RowProblem(path=path, line=None, reason="the folder leads back into itself")
        elif identity in self._seen:
            yield FileSkipped(path=path, reason="already read under another name")
        else:
            self._seen.add(identity)
            if stat.S_ISDIR(status.st_mode):
                yield from self._folder(path, inside=(*inside, identity))
            elif stat.S_ISREG(status.st_mode):
                yield FoundFile(path=path, size=status.st_size, named=named)
            else:
                yield RowProblem(path=path, line=None, reason="neither a file nor a folder")

    def _folder(self, folder: Path, *, inside: tuple[_Identity, ...]) -> Iterator[Found]:
        try:
            names = sorted(entry.name for entry in folder.iterdir())
        except OSError as error:
            yield RowProblem(path=folder, line=None, reason=f"cannot be read: {_why(error)}")
            return
        for name in names:
            if name.startswith("."):
                continue
            if name.lower().startswith(_ABOUT) and not (folder / name).is_dir():
                yield FileSkipped(path=folder / name, reason="about the files beside it")
            else:
                yield from self.visit(folder / name, inside=inside, named=False)


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
