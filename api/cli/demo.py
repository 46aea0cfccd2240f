"""`pullquote demo`: the sample reviews, three questions, and the server, in a store of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import print_json, results
from api.cli.options import JsonOption, named_path
from api.cli.session import Session, session_of
from qa.errors import UnreadableSource

if TYPE_CHECKING:
    from api.ports import Runtime
    from qa.models import Answer

__all__ = ["DEMO_HOME", "QUESTIONS", "demo"]

DEMO_HOME = Path(".pullquote")  # in the working folder: easy to see, and to delete
QUESTIONS = (
    ("What is wrong with the ending?", "the-night-weigher"),
    ("What do guests say about the breakfast?", "Hotel Lanternhuis"),
    ("Who composed the music?", "a-loan-of-elephants-2024"),  # no review says: the answer says so
)
_BESIDE_THE_PACKAGE = Path(__file__).parents[2] / "seeds"


def demo(
    context: typer.Context,
    seeds: Annotated[
        Path,
        typer.Option(
            "--seeds", metavar="PATH", help="Folder of sample reviews.", show_default=False, parser=named_path
        ),
    ] = _BESIDE_THE_PACKAGE,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the answers.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Ingest the sample reviews into ./.pullquote, ask three questions, then serve."""
    given = session_of(context)
    session = Session(flags={**given.flags, "home": DEMO_HOME}, open_runtime=given.open_runtime)
    _ingest_samples(session, seeds, quiet=as_json)
    answers = session.run(_ask_all)
    if as_json:
        from api.views import AnswerView

        print_json([AnswerView.of(answer).model_dump(mode="json") for answer in answers])
    else:
        _print(answers)
    if not no_serve:
        from api.serving import serve

        serve(session.settings(), session.opener())


def _ingest_samples(session: Session, seeds: Path, *, quiet: bool) -> None:
    from api.cli.ingest import ingest_paths, print_tally
    from api.cli.ingesting import Tally
    from qa.ingest.loaders import LoadOptions

    if not seeds.is_dir():
        raise UnreadableSource(f"There are no sample reviews at {seeds}; name their folder with --seeds.")
    tally = Tally()
    ingest_paths(session, [seeds], LoadOptions(), tally)
    if not quiet:
        print_tally(tally)


async def _ask_all(runtime: Runtime) -> list[Answer]:
    from qa.models import Filters

    return [
        await runtime.service.ask(question, Filters(item_id=item), max_citations=3)
        for question, item in QUESTIONS
    ]


def _print(answers: list[Answer]) -> None:
    from api.cli.rendering import show_answer

    console = results()
    for (question, item), answer in zip(QUESTIONS, answers, strict=True):
        console.print()
        console.print(f"Question about {item}: {question}", style="bold cyan")
        show_answer(console, answer)
