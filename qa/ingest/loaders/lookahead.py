"""Seeing the beginning of a stream before reading it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from qa.errors import UnreadableSource

__all__ = ["look_ahead"]

T = TypeVar("T")


def look_ahead(source: Iterator[T], enough: Callable[[T], bool]) -> tuple[list[T], Iterator[T]]:
    """The first elements, up to the one that is enough, and the whole stream, these included.

    A source that breaks off while being looked at raises its UnreadableSource from the stream, at its
    place, so that what comes before is not lost.
    """
    first: list[T] = []
    failure: UnreadableSource | None = None
    try:
        for element in source:
            first.append(element)
            if enough(element):
                break
    except UnreadableSource as error:
        failure = error
    return first, _whole(first, source, failure)


def _whole(first: list[T], source: Iterator[T], failure: UnreadableSource | None) -> Iterator[T]:
    yield from first
    if failure is not None:
        raise failure
    yield from source
