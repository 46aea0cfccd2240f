"""`pullquote eval --matrix`: the same cases under every combination of settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import typer

from api.cli.asking import MAX_CITATIONS, Engine
from api.cli.console import notices, plain, print_json, results
from api.cli.eval_files import check_writable, write_text, writing
from api.cli.eval_tables import in_two_lines, table_of
from api.cli.evaluation import Asked, Wanted, run_cases
from api.cli.exit_codes import ExitCode
from api.settings import Settings
from qa.errors import InputError, PullquoteError
from qa.evaluation.case_files import CaseFile
from qa.evaluation.grid import Grid, load_grid
from qa.evaluation.runs import Run, save_run
from qa.evaluation.summary import measure

if TYPE_CHECKING:
    from api.cli.session import Session

__all__ = ["QUALITY", "evaluate_matrix", "shown_number"]

QUALITY = "evidence_hit@1"
MANY, FEW = 10.0, 0.001  # a number of milliseconds needs no decimals, one of dollars more
_ASKED = ("engine", "max_citations")  # what is asked rather than configured
_FIXED = ("home", "database_url", "chroma_url", "host", "port", "allow_open", "web_concurrency")
_SHOWN = (QUALITY, "evidence_recall@5", "stance_correctness", "count_correctness", "abstention_f1")


def evaluate_matrix(session: Session, asked: Asked, wanted: Wanted, grid_file: Path) -> None:
    """Run every cell, show them side by side, write them. A cell that fails is told with its reason.

    Raises: typer.Exit with EVALUATION_FAILED where a cell fails; PullquoteError.
    """
    file, grid = asked.cases(), _usable_grid(grid_file)
    if asked.system != "in-process":
        raise InputError("--matrix changes settings of the system in this process; leave out --system.")
    if not asked.choice(file, session).reviews:
        raise InputError("--matrix fills a store for each cell: name the reviews with --reviews.")
    for path in (_numbered(wanted, 1), wanted.files.html):
        if path is not None:
            check_writable(path)
    runs = [_cell(session, asked, file, cell) for cell in grid.cells()]
    _write(runs, wanted)
    _show(runs, wanted, list(grid.settings))
    if any("error" in run.system for run in runs):
        raise typer.Exit(ExitCode.EVALUATION_FAILED)


def _usable_grid(path: Path) -> Grid:
    """The grid of a file. Raises: InputError for what cannot be asked; a cell checks its settings."""
    grid = load_grid(path, [*_ASKED, *(name for name in Settings.model_fields if name not in _FIXED)])
    for engine in grid.settings.get("engine", ()):
        if engine not in get_args(Engine):
            raise InputError(f"engine: {engine!r} is none of {', '.join(get_args(Engine))}.")
    for most in grid.settings.get("max_citations", ()):
        if not isinstance(most, int) or isinstance(most, bool) or not 1 <= most <= MAX_CITATIONS:
            raise InputError(f"max_citations: {most!r} is no whole number from 1 to {MAX_CITATIONS}.")
    return grid


def _cell(session: Session, asked: Asked, file: CaseFile, cell: dict[str, Any]) -> Run:
    name = ", ".join(f"{key} {value}" for key, value in cell.items())
    notices().print(f"Cell: {plain(name)}")
    chosen = replace(asked, name=name, **{key: cell[key] for key in _ASKED if key in cell})
    flags = {key: value for key, value in cell.items() if key not in _ASKED}
    try:
        run = run_cases(session, chosen, file, **flags)
    except PullquoteError as error:
        notices().print(f"  failed: {plain(error.message)}")
        return Run(name=name, system={**cell, "error": error.message}, cases_file=str(file.path))
    errors = [row.error for row in run.rows if row.error is not None]
    failed = {"error": errors[0]} if len(errors) == len(run.rows) else {}
    if failed:
        notices().print(f"  failed: every case, the first with {plain(errors[0])}")
    return run.model_copy(update={"system": {**run.system, **cell, **failed}})


def _numbered(wanted: Wanted, number: int) -> Path | None:
    output = wanted.files.output
    return None if output is None else output.with_name(f"{output.stem}-{number}.json")


def _write(runs: list[Run], wanted: Wanted) -> None:
    for number, run in enumerate(runs, start=1):
        if (path := _numbered(wanted, number)) is not None:
            with writing(path):
                save_run(run, path)
    if (page := wanted.files.html) is not None:
        from qa.evaluation.report import render_matrix

        with writing(page):
            write_text(page, render_matrix(runs, metric=QUALITY))


def _show(runs: list[Run], wanted: Wanted, settings: list[str]) -> None:
    rows = [_cells(run, settings) for run in runs]
    if wanted.as_json:
        return print_json({"cells": rows})
    shown = [name for name in rows[0] if name != "error"]
    columns = [name for name in shown if name in settings or any(row[name] is not None for row in rows)]
    table = table_of(*map(in_two_lines, columns))
    for row in rows:
        table.add_row(*(shown_number(row[name]) for name in columns))
    results().print(table)
    for run in runs:
        if "error" in run.system:
            results().print(f"FAILED {plain(run.name)}: {plain(run.system['error'])}", style="red")


def _cells(run: Run, settings: list[str]) -> dict[str, Any]:
    measured = {
        name: measure(run.rows, name).value if run.rows else None
        for name in (*_SHOWN, "latency_ms", "cost_usd")
    }
    return {**{name: run.system.get(name) for name in settings}, **measured, "error": run.system.get("error")}


def shown_number(value: object) -> str:
    """A number as short as its unit allows; nothing for None."""
    if value is None:
        return ""
    if not isinstance(value, float):
        return plain(str(value))
    if value >= MANY:
        return f"{value:,.0f}"
    return f"{value:.3f}" if value >= FEW or not value else f"{value:.2g}"
