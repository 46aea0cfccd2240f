"""How a summary looks in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from api.cli.console import plain
from api.cli.rendering import about
from qa.models import AspectSummary, Citation, Coverage, Item, Point, RatingDisagreement, Summary

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["show_summary"]

_SIGNS = {"positive": "+", "negative": "-"}


def show_summary(console: Console, summary: Summary) -> None:
    """The counts, what is for and against, and each aspect with its quotes."""
    console.print(_line(summary.item.title or summary.item.id), style="bold")
    console.print(_scope(summary.item, summary.coverage))
    _show_points(console, "For", summary.pros)
    _show_points(console, "Against", summary.cons)
    quotes = {citation.n: citation for citation in summary.citations}
    for aspect in summary.aspects:
        _show_aspect(console, aspect, [quotes[n] for n in aspect.citations])
    if summary.most_divided is not None:
        console.print(f"\nMost divided on {_line(summary.most_divided)}.")
    _show_disagreements(console, summary.rating_disagreements)
    _show_suggestions(console, summary.suggestions)


def _scope(item: Item, coverage: Coverage) -> str:
    reviews = "1 review" if item.reviews == 1 else f"{item.reviews:,} reviews"
    rated = "" if item.mean_rating is None else f", {item.rated:,} rated, {item.mean_rating:.0%} on average"
    return f"{reviews}{rated}. {coverage.positive:,} with praise, {coverage.negative:,} with complaints."


def _show_points(console: Console, heading: str, points: Sequence[Point]) -> None:
    if points:
        console.print(f"\n{heading}:")
    for point in points:
        console.print(f"  {_line(point.text)} {_markers(point.citations)}")


def _show_aspect(console: Console, aspect: AspectSummary, quotes: Sequence[Citation]) -> None:
    counts = aspect.coverage
    console.print(
        f"\n{_line(aspect.aspect)}: mentioned in {counts.mentioning:,}, "
        f"{counts.positive:,} for, {counts.negative:,} against",
        style="bold",
    )
    for citation in quotes:
        sign = _SIGNS.get(citation.stance, " ")
        console.print(f"  {sign} [{citation.n}] {_line(citation.quote)}")
        console.print(
            f"        {about(citation.review)} \u00b7 review {_line(citation.review.id)}", style="dim"
        )


def _show_disagreements(console: Console, found: Sequence[RatingDisagreement]) -> None:
    for one in found:
        says = "complains" if one.polarity < 0 else "praises"
        console.print(f"\nThe rating and the text disagree: {about(one.review)} {says} almost throughout.")


def _show_suggestions(console: Console, suggestions: Sequence[str]) -> None:
    if suggestions:
        console.print("\nYou could ask:")
    for question in suggestions:
        console.print(f"  {_line(question)}")


def _markers(numbers: Iterable[int]) -> str:
    return "".join(f"[{n}]" for n in numbers)


def _line(text: str) -> str:
    return plain(text).replace("\n", " ").replace("\t", " ")
