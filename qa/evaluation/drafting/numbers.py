"""Numbers as reviews write them, in digits and in words, and both forms of one."""

from __future__ import annotations

import re

from qa.numerals import MOST, ONES, TENS, in_words

__all__ = ["MONEY", "NUMBER", "forms_of", "value_of"]

_WORD = {word: value for value, word in enumerate(ONES)} | {
    ten: 20 + 10 * place for place, ten in enumerate(TENS)
}
_TEENS_AND_ONES = "|".join(sorted(_WORD, key=len, reverse=True))

NUMBER = rf"(?:\d{{1,4}}|(?:{'|'.join(TENS)})-(?:{'|'.join(ONES[1:10])})|{_TEENS_AND_ONES})"
_NAMED = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)+")  # whoever is named in full may be called by the last name
MONEY = (
    r"(?:[$\u00a3\u20ac]\s?\d+(?:,\d{3})*(?:\.\d\d)?|"
    r"\d+(?:,\d{3})*(?:\.\d\d)?\s?(?:euros?|dollars?|pounds?|bucks|quid)\b)"
)


def value_of(written: str) -> int | None:
    """The whole number that `NUMBER` matched."""
    bare = written.casefold()
    if bare.isdigit():
        return int(bare)
    parts = [_WORD.get(part) for part in bare.split("-")]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def forms_of(written: str) -> tuple[str, ...]:
    """Ways to write the same: "23" and "twenty-three", as given first."""
    value = value_of(re.sub(r"\s", "", written)) if re.fullmatch(NUMBER, written, re.IGNORECASE) else None
    if value is None:
        return (written.split()[-1],) if _NAMED.fullmatch(written) else (written,)
    return tuple(dict.fromkeys((written, str(value), in_words(value)))) if value <= MOST else (written,)
