"""`pullquote doctor`: what is configured, what works, what to do."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from api.cli.console import plain, print_json, results
from api.cli.exit_codes import ExitCode, exit_code_of
from api.cli.options import JsonOption
from api.cli.session import Session, session_of
from qa.errors import PullquoteError

if TYPE_CHECKING:
    from api.ports import Readiness, Runtime
    from api.settings import Settings

__all__ = ["doctor"]


def doctor(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show every setting with its source, open the store, and say what works and what to do."""
    session = session_of(context)
    settings = session.settings()
    checks, report, code = _examine(session, settings)
    warnings = [_warning(name) for name in settings.unknown_variables]
    found = {
        "ok": code == ExitCode.OK,
        "python": platform.python_version(),
        "settings": {
            name: {"value": value, "source": settings.source_of(name), "variable": settings.variable(name)}
            for name, value in settings.shown().items()
        },
        "checks": dict(checks),
        "report": dict(report),
        "warnings": warnings,
    }
    if as_json:
        print_json(found)
    else:
        _print(found)
    if code != ExitCode.OK:
        raise typer.Exit(code)


def _warning(variable: str) -> str:
    return f"{variable} names no setting; correct its spelling or remove it."


def _examine(session: Session, settings: Settings) -> tuple[Mapping[str, str], Mapping[str, str], ExitCode]:
    async def work(runtime: Runtime) -> tuple[Readiness, Mapping[str, str]]:
        return await runtime.readiness(), runtime.report()

    try:
        readiness, report = session.run(work, settings=settings)
    except PullquoteError as error:
        return {"store": error.message}, {}, exit_code_of(error)
    return readiness.checks, report, ExitCode.OK if readiness.ready else ExitCode.STORE


def _print(found: Mapping[str, Any]) -> None:
    from rich.table import Table

    console = results()
    console.print("Settings", style="bold")
    table = Table(box=None, pad_edge=False, show_header=False)
    for setting in found["settings"].values():
        table.add_row(setting["variable"], plain(setting["value"]) or "-", setting["source"])
    console.print(table)
    for heading, rows in (("Checks", found["checks"]), ("Store", found["report"])):
        if rows:
            console.print()
            console.print(heading, style="bold")
        for name, value in rows.items():
            console.print(f"{name}: {plain(value)}")
    for warning in found["warnings"]:
        console.print(f"Warning: {plain(warning)}", style="yellow")
    console.print()
    verdict = "Everything works." if found["ok"] else "Something does not work; see the checks above."
    console.print(verdict, style="green" if found["ok"] else "red")
