"""`pullquote eval --matrix`: the same cases under every combination of settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.cli.console import notices, plain, print_json, results
from api.cli.evaluation import Asked, Wanted, run_cases, write_text
from api.cli.exit_codes import ExitCode
from api.settings import Settings
from qa.errors import InputError, PullquoteError
from qa.evaluation.case_files import CaseFile
from qa.evaluation.grid import load_grid
from qa.evaluation.runs import Run, save_run
from qa.evaluation.summary import measure

if TYPE_CHECKING:
    from api.cli.session import Session

__all__ = ["QUALITY", "evaluate_matrix"]

QUALITY = "evidence_hit@1"
_ASKED = ("engine", "max_citations")  # what is asked rather than configured
_FIXED = ("home", "database_url", "chroma_url", "host", "port", "allow_open", "web_concurrency")
_SHOWN = (QUALITY, "evidence_recall@5", "stance_correctness", "count_correctness", "abstention_f1")


def evaluate_matrix(session: Session, asked: Asked, wanted: Wanted, grid_file: Path) -> None:
    """Run every cell, show them side by side, write them. A cell that fails is told with its reason."""
    varied = [*_ASKED, *(name for name in Settings.model_fields if name not in _FIXED)]
    grid = load_grid(grid_file, varied)
    file = asked.cases()
    if asked.system != "in-process":
        raise InputError("--matrix changes settings of the system in this process; leave out --system.")
    if not asked.choice(file, session).reviews:
        raise InputError("--matrix fills a store for each cell: name the reviews with --reviews.")
    runs = [_cell(session, asked, file, cell) for cell in grid.cells()]
    _write(runs, wanted)
    _show(runs, wanted, list(grid.settings))
    if all(not run.rows for run in runs):
        raise typer.Exit(ExitCode.EVALUATION_FAILED)


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
    return run.model_copy(update={"system": {**run.system, **cell}})


def _write(runs: list[Run], wanted: Wanted) -> None:
    if wanted.output is not None:
        for number, run in enumerate(runs, start=1):
            save_run(run, wanted.output.with_name(f"{wanted.output.stem}-{number}.json"))
    if wanted.html is not None:
        from qa.evaluation.report import render_matrix

        write_text(wanted.html, render_matrix(runs, metric=QUALITY))


def _show(runs: list[Run], wanted: Wanted, settings: list[str]) -> None:
    rows = [_cells(run, settings) for run in runs]
    if wanted.as_json:
        return print_json({"cells": rows})
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in rows[0]:
        table.add_column(name, justify="left" if name in settings else "right")
    for row in rows:
        table.add_row(*(_text(value) for value in row.values()))
    results().print(table)


def _cells(run: Run, settings: list[str]) -> dict[str, Any]:
    measured = {
        name: measure(run.rows, name).value if run.rows else None
        for name in (*_SHOWN, "latency_ms", "cost_usd")
    }
    return {**{name: run.system.get(name) for name in settings}, **measured, "error": run.system.get("error")}


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else plain(str(value))
