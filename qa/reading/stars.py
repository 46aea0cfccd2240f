"""The ratings that a question limits reviews to: "one-star reviews", "those who gave 4 or 5 stars"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.models import RatingRange
from qa.words import PlacedWord

__all__ = ["read_stars"]

_NUMBERS = {"zero": 0.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0}
_NUMBER = r"(?:\d{1,2}(?:\.\d)?|zero|one|two|three|four|five)"
_STARS = re.compile(
    rf"\b(?P<first>{_NUMBER})(?:(?:[ -](?:star|stars))?(?: or | and | to |-)(?P<second>{_NUMBER}))?"
    r"(?P<plus>\+)?(?P<half> and a half)?[ -]stars?\b"
    r"(?: (?:or|and) (?P<open>more|above|higher|better|up|less|fewer|below|lower))?"
)
# Stars that reviews give; a hotel or a fridge may have some of its own.
_GIVEN = re.compile(
    r"[ -]stars?(?: (?:or|and) \w+)?(?: (?:reviews?|reviewers?|ratings?|raters?|critics?|scores?)\b)"
)
_GIVING_REACH = 20  # characters from "gave" to the stars: "gave this hotel "
_GIVING = re.compile(
    r"\b(?:give|gives|gave|giving|given|only|just|rate|rated|rates|rating|with|awarded|scored)\b"
)


def read_stars(text: str, found: Sequence[PlacedWord]) -> tuple[RatingRange, frozenset[int]]:
    """The ratings as given that `text` asks about, and the indexes of the words of `found` that say so.

    Both sides stay open where it names none.
    """
    folded = text.lower()
    match = _STARS.search(folded) if len(folded) == len(text) else None
    if match is None or not _are_given(folded, match):
        return RatingRange(), frozenset()
    first = _number(match["first"]) + (0.5 if match["half"] else 0.0)
    last = _number(match["second"]) if match["second"] else first
    stars = _range(min(first, last), max(first, last), match["open"] or ("more" if match["plus"] else ""))
    start = _giving_start(folded, match)
    inside = (i for i, word in enumerate(found) if start <= word.start and word.end <= match.end())
    return stars, frozenset(inside)


def _are_given(folded: str, match: re.Match[str]) -> bool:
    reviews = _GIVEN.match(folded, match.start() + _star_place(match)) is not None
    return reviews or _giving_start(folded, match) < match.start()


def _giving_start(folded: str, match: re.Match[str]) -> int:
    """Where "gave it" starts that the stars follow; where they start, if nothing is given."""
    near = max(0, match.start() - _GIVING_REACH)
    return max(
        (verb.start() for verb in _GIVING.finditer(folded, near, match.start())), default=match.start()
    )


def _star_place(match: re.Match[str]) -> int:
    """Where the last "star" of a match starts, counted from the match, its joint included."""
    return match.group().rindex("star") - 1


def _range(low: float, high: float, open_side: str) -> RatingRange:
    if open_side in ("more", "above", "higher", "better", "up"):
        return RatingRange(gte=low)
    if open_side:
        return RatingRange(lte=high)
    return RatingRange(gte=low, lte=high)


def _number(said: str) -> float:
    return _NUMBERS[said] if said in _NUMBERS else float(said)
