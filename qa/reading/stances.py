"""Which stance the words of a question ask for: what speaks against, what speaks for, both, or either."""

from __future__ import annotations

from collections.abc import Sequence

from qa.models import WantedStance
from qa.reading.vocabulary import (
    AGAINST,
    AGAINST_PHRASES,
    ASKERS,
    BOTH,
    BOTH_PHRASES,
    FOR,
    FOR_PHRASES,
    NEGATIONS,
)
from qa.words import word_set

__all__ = ["find_phrase", "is_liking", "read_stance", "stance_words"]

_NEGATION_REACH = 4  # words a negation governs: "not exactly to their liking"
_OPENERS = word_set(
    """didn't don't doesn't isn't aren't wasn't weren't hasn't haven't couldn't shouldn't wouldn't"""
)
_DO = word_set("do does did don't doesn't didn't dont doesnt didnt would to not")
_BE = word_set("is are was were be been what's it's that's looks look feel feels sound sounds seem")
_AFTER_WORKING = word_set("for well best here in about so and or most least")
_WORKS = word_set("work works worked working")


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


def is_liking(tokens: Sequence[str], index: int) -> bool:
    """Whether "like" at `index` is the verb of taste, not of likeness."""
    if index == 0 or tokens[index] not in ("like", "likes"):
        return False
    before = tokens[:index]
    if before[-1] in _BE:
        return False
    subject = before[-1] in ASKERS or before[-1] in _DO or tokens[index] == "likes"
    return subject or (any(word in _DO for word in before) and not any(word in _BE for word in before))


def stance_words(tokens: Sequence[str]) -> frozenset[int]:
    """Indexes of the tokens that carry the stance, for or against."""
    marked = {i for i, word in enumerate(tokens) if word in AGAINST or word in FOR or word in BOTH}
    marked |= {i for i in range(len(tokens)) if is_liking(tokens, i) or _is_working(tokens, i)}
    for phrases in (AGAINST_PHRASES, FOR_PHRASES, BOTH_PHRASES):
        span = find_phrase(tokens, phrases)
        if span is not None:
            marked.update(index for index in _ends(span))
    return frozenset(marked)


def read_stance(tokens: Sequence[str]) -> WantedStance:
    """The stance that the case-folded words of a question ask for."""
    if any(word in BOTH for word in tokens) or find_phrase(tokens, BOTH_PHRASES):
        return "both"
    against, favour = _votes(tokens)
    if not against and tokens[:1] == ["why"] and any(word in NEGATIONS for word in tokens):
        return "negative"
    if against and favour:
        return "both" if "and" in tokens or "or" in tokens else "negative"
    if against:
        return "negative"
    return "positive" if favour else "either"


def _votes(tokens: Sequence[str]) -> tuple[int, int]:
    """How many words and phrases ask against and for, after negation."""
    against = int(find_phrase(tokens, AGAINST_PHRASES) is not None)
    favour = int(find_phrase(tokens, FOR_PHRASES) is not None)
    for index, word in enumerate(tokens):
        negated = _is_negated(tokens, index)
        if word in AGAINST:
            against, favour = (against, favour + 1) if negated == "not" else (against + 1, favour)
        elif word in FOR or is_liking(tokens, index) or _is_working(tokens, index):
            against, favour = (against + 1, favour) if negated else (against, favour + 1)
    return against, favour


def _is_working(tokens: Sequence[str], index: int) -> bool:
    """Whether "work" at `index` means to succeed: "what works", "why doesn't it work for him"."""
    if tokens[index] not in _WORKS or tokens[0] in ("where", "who", "when"):
        return False
    return index == len(tokens) - 1 or tokens[index + 1] in _AFTER_WORKING


def _is_negated(tokens: Sequence[str], index: int) -> str | None:
    """The negation that governs a word: "not" when it turns the meaning, another word when weaker.

    A negation that opens a yes/no question ("Didn't anyone complain?") turns nothing, and "nothing wrong"
    still asks about what is wrong.
    """
    for place in range(max(0, index - _NEGATION_REACH), index):
        word = tokens[place]
        if word in NEGATIONS and not (place == 0 and word in _OPENERS):
            return "nothing" if word in ("nothing", "no", "none", "without") else "not"
    return None


def _ends(span: range) -> tuple[int, int]:
    return span.start, span.stop - 1
