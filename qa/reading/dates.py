"""The dates in a question that limit which reviews it asks: "since June", "in 2022", "lately"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from qa.models import DateRange
from qa.words import PlacedWord, word_set

__all__ = ["read_dates"]

RECENT_MONTHS = 12  # what "lately" reaches back; fewer leave most items without a review

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "one": 1,
    "two": 2,
    "couple": 2,
    "three": 3,
    "few": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "eighteen": 18,
}
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_YEAR = r"(?:19|20)\d\d"
# A day, a month or a year, the finest first.
_WHEN = (
    rf"(?:(?P<iso>{_YEAR}-\d\d?(?:-\d\d?)?)|"
    rf"(?:(?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? )?(?:last |this )?(?P<month>{_MONTH})\b\.?"
    rf"(?: (?P<day_after>\d\d?)(?:st|nd|rd|th)?\b)?(?:,? (?:of )?(?P<year>{_YEAR}))?|"
    rf"(?P<only_year>{_YEAR}))(?![\w'])"
)
_SPAN = re.compile(
    r"\b(?:in|over|during|within|from|for)? ?(?:the )?(?:last|past) (?:(?P<count>\d+|[a-z]+) )?(?:of )?"
    r"(?P<unit>day|week|month|year)s?\b(?!')"
)
_CURRENT = re.compile(r"\b(?<!the )(?P<which>this|last) (?P<unit>month|year)(?:'s)?\b")
_LATELY = re.compile(
    r"\b(?:lately|recently|nowadays|these days|of late|(?:(?:more |most )?recent|latest|newest)"
    r"(?= (?:review|guest|critic|customer|visitor|buyer|reader|diner|opinion|comment|complaint)))\b"
)
_BETWEEN = re.compile(rf"\b(?:between|from) {_WHEN.replace('?P<', '?P<a_')} (?:and|to|until|till) {_WHEN}")
_AND_YEAR = re.compile(rf" (?:and|or) (?P<year>{_YEAR})\b")
_SINCE = re.compile(
    rf"\b(?P<word>since|after|from|before|until|till|up to|by|in|during|as of) {_WHEN}"
    r"(?P<on> on(?:wards?)?\b)?"
)
# "The 2019 film" and "filmed in 2019" tell of a thing; only the reviews' own year limits them.
_MADE = word_set(
    """filmed made shot set built released published opened renovated founded written recorded launched born
    produced refurbished remade adapted designed introduced established take takes took came come win won wins
    premiere premiered happen happened flooded happens closed"""
)
_MADE_REACH = 3  # words between "released" and "in 2019"

Found = tuple[DateRange, int, int]


def read_dates(text: str, found: Sequence[PlacedWord], today: date) -> tuple[DateRange, frozenset[int]]:
    """The days that `text` limits reviews to, and the indexes of the words of `found` that say so.

    A month without a year is the latest one that has begun by `today`. Nothing said leaves both sides open.
    """
    folded = text.lower().replace("\u2019", "'")
    if len(folded) != len(text):  # offsets would lie
        return DateRange(), frozenset()
    told = _first_told(folded, today)
    if told is None:
        return DateRange(), frozenset()
    published, start, end = told
    return published, frozenset(i for i, word in enumerate(found) if start <= word.start and word.end <= end)


def _first_told(folded: str, today: date) -> Found | None:
    for reading in (_between, _bounded, _current, _span, _lately):
        told = reading(folded, today)
        if told is not None:
            return told
    return None


def _between(folded: str, today: date) -> Found | None:
    match = _BETWEEN.search(folded)
    if match is None:
        return None
    first, last = _period(match, today, "a_"), _period(match, today)
    if first is None or last is None or first[0] > last[1]:
        return None
    return DateRange(since=first[0], until=last[1]), match.start(), match.end()


def _bounded(folded: str, today: date) -> Found | None:
    for match in _SINCE.finditer(folded):
        period = _period(match, today)
        if period is None or _is_of_a_thing(folded, match):
            continue
        last = _AND_YEAR.match(folded, match.end()) if match["word"] in ("in", "during") else None
        if last is not None and int(last["year"]) >= period[0].year:
            return (
                DateRange(since=period[0], until=date(int(last["year"]), 12, 31)),
                match.start(),
                last.end(),
            )
        return _range("since" if match["on"] else match["word"], *period), match.start(), match.end()
    return None


def _range(word: str, first: date, last: date) -> DateRange:
    if word in ("since", "as of"):
        return DateRange(since=first)
    if word == "after":
        return DateRange(since=last + timedelta(days=1))
    if word == "before":
        return DateRange(until=first - timedelta(days=1))
    return DateRange(since=first, until=last) if word in ("in", "during", "from") else DateRange(until=last)


def _is_of_a_thing(folded: str, match: re.Match[str]) -> bool:
    before = re.findall(r"[\w']+", folded[: match.start()])[-_MADE_REACH:]
    return not _MADE.isdisjoint(before)


def _current(folded: str, today: date) -> Found | None:
    for match in _CURRENT.finditer(folded):
        follows = folded[match.end() :].split()[:1]
        if match.group().endswith("'s") and not (follows and _is_of_reviews(follows[0])):
            continue  # "last year's model"
        if match["unit"] == "year":
            year = today.year - (match["which"] == "last")
            return DateRange(since=date(year, 1, 1), until=date(year, 12, 31)), match.start(), match.end()
        first = _months_before(today.replace(day=1), int(match["which"] == "last"))
        return DateRange(since=first, until=_month_end(first)), match.start(), match.end()
    return None


def _is_of_reviews(word: str) -> bool:
    return word.startswith(("review", "guest", "critic", "customer", "visitor", "buyer", "reader", "diner"))


def _span(folded: str, today: date) -> Found | None:
    match = _SPAN.search(folded)
    if match is None:
        return None
    said = match["count"]
    count = 1 if said is None else int(said) if said.isdigit() else _NUMBERS.get(said)
    if count is None or not 0 < count <= 600:
        return None
    days = {"day": 1, "week": 7}.get(match["unit"])
    months = count * (12 if match["unit"] == "year" else 1)
    since = today - timedelta(days=days * count) if days else _months_before(today, months)
    return DateRange(since=since), match.start(), match.end()


def _lately(folded: str, today: date) -> Found | None:
    match = _LATELY.search(folded)
    if match is None:
        return None
    return DateRange(since=_months_before(today, RECENT_MONTHS)), match.start(), match.end()


def _period(match: re.Match[str], today: date, prefix: str = "") -> tuple[date, date] | None:
    """The first and last day of what a date names; None for a day that no calendar has."""
    groups = match.groupdict().items()
    said = {name.removeprefix(prefix): value for name, value in groups if name.startswith(prefix)}
    try:
        return _days_of(said, today)
    except ValueError:
        return None


def _days_of(said: dict[str, str | None], today: date) -> tuple[date, date]:
    if iso := said.get("iso"):
        parts = [int(part) for part in iso.split("-")]
        first = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
        return first, (first if len(parts) > 2 else _month_end(first))
    if only := said.get("only_year"):
        return date(int(only), 1, 1), date(int(only), 12, 31)
    month = _month_number(said["month"] or "")
    day = said.get("day") or said.get("day_after")
    year = said.get("year")
    first = date(int(year) if year else today.year, month, int(day or 1))
    if not year and first > today:
        first = first.replace(year=first.year - 1)
    return first, (first if day else _month_end(first))


def _month_number(name: str) -> int:
    return next(number for number, short in enumerate(_MONTHS, start=1) if name.startswith(short))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a month that is too short for it."""
    count = day.year * 12 + day.month - 1 - months
    year, month = max(count // 12, 1), count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
