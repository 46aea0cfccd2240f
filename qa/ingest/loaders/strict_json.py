"""JSON as the standard has it: no NaN, no infinity, no number that overflows into one."""

from __future__ import annotations

import json
from math import isinf

__all__ = ["StrictDecoder"]

_MAX_INTEGER_DIGITS = 30  # far above 64 bits; longer ones cost quadratic time and mean nothing here


class StrictDecoder:
    """Decodes JSON and notes what the standard forbids, instead of stopping in the middle of a value.

    With `unique_keys`, a key given twice is noted as well.
    """

    def __init__(self, *, unique_keys: bool = False) -> None:
        self._refused: str | None = None
        self._decoder = json.JSONDecoder(
            parse_constant=self._constant,
            parse_float=self._float,
            parse_int=self._int,
            object_pairs_hook=self._unique if unique_keys else None,
        )

    def decode(self, text: str, start: int = 0) -> tuple[object, int, str | None]:
        """The value that begins at `start`, the offset behind it, and why it is refused, if it is.

        Raises: ValueError where no whole value stands at `start`, or one nested too deep to read.
        """
        self._refused = None
        try:
            value, end = self._decoder.raw_decode(text, start)
        except RecursionError:
            raise ValueError("the JSON is nested too deep") from None
        return value, end, self._refused

    def _unique(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            self._refused = f"{twice}: given twice"
        return found

    def _constant(self, name: str) -> None:
        self._refused = f"{name} is not valid JSON"

    def _float(self, digits: str) -> float | None:
        value = float(digits)
        if isinf(value):
            self._refused = f"the number {digits[:20]} is too large"
            return None
        return value

    def _int(self, digits: str) -> int | None:
        if len(digits) > _MAX_INTEGER_DIGITS:
            self._refused = f"a number has {len(digits):,} digits"
            return None
        return int(digits)
