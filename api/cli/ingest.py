"""`pullquote ingest`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.cli.console import complain, notices, plain, print_json, readable, results
from api.cli.exit_codes import ExitCode
from api.cli.options import JsonOption, named_path
from api.cli.progress import transferring
from api.cli.session import Session, session_of
from qa.errors import InputError, PullquoteError

if TYPE_CHECKING:
    from api.cli.ingesting import Tally
    from api.ports import Runtime
    from qa.ingest.loaders import LoadOptions

__all__ = ["ingest", "ingest_paths", "print_tally"]

FileFormat = Literal["text", "delimited", "jsonl", "json", "parquet"]  # as the loaders have it

MAX_FILES_SHOWN = 30
MAX_PROBLEMS_SHOWN = 20

_PATHS = typer.Argument(metavar="PATH", help="Files and folders.", show_default=False, parser=named_path)


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], _PATHS],
    item: Annotated[str | None, typer.Option("--item", help="Put every review under this item.")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Which column is which field; may be repeated."),
    ] = None,
    form: Annotated[
        FileFormat | None, typer.Option("--format", help="Read every file as this, whatever its name.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first row or file that cannot be stored.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Add the reviews in files and folders to the store.

    Reads text, CSV, TSV, JSON Lines, JSON and Parquet, packed with gzip or not. The same review twice is
    one review, so that running a command again finishes what was interrupted.
    """
    from api.cli.ingesting import Tally

    tally = Tally()
    options = _options(item, columns or [], form)
    try:
        ingest_paths(session_of(context), paths, options, tally, strict=strict)
    except (KeyboardInterrupt, PullquoteError) as stop:
        _print_stopped(tally, stop)
        raise
    if as_json:
        print_json(_as_json(tally))
    else:
        print_tally(tally)
    if code := _exit_code(tally):
        raise typer.Exit(code)


def _options(item: str | None, columns: Iterable[str], form: FileFormat | None) -> LoadOptions:
    from qa.ingest.loaders import LoadOptions

    if item is not None:
        readable(item, "--item")
    return LoadOptions(item_id=item, columns=_column_map(columns), format=form)


def _column_map(columns: Iterable[str]) -> Mapping[str, str]:
    chosen: dict[str, str] = {}
    for pair in columns:
        field, equals, column = pair.partition("=")
        if not (field and equals and column):
            raise InputError(f"--map takes FIELD=COLUMN, such as text=body, not {plain(pair)!r}.")
        chosen[field] = column
    return chosen


def ingest_paths(
    session: Session, paths: Iterable[Path], options: LoadOptions, tally: Tally, *, strict: bool = False
) -> None:
    """Store the reviews under the paths, telling progress. Raises: StoreError; KeyboardInterrupt."""
    from api.cli.ingesting import Ingestion
    from qa.ingest.loaders import load

    loading = load(paths, options)

    async def work(runtime: Runtime) -> None:
        with transferring("Ingesting") as progress:
            await Ingestion(runtime.service, tally, strict=strict).run(loading, progress)

    session.run(work)


def _exit_code(tally: Tally) -> ExitCode:
    if not tally.stored:
        return ExitCode.USAGE
    return ExitCode.SOME_FAILED if tally.failed else ExitCode.OK


def print_tally(tally: Tally) -> None:
    """What was read and as what, what became of it, and what could not be stored and why."""
    console = results()
    for file in tally.files[:MAX_FILES_SHOWN]:
        console.print(plain(f"{file.path}: {file.summary}"))
    if (hidden := len(tally.files) - MAX_FILES_SHOWN) > 0:
        console.print(f"and {hidden:,} more files")
    _print_skipped(tally)
    _print_problems(tally)
    console.print(_summary(tally))


def _print_skipped(tally: Tally) -> None:
    for file in tally.skipped[:MAX_FILES_SHOWN]:
        notices().print(f"Left out: {plain(str(file.path))}: {plain(file.reason)}")
    if (hidden := len(tally.skipped) - MAX_FILES_SHOWN) > 0:
        notices().print(f"and {hidden:,} more left out")


def _print_problems(tally: Tally) -> None:
    from api.cli.ingesting import place_of

    for problem in tally.problems[:MAX_PROBLEMS_SHOWN]:
        complain(f"{place_of(problem)}: {problem.reason}")
    if (hidden := tally.failed - MAX_PROBLEMS_SHOWN) > 0:
        complain(f"and {hidden:,} more that could not be stored.")


def _summary(tally: Tally) -> str:
    told = [_outcome(tally)]
    if tally.without_text:
        told.append(f"{_rows(tally.without_text)} without text.")
    if tally.stopped_early:
        told.append("Stopped at the first problem, because of --strict; what comes after it was not read.")
    return " ".join(told)


def _outcome(tally: Tally) -> str:
    if not tally.stored:
        return "Nothing was stored." if tally.failed else "Nothing was stored: no review was found."
    if tally.unchanged == tally.stored and not tally.stopped_early:
        reviews = "the only review is" if tally.stored == 1 else f"all {tally.stored:,} reviews are"
        failed = f"; {tally.failed:,} failed" if tally.failed else ""
        return f"Nothing to do: {reviews} already stored{failed}."
    counts = (
        f"{tally.created:,} created, {tally.updated:,} updated, "
        f"{tally.unchanged:,} unchanged, {tally.failed:,} failed"
    )
    return f"{counts}, in {tally.seconds:.1f} s ({tally.stored / max(tally.seconds, 1e-3):,.0f} a second)."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _print_stopped(tally: Tally, stop: BaseException) -> None:
    why = "Interrupted" if isinstance(stop, KeyboardInterrupt) else "Stopped"
    if not tally.stored:
        return notices().print(f"{why} before anything was stored.")
    notices().print(
        f"{why} after {tally.stored:,} reviews, which are stored. "
        "The same command again finishes the rest and leaves those alone."
    )


def _as_json(tally: Tally) -> dict[str, Any]:
    return {
        "files": [
            {"path": plain(str(file.path)), "format": file.format, "columns": dict(file.columns)}
            for file in tally.files
        ],
        "skipped": [{"path": plain(str(file.path)), "reason": file.reason} for file in tally.skipped],
        "problems": [
            {
                "path": plain(str(problem.path)),
                "line": problem.line,
                "element": problem.element,
                "reason": problem.reason,
            }
            for problem in tally.problems
        ],
        "created": tally.created,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "failed": tally.failed,
        "without_text": tally.without_text,
        "stopped_early": tally.stopped_early,
        "seconds": round(tally.seconds, 3),
    }
