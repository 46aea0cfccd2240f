"""A run as tables for a terminal: measures over all cases, by tag, against a baseline, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from api.cli.console import plain, results
from qa.evaluation.comparison import UNSURE
from qa.evaluation.floors import Measures
from qa.evaluation.summary import ALL, Measure

if TYPE_CHECKING:
    from qa.evaluation.comparison import Comparison, MetricChange
    from qa.evaluation.runs import MetricInfo, Run
    from qa.evaluation.verdict import RunVerdict

__all__ = [
    "in_two_lines",
    "show_comparison",
    "show_judged",
    "show_measures",
    "show_tags",
    "show_verdict",
    "table_of",
]

MAX_SHOWN = 10  # failing cases told one by one; the report has them all
TAG_METRICS = (  # as many as 80 columns hold; the report has them all
    "evidence_hit@1",
    "citation_precision",
    "stance_correctness",
    "count_correctness",
    "abstention_recall",
)
_UNITS = {"ms": " ms", "usd": " USD", "tokens": " tokens", "share": ""}


def show_measures(run: Run, measures: Measures) -> None:
    """Every metric that applies to some case, over all cases."""
    table = table_of("metric", "value", "95% interval", "chance", "cases")
    for info in run.metrics:
        measure = measures[info.name, ALL]
        if measure.value is None and not measure.failed:
            continue
        failed = f" ({measure.failed} failed)" if measure.failed else ""
        style = "red" if measure.failed or (info.must_hold and measure.value != 1.0) else None
        table.add_row(
            plain(info.name),
            _number(measure.value, info),
            _interval(measure, info),
            "" if measure.chance is None else f"{measure.chance:.3f}",
            f"{measure.cases}{failed}",
            style=style,
        )
    _print(table)


def show_tags(run: Run, measures: Measures) -> None:
    """The chosen metrics by tag; a metric that applies to no case has no column."""
    infos = [info for info in run.metrics if info.name in TAG_METRICS and measures[info.name, ALL].cases]
    if not run.tags or not infos:
        return
    table = table_of("tag", "cases", *(in_two_lines(info.name) for info in infos))
    for tag in ("", *run.tags):
        cells = [_number(measures[info.name, tag].value, info) for info in infos]
        count = sum(tag in row.case.tags for row in run.rows) if tag else len(run.rows)
        table.add_row(plain(tag) or "all", str(count), *cells)
    _print(table)


def show_judged(measures: Measures) -> None:
    """What a model judged, which is an opinion and stands apart."""
    judged = [measure for (_, tag), measure in measures.items() if tag == ALL]
    if not judged:
        return
    table = table_of("judged by a model", "value", "95% interval", "cases")
    for measure in judged:
        low_high = "" if measure.interval is None else "{:.3f} to {:.3f}".format(*measure.interval)
        failed = f" ({measure.failed} failed)" if measure.failed else ""
        value = "" if measure.value is None else f"{measure.value:.3f}"
        table.add_row(plain(measure.metric), value, low_high, f"{measure.cases}{failed}")
    _print(table)


def show_comparison(comparison: Comparison) -> None:
    """Every metric that differs, with how sure that is."""
    both = [c for c in comparison.metrics if c.before is not None and c.after is not None]
    one = [c for c in comparison.metrics if (c.before is None) != (c.after is None)]
    changed = [c for c in both if c.changes or c.before != c.after]
    console = results()
    console.print(f"Against the baseline, over {_counted(comparison.shared, 'case')} that both have:")
    for name, only in (("baseline", comparison.only_before), ("new run", comparison.only_after)):
        if only:
            console.print(f"  {_counted(len(only), 'case')} in the {name} only.")
    if comparison.redefined:
        names = plain(", ".join(comparison.redefined))
        console.print(f"  Defined otherwise in the baseline, and not compared: {names}.")
    if one:
        console.print(f"  In one run only: {plain(', '.join(c.metric for c in one))}.")
    if not changed:
        console.print("  no score differs.")
        return
    table = table_of("metric", "before", "after", "95% of difference", "p", "changed", "")
    for change in changed:
        table.add_row(*_changed_cells(change), style="red" if change.verdict == "worse" else None)
    _print(table)
    console.print("p is corrected for all the metrics; without a verdict, it may be chance.\n")


def show_verdict(verdict: RunVerdict) -> None:
    """What is wrong, case by case and on the whole."""
    console = results()
    for key, broken in list(verdict.cases.items())[:MAX_SHOWN]:
        console.print(f"FAILED {plain(key)}: {plain(broken[0])}", style="red")
        for more in broken[1:3]:
            console.print(f"       {plain(more)}", style="red")
    if (hidden := len(verdict.cases) - MAX_SHOWN) > 0:
        console.print(f"and {_counted(hidden, 'case')} more", style="red")
    for told in verdict.whole:
        console.print(f"FAILED {plain(told)}", style="red")
    if verdict.passed:
        console.print("Passed.", style="green")


def table_of(*columns: str) -> Any:
    """An empty table for a terminal: the first column to the left, numbers to the right, no frame."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 0, 0, 1))
    for place, name in enumerate(columns):
        table.add_column(name, justify="left" if place == 0 else "right", no_wrap=place == 0)
    return table


def in_two_lines(name: str) -> str:
    """The name of a metric as the head of a narrow column."""
    return plain(name).replace("_", "\n", 1)


def _print(table: Any) -> None:
    results().print(table)
    results().print()


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _number(value: float | None, info: MetricInfo) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if info.unit == "share" else f"{value:,.4g}{_UNITS[info.unit]}"


def _interval(measure: Measure, info: MetricInfo) -> str:
    if measure.interval is None:
        return ""
    low, high = measure.interval
    return f"{low:.3f} to {high:.3f}" if info.unit == "share" else f"{low:,.4g} to {high:,.4g}"


def _changed_cells(change: MetricChange) -> Sequence[str]:
    interval = change.interval
    return (
        plain(change.metric),
        f"{change.before:.3f}",
        f"{change.after:.3f}",
        "" if interval is None else f"{interval.low:+.3f} to {interval.high:+.3f}",
        f"{change.corrected_p:.4f}",
        str(len(change.changes)),
        "" if change.verdict == UNSURE else change.verdict,
    )
