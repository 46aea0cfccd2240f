"""Whole numbers in words: "twenty-three"."""

from __future__ import annotations

from qa.words import words

__all__ = ["MOST", "ONES", "TENS", "in_words"]

ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
MOST = 99


def in_words(value: int) -> str:
    """A number from 0 to `MOST` in words."""
    if value < len(ONES):
        return ONES[value]
    ten, one = TENS[value // 10 - 2], value % 10
    return f"{ten}-{ONES[one]}" if one else ten
