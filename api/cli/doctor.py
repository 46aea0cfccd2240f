"""`pullquote doctor`: what is configured, what works, what to do."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from api.cli.console import plain, print_json, results
from api.cli.exit_codes import ExitCode, exit_code_of
from api.cli.options import JsonOption
from api.cli.session import Session, session_of
from qa.errors import ConfigurationError, PullquoteError

if TYPE_CHECKING:
    from api.ports import Readiness, Runtime
    from api.settings import Settings

__all__ = ["doctor"]

_FINE = "ok"  # of a check
_MODEL = "language model"


def doctor(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show every setting with its source, open the store, and say what works and what to do."""
    session = session_of(context)
    settings = session.settings()
    checks, report, code = _examine(session, settings)
    found = {
        "ok": code == ExitCode.OK,
        "python": platform.python_version(),
        "settings": {name: _setting(settings, name, value) for name, value in settings.shown().items()},
        "checks": dict(checks),
        "advice": _advice(settings, checks),
        "report": dict(report),
        "warnings": _warnings(settings),
    }
    if as_json:
        print_json(found)
    else:
        _print(found)
    if code != ExitCode.OK:
        raise typer.Exit(code)


def _setting(settings: Settings, name: str, value: str) -> dict[str, str]:
    """A setting as it is, and where it is not given, what holds instead."""
    shown = {"value": value, "source": settings.source_of(name), "variable": settings.variable(name)}
    effective = "" if value else _effective(settings, name)
    return {**shown, "effective": effective} if effective else shown


def _effective(settings: Settings, name: str) -> str:
    from vectorstore.store import RECORD_FILE

    return {
        "database_url": f"sqlite:///{settings.home / RECORD_FILE}",
        "chroma_url": "embedded, in the home folder",
        "embedding_model": "MiniLM, from an installed package",
        "reranker": "MiniLM too, adapted to read a question and a sentence together",
        "llm": "none: the embedded engine answers",
        "threads": f"one a core: {os.cpu_count() or 1}",
    }.get(name, "")


def _warnings(settings: Settings) -> list[str]:
    unknown = [
        f"{name} names no setting; correct its spelling or remove it." for name in settings.unknown_variables
    ]
    return unknown


def _advice(settings: Settings, checks: Mapping[str, str]) -> list[str]:
    """What to do about each check that failed; a store that does not open says so itself."""
    server = settings.chroma_url is not None
    known = {
        "record": "See that the record can be read: its disk, its permissions, PULLQUOTE_DATABASE_URL.",
        "model": "See that the models can be loaded: PULLQUOTE_EMBEDDING_MODEL, PULLQUOTE_RERANKER; else "
        "install again.",
        "index": "Start the Chroma server at PULLQUOTE_CHROMA_URL, or unset it to use the embedded index."
        if server
        else "See that the home folder can be written and has space, then run `pullquote reindex`.",
        _MODEL: "See to PULLQUOTE_LLM, PULLQUOTE_LLM_BASE_URL and the provider's key, and that the model's "
        "server runs; until then the embedded engine answers.",
    }
    return [known[name] for name, result in checks.items() if result != _FINE and name in known]


def _examine(session: Session, settings: Settings) -> tuple[Mapping[str, str], Mapping[str, str], ExitCode]:
    async def work(runtime: Runtime) -> tuple[Readiness, str | None, Mapping[str, str]]:
        return await runtime.readiness(), await runtime.try_model(), runtime.report()

    try:
        readiness, model, report = session.run(work, settings=settings)
    except PullquoteError as error:
        checked = "settings" if isinstance(error, ConfigurationError) else "store"
        return {checked: error.message}, {}, exit_code_of(error)
    # Ready means that questions are answered; a check may fail and another way serve in its place.
    if not readiness.ready or any(result != _FINE for result in readiness.checks.values()):
        code = ExitCode.STORE
    else:
        code = ExitCode.OK if model in (None, _FINE) else ExitCode.USAGE
    tried = {} if model is None else {_MODEL: model}
    return {**readiness.checks, **tried}, report, code


def _print(found: Mapping[str, Any]) -> None:
    from rich.table import Table

    console = results()
    console.print("Settings", style="bold")
    table = Table(box=None, pad_edge=False, show_header=False)
    for setting in found["settings"].values():
        table.add_row(setting["variable"], plain(_shown(setting)), setting["source"])
    console.print(table)
    for heading, rows in (("Checks", found["checks"]), ("Store", found["report"])):
        if rows:
            console.print()
            console.print(heading, style="bold")
        for name, value in rows.items():
            console.print(f"{name}: {plain(value)}")
    for warning in found["warnings"]:
        console.print(f"Warning: {plain(warning)}", style="yellow")
    for step in found["advice"]:
        console.print(f"To do: {plain(step)}", style="yellow")
    console.print()
    verdict = "Everything works." if found["ok"] else "Something does not work; see the checks above."
    console.print(verdict, style="green" if found["ok"] else "red")


def _shown(setting: Mapping[str, str]) -> str:
    if setting["value"]:
        return setting["value"]
    return f"({setting['effective']})" if "effective" in setting else "-"
