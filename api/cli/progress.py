"""How far a long piece of work has come, on standard error: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from api.cli.console import notices

__all__ = ["LINE_EVERY_S", "counting", "transferring"]

LINE_EVERY_S = 5.0  # between lines where there is no terminal: a log stays readable

Report = Callable[[int, int], None]


@contextmanager
def counting(title: str, what: str = "reviews") -> Iterator[Report]:
    """Report reviews, or whatever is counted, done of all there are."""
    with _reporting(title) as report:
        yield lambda done, total: report(done, total, f"{done:,} of {total:,} {what}")


@contextmanager
def transferring(title: str) -> Iterator[Callable[[int, int, int], None]]:
    """Report bytes read of bytes in all, and reviews stored so far."""
    from rich.filesize import decimal

    started = time.monotonic()
    with _reporting(title) as report:

        def told(done: int, total: int, reviews: int) -> None:
            rate = reviews / max(time.monotonic() - started, 1e-3)
            read = f"{decimal(done)} of {decimal(total)}"
            report(done, total, f"{read}, {reviews:,} reviews, {rate:,.0f} a second")

        yield told


@contextmanager
def _reporting(title: str) -> Iterator[Callable[[int, int, str], None]]:
    if notices().is_terminal:
        with _bar(title) as report:
            yield report
    else:
        yield _lines(title)


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), TextColumn("{task.fields[note]}"), TimeRemainingColumn())
    with Progress(*columns, console=notices(), transient=True) as progress:
        task = progress.add_task(title, total=None, note="")
        yield lambda done, total, note: progress.update(task, completed=done, total=total, note=note)


def _lines(title: str) -> Callable[[int, int, str], None]:
    last = time.monotonic()

    def report(done: int, total: int, note: str) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY_S:
            last = time.monotonic()
            notices().print(f"{title}: {note}")

    return report
