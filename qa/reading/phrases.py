"""Set phrases, and where they stand among the words of a question."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["find_phrase", "phrase_list"]


def phrase_list(text: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a list written with semicolons, each as its words."""
    return tuple(tuple(phrase.split()) for phrase in text.split(";"))


def find_phrase(tokens: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> range | None:
    """Where the first of `phrases` stands among `tokens`; "*" in a phrase is any one word."""
    present = frozenset(tokens)
    for phrase in phrases:
        if phrase[0] not in present:
            continue
        for start in range(len(tokens) - len(phrase) + 1):
            window = tokens[start : start + len(phrase)]
            if all(want in ("*", word) for want, word in zip(phrase, window, strict=True)):
                return range(start, start + len(phrase))
    return None
