"""How a ranker fares on a data set that the user supplies: tables for a terminal, or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.console import notices, plain, print_json, results
from api.cli.session import Session

if TYPE_CHECKING:
    from qa.evaluation.datasets import DatasetReport, Ranker, ResultRow, ResultTable

__all__ = ["evaluate_dataset", "show_report"]

_STYLES = {"measured": "bold", "chance": "dim", "published": "cyan", "baseline": "cyan"}


def evaluate_dataset(
    session: Session, name: str, path: Path, *, ranker: str, split: str, as_json: bool
) -> None:
    """Rank `subjqa`, `hetpqa` or `rc2` under `path` and print what was measured beside what is published.

    `ranker` is `bm25`, `cosine` or `pullquote`. `split` is `train`, `dev` or `test`; its files must be there.

    Raises: InputError for a name that there is not; UnreadableSource for bad or missing files;
    ConfigurationError when the embedding model cannot be loaded.
    """
    from qa.evaluation.datasets import report_on

    report = report_on(name, path, split=split, ranker=_ranker(session, ranker), tell=_tell)
    if as_json:
        print_json(_as_json(report))
    else:
        show_report(report)


def _ranker(session: Session, name: str) -> Ranker:
    from qa.evaluation.datasets import ranker_named
    from vectorstore.embedding import open_embedder
    from vectorstore.reranking import open_reranker

    settings = session.settings()
    models, threads = settings.home / "models", settings.threads
    embedder = open_embedder(settings.embedding_model or "default", models, threads)
    return ranker_named(name, embedder, open_reranker(settings.reranker, models, threads))


def _tell(what: str) -> None:
    notices().print(f"Ranking: {plain(what)}")


def show_report(report: DatasetReport) -> None:
    """Print the tables, then what to bear in mind about them."""
    from rich.text import Text

    console = results()
    console.print(Text(f"{report.dataset}, split {report.split}, ranked by {report.ranker}", style="bold"))
    for table in report.tables:
        console.print()
        console.print(Text(table.title, style="italic"))
        console.print(_table(table))
    for note in report.notes:
        console.print()
        console.print(plain(note))


def _table(table: ResultTable) -> Any:
    from rich import box
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD)
    drawn.add_column("")
    for column in table.columns:
        drawn.add_column(column, justify="right")
    for row in table.rows:
        drawn.add_row(_label(row), *map(_shown, row.values), style=_STYLES[row.origin])
    return drawn


def _label(row: ResultRow) -> str:
    return plain(f"{row.label} [{row.origin}]" if row.origin in ("published", "baseline") else row.label)


def _shown(value: float | int | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}".removeprefix("0")


def _as_json(report: DatasetReport) -> dict[str, Any]:
    return {
        "dataset": report.dataset,
        "split": report.split,
        "ranker": report.ranker,
        "tables": [
            {
                "title": table.title,
                "rows": [
                    {
                        "label": row.label,
                        "origin": row.origin,
                        **dict(zip(table.columns, row.values, strict=True)),
                    }
                    for row in table.rows
                ],
            }
            for table in report.tables
        ],
        "notes": list(report.notes),
    }
