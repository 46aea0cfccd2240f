"""Which texts run through the model together: neighbours in length, bounded in padded tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["plan"]


def plan(lengths: Sequence[int], *, max_texts: int, max_tokens: int) -> Iterator[list[int]]:
    """Batches of indexes into `lengths`, longest texts first, every index exactly once.

    A batch holds at most `max_texts` texts and `max_tokens` tokens once its texts are padded to its
    longest; a text longer than `max_tokens` is a batch by itself.
    """
    order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    start = 0
    while start < len(order):
        longest = max(lengths[order[start]], 1)
        size = max(1, min(max_texts, max_tokens // longest))
        yield order[start : start + size]
        start += size
