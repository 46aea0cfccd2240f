"""What was computed for the scopes asked about lately, kept in memory while the record stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

__all__ = ["ScopeCache"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class ScopeCache(Generic[K, V]):
    """Least recently used first out, bounded by the sizes of what is held. Safe between threads.

    What is held counts for a revision of the record; with the first of a later one everything else goes.
    """

    def __init__(self, capacity: int, size_of: Callable[[V], int] = lambda _: 1) -> None:
        self._capacity = capacity
        self._size_of = size_of
        self._held: OrderedDict[K, V] = OrderedDict()
        self._revision = 0
        self._lock = threading.Lock()

    def fits(self, size: int) -> bool:
        """Whether something of that size may be kept."""
        return size <= self._capacity

    def get(self, key: K, revision: int) -> V | None:
        """What was kept as of `revision`, None where nothing is."""
        with self._lock:
            if revision != self._revision or key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key]

    def put(self, key: K, revision: int, value: V) -> None:
        """Keep a value as of `revision`; other revisions and the oldest values over capacity go."""
        with self._lock:
            if revision < self._revision:
                return
            if revision > self._revision:
                self._held.clear()
                self._revision = revision
            self._held[key] = value
            while sum(map(self._size_of, self._held.values())) > self._capacity:
                self._held.popitem(last=False)
