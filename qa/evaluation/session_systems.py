"""The systems of a test session: what is asked, over each set of reviews that its tests are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from qa.errors import ConfigurationError, PullquoteError
from qa.evaluation.evaluator import Evaluator
from qa.evaluation.loop_thread import LoopThread
from qa.evaluation.systems import System, as_system

__all__ = ["SYSTEMS", "SessionSystems"]

SYSTEMS = "pullquote.systems"  # the entry points that open a system

Opener = Callable[..., AbstractAsyncContextManager[System]]


class SessionSystems:
    """Opens a system over reviews when they are first asked about, and keeps it until `close`.

    `given` is a name, a function of a case, or a system. With `shared`, other processes evaluate it as well.
    """

    def __init__(self, given: Any, *, shared: bool = False) -> None:
        self._given = given
        self._shared = shared
        self._loop = LoopThread()
        self._open: dict[Any, Evaluator | PullquoteError] = {}

    def over(self, reviews: Any) -> Evaluator:
        """The system over reviews: their files, or what `as_system` takes; nothing is the configured store.

        Raises: PullquoteError, the same one every time it is asked for.
        """
        paths = _paths(reviews)
        key = id(reviews) if paths is None else paths
        if key not in self._open:
            try:
                self._open[key] = Evaluator(self._opened(reviews, paths), self._loop)
            except PullquoteError as error:
                self._open[key] = error
        found = self._open[key]
        if isinstance(found, PullquoteError):
            raise found
        return found

    def _opened(self, reviews: Any, paths: tuple[Path, ...] | None) -> System:
        if paths is None:
            return as_system(self._given, reviews)
        return self._loop.enter(_opener()(self._given, reviews=paths, shared=self._shared))

    def close(self) -> None:
        """Close what was opened."""
        self._loop.close()


def _paths(reviews: Any) -> tuple[Path, ...] | None:
    """The files of reviews, where that is what was given."""
    if isinstance(reviews, str | Path):
        return (Path(reviews),)
    if isinstance(reviews, Sequence) and all(isinstance(one, str | Path) for one in reviews):
        return tuple(map(Path, reviews))
    return None


def _opener() -> Opener:
    found = entry_points(group=SYSTEMS)
    if not found:
        raise ConfigurationError(f"No package offers {SYSTEMS!r}: install pullquote.")
    opener: Opener = next(iter(found)).load()
    return opener
