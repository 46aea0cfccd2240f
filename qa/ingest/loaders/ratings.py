"""Ratings as people and sites write them."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["GivenRating", "parse_rating"]

_MAX_RATING_CHARS = 40  # anything longer is a sentence
_NUMBER = r"(\d{1,6}(?:[.,]\d{1,6})?)"
_FRACTION = re.compile(rf"{_NUMBER} ?(?:/|out of|of) ?{_NUMBER}(?: stars?)?", re.IGNORECASE)
_COUNTED = re.compile(rf"{_NUMBER} ?(?:stars?|points?|★|⭐)", re.IGNORECASE)
_PERCENT = re.compile(rf"{_NUMBER} ?%")
_STARS = re.compile(r"([★⭐]*)(½?)(☆*)")


class GivenRating(NamedTuple):
    """A rating, and the best one possible where it says so."""

    value: float
    scale: float | None


def parse_rating(written: str) -> GivenRating | None:
    """The rating in `4.5`, `4,5`, `3/4`, `3.5 out of 5`, `4 stars`, `80%`, `★★★½` or `★★★☆☆`.

    None for anything else, letter grades among it: what a B+ is worth differs from site to site.
    """
    text = " ".join(written.replace("\ufe0f", "").split()) if len(written) <= _MAX_RATING_CHARS else ""
    if not text:
        return None
    try:
        return GivenRating(float(text), None)
    except ValueError:
        return _fraction(text) or _single(text) or _stars(text)


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))


def _fraction(text: str) -> GivenRating | None:
    match = _FRACTION.fullmatch(text)
    return GivenRating(_number(match[1]), _number(match[2])) if match else None


def _single(text: str) -> GivenRating | None:
    if match := _PERCENT.fullmatch(text):
        return GivenRating(_number(match[1]), 100.0)
    match = _COUNTED.fullmatch(text) or re.fullmatch(_NUMBER, text)
    return GivenRating(_number(match[1]), None) if match else None


def _stars(text: str) -> GivenRating | None:
    match = _STARS.fullmatch(text)
    if match is None:
        return None
    full, half, empty = len(match[1]), len(match[2]), len(match[3])
    # Only stars left empty tell how many there could have been.
    return GivenRating(full + half / 2, float(full + half + empty) if empty else None)
