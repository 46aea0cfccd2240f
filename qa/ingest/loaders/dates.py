"""Dates as exports write them, where ISO 8601 is not what they chose."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

__all__ = ["parse_date"]

_MAX_DATE_CHARS = 80  # "Reviewed in the United States on March 5, 2020" fits
_EARLIEST_EPOCH = 100_000_000  # seconds: 1973; smaller numbers are years, days or counts
_LATEST_EPOCH = 7_258_118_400  # seconds: the year 2200, as for drafts
_EPOCH_UNITS = (
    1,
    1_000,
    1_000_000,
    1_000_000_000,
)  # seconds, milli-, micro-, nanoseconds; the spans are disjoint
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?![\d:])(?: .*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d:])(?: .*)?")
_AMAZON_2018 = re.compile(r"(\d{1,2}) (\d{1,2}), (\d{4})")


def parse_date(given: object) -> date | None:
    """The day in a date, an epoch (seconds to nanoseconds, read in UTC) or a string; None where none is sure.

    `03/04/2024` is not: it is March in one country and April in another.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float):
        return _from_number(given)
    if isinstance(given, str) and len(given) <= _MAX_DATE_CHARS:
        return _from_text(" ".join(given.lower().split()))
    return None


def _from_number(number: float) -> date | None:
    for unit in _EPOCH_UNITS:
        if _EARLIEST_EPOCH * unit <= number <= _LATEST_EPOCH * unit:
            return datetime.fromtimestamp(number / unit, tz=UTC).date()
    digits = str(number)
    return _day(digits[:4], digits[4:6], digits[6:]) if len(digits) == 8 and digits.isdecimal() else None


def _from_text(text: str) -> date | None:
    if text.isascii() and text.replace(".", "", 1).isdecimal():
        return _from_number(float(text) if "." in text else int(text))
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(match[1], match[3], match[4])
    if match := _AMAZON_2018.fullmatch(text):
        return _day(match[3], match[1], match[2])
    if match := _DAY_FIRST.search(text):
        return _day(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.search(text):
        return _day(match[3], _month(match[1]), match[2])
    return None


def _year_last(first: str, second: str, year: str) -> date | None:
    if int(first) > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _month(name: str) -> str:
    return str(_MONTHS.index(name) + 1)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
