"""The command line: `pullquote`. One command a module; what is heavy is imported when it is used."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from api.cli import asking, cases, demo, doctor, evaluate, ingest, reindex, reviews, serve, summary
from api.cli.console import complain
from api.cli.exit_codes import ExitCode, exit_code_of
from api.cli.logs import show_warnings
from api.cli.options import named_path
from api.cli.session import Session
from api.cli.streams import prepare_streams
from qa.errors import PullquoteError

__all__ = ["app", "main"]

_EXIT_CODES = "Exit codes: " + "; ".join(f"{code.value} {code.meaning}" for code in ExitCode) + "."


class _Group(TyperGroup):
    """Turns errors that were foreseen into one line and an exit code; others keep their traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except PullquoteError as error:
            complain(error.message)
            raise typer.Exit(exit_code_of(error)) from None
        except KeyboardInterrupt:
            complain("Interrupted.")
            raise typer.Exit(ExitCode.INTERRUPTED) from None


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from api.version import package_version

        typer.echo(f"pullquote {package_version()}")
        raise typer.Exit


@app.callback()
def _main(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            "--home",
            metavar="PATH",
            help="Folder of the store [PULLQUOTE_HOME].",
            show_default=False,
            parser=named_path,
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Answers questions about reviews, and shows the words each answer rests on.

    Every setting can be given by the environment or in a file .env: `pullquote doctor` lists them.
    """
    given = context.obj if isinstance(context.obj, Session) else Session()
    context.obj = Session(flags={**given.flags, "home": home}, open_runtime=given.open_runtime)


for _command in (
    ingest.ingest,
    asking.ask,
    asking.search,
    summary.summary,
    reviews.items,
    reviews.reviews,
    reviews.show,
    reviews.delete,
    serve.serve,
    demo.demo,
    doctor.doctor,
    reindex.reindex,
):
    app.command()(_command)
app.command("eval")(evaluate.evaluate)
app.add_typer(cases.cases, name="cases")


def main(arguments: Sequence[str] | None = None, session: Session | None = None) -> None:
    """Run a command, by default the one on the command line. Ends with SystemExit."""
    output = prepare_streams()
    show_warnings()
    try:
        app(args=arguments, prog_name="pullquote", obj=session)
    except SystemExit as end:
        sys.stdout.flush()
        if output.lost is None:
            raise
        complain(f"Standard output cannot be written: {output.lost}.")
        raise SystemExit(end.code or ExitCode.INTERNAL) from None
