"""The scopes read lately, kept in memory while the record stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict

from qa.models import Evidence, Filters

__all__ = ["ScopeCache"]


class ScopeCache:
    """Least recently used first out, bounded by the number of sentences held. Safe between threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._scopes: OrderedDict[Filters, tuple[Evidence, ...]] = OrderedDict()
        self._revision = 0
        self._lock = threading.Lock()

    def fits(self, sentences: int) -> bool:
        """Whether a scope of that many sentences may be kept."""
        return sentences <= self._capacity

    def get(self, filters: Filters, revision: int) -> tuple[Evidence, ...] | None:
        """The scope as of `revision`, None where it is not held."""
        with self._lock:
            if revision != self._revision or filters not in self._scopes:
                return None
            self._scopes.move_to_end(filters)
            return self._scopes[filters]

    def put(self, filters: Filters, revision: int, blocks: tuple[Evidence, ...]) -> None:
        """Hold a scope as of `revision`; other revisions and the oldest scopes over capacity go."""
        with self._lock:
            if revision < self._revision:
                return
            if revision > self._revision:
                self._scopes.clear()
                self._revision = revision
            self._scopes[filters] = blocks
            while sum(len(block) for held in self._scopes.values() for block in held) > self._capacity:
                self._scopes.popitem(last=False)
