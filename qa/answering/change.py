"""How opinion moved: the counts of two halves of the reviews in scope, split by date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median_low

from qa.evidence import Evidence
from qa.models import Coverage
from qa.numerals import MOST, in_words

__all__ = ["change_lead", "turning_month"]


def turning_month(blocks: Iterable[Evidence]) -> date | None:
    """The first day of a month that has about as many dated reviews before it as from it on.

    None where no month parts the reviews.
    """
    dates = sorted(s.published for block in blocks for s in block.speakers if s.published is not None)
    if not dates:
        return None
    middle = median_low(day.toordinal() for day in dates)
    months = {day.replace(day=1) for day in dates if day.replace(day=1) > dates[0]}
    return min(months, key=lambda month: abs(month.toordinal() - middle), default=None)


def change_lead(month: date, before: Coverage, since: Coverage) -> str | None:
    """The counts of both halves: "Before March 2025, two for and one against; since then, none for and two
    against:".

    None where either half says nothing of what is asked.
    """
    if not before.mentioning or not since.mentioning:
        return None
    return f"Before {month:%B %Y}, {_sides(before)}; since then, {_sides(since)}:"


def _sides(counts: Coverage) -> str:
    return f"{_number(counts.positive)} for and {_number(counts.negative)} against"


def _number(count: int) -> str:
    if not count:
        return "none"
    return in_words(count) if count <= MOST else f"{count:,}"
