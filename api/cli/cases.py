"""`pullquote cases`: evaluation cases drafted from reviews and from feedback, and checked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.console import notices, plain, print_json, readable, results
from api.cli.exit_codes import ExitCode
from api.cli.options import JsonOption, named_path
from api.cli.session import Session, session_of
from qa.errors import InputError, InvalidCases, NotFound

if TYPE_CHECKING:
    from api.cli.case_saving import Saved
    from api.ports import Runtime, Service
    from qa.evaluation.case_files import CaseFile
    from qa.evaluation.cases import Case
    from qa.evaluation.drafting.material import Material
    from qa.evaluation.drafting.proposals import Proposal

__all__ = ["cases"]

MAX_DRAFTED = 200
NEAREST = 3  # ids that are told where the one given is none
CLOSE_ENOUGH = 0.4  # likeness of an id from which it may have been meant, as difflib measures it
MANY_REVIEWS = 200  # from which drafting takes seconds, of which a person should be told
DEFAULT_FILE = Path("cases.yaml")

cases = typer.Typer(no_args_is_help=True, help="Draft and check evaluation cases.")

_OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        help="File for the cases, YAML or by its ending JSON or JSON Lines.",
        show_default=False,
        parser=named_path,
    ),
]
_AppendOption = Annotated[bool, typer.Option("--append", help="Add to a file that is there already.")]
_FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="A case file.", show_default=False, parser=named_path)
]


@cases.command()
def draft(
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="Id of an item: see `pullquote items`.", show_default=False)],
    output: _OutputOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=MAX_DRAFTED, help="Proposals at most.")] = 30,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            help="A chat model, such as ollama:llama3.2, that proposes more; its quotes are looked up.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Keep all without asking.")] = False,
    append: _AppendOption = False,
    as_json: JsonOption = False,
) -> None:
    """Propose evaluation cases from the reviews of an item, to keep, change or refuse one by one.

    Where there is no terminal, and with --yes or --json, all are kept. No language model is needed; one that
    is named proposes questions in its own words.
    """
    from api.cli.case_saving import check_target

    readable(item, "The item")
    asking = not (yes or as_json) and sys.stdin.isatty() and sys.stdout.isatty()
    target = output or (DEFAULT_FILE if asking else None)
    if target is not None:
        check_target(target, append=append)
    material, proposals = _drafted(session_of(context), item, limit, model)
    interrupted = False
    kept = [proposal.case for proposal in proposals]
    if asking and proposals:
        kept, interrupted = _chosen(proposals, material)
    saved = _saved(kept, target, append=append)
    _tell_drafted(kept, proposals, target, saved, as_json=as_json)
    if interrupted:
        raise typer.Exit(ExitCode.INTERRUPTED)


def _drafted(session: Session, item: str, limit: int, model: str | None) -> tuple[Material, list[Proposal]]:
    from api.cli.case_writing import open_writer
    from qa.evaluation.drafting.drafts import draft as drafted
    from qa.evaluation.drafting.gathering import gather

    async def work(runtime: Runtime) -> Material:
        try:
            return await gather(runtime.service, item)
        except NotFound:
            raise NotFound(_no_item(item, await _known_items(runtime.service))) from None

    writer = None if model is None else open_writer(session.settings(), model)
    material = session.run(work)
    if len(material.reviews) >= MANY_REVIEWS:
        notices().print(f"Drafting from {len(material.reviews):,} reviews.")
    written = () if writer is None else writer(material, limit)
    return material, drafted(material, limit=limit, written=written)


async def _known_items(service: Service) -> dict[str, str]:
    """Every item by its title and by its id, in lower case."""
    known: dict[str, str] = {}
    cursor: str | None = None
    while True:
        page = await service.items(cursor=cursor, limit=100)
        for row in page.rows:
            known.setdefault((row.title or row.id).casefold(), row.id)
            known[row.id.casefold()] = row.id
        if page.cursor is None:
            return known
        cursor = page.cursor


def _no_item(item: str, known: dict[str, str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(item.casefold(), known, n=NEAREST, cutoff=CLOSE_ENOUGH)
    told = ", ".join(dict.fromkeys(known[name] for name in near))
    nearest = f" Nearest: {told}." if told else ""
    return f"No item has the id {item!r}.{nearest} `pullquote items` lists all."


def _chosen(proposals: Sequence[Proposal], material: Material) -> tuple[list[Case], bool]:
    from api.cli.case_choosing import Keys, choose
    from qa.evaluation.drafting.choosing import Choosing

    choosing = Choosing(proposals)
    interrupted = choose(results(), choosing, material, Keys.of_terminal())
    return choosing.kept, interrupted


def _saved(kept: Sequence[Case], target: Path | None, *, append: bool) -> Saved | None:
    from api.cli.case_saving import save_cases

    return save_cases(kept, target, append=append) if kept and target is not None else None


def _tell_drafted(
    kept: Sequence[Case],
    proposals: Sequence[Proposal],
    target: Path | None,
    saved: Saved | None,
    *,
    as_json: bool,
) -> None:
    if as_json:
        return print_json({"proposed": len(proposals), **_as_json(kept, target, saved)})
    if not proposals:
        return notices().print("Nothing in these reviews makes a case; a few more reviews may.")
    if target is None:
        from qa.evaluation.case_files import write_cases

        return typer.echo(write_cases(kept, DEFAULT_FILE), nl=False)
    if saved is None:
        return results().print("Nothing was kept, and no file was written.")
    _tell_saved(target, saved)


def _as_json(kept: Sequence[Case], target: Path | None, saved: Saved | None) -> dict[str, Any]:
    return {
        "cases": [case.written() for case in kept],
        "output": None if saved is None else str(target),
        "added": 0 if saved is None else saved.added,
        "already_there": 0 if saved is None else saved.already,
    }


def _tell_saved(path: Path, saved: Saved) -> None:
    were = "was" if saved.already == 1 else "were"
    already = f"; {saved.already:,} {were} there already" if saved.already else ""
    told = f"Wrote {_counted(saved.added)} to {path}{already}. Run them: pullquote eval {path}"
    results().print(plain(told))


def _counted(number: int) -> str:
    return "1 case" if number == 1 else f"{number:,} cases"


@cases.command()
def check(
    context: typer.Context,
    file: _FileArgument,
    reviews: Annotated[
        list[Path] | None,
        typer.Option(
            "--reviews",
            metavar="PATH",
            help="Files of the reviews, instead of those that the file names, or the store's.",
            show_default=False,
            parser=named_path,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a case file: its form, its floors, and that all evidence stands in the reviews in its scope."""
    from qa.evaluation.case_files import load_cases

    loaded: CaseFile | None = None
    try:
        loaded = load_cases(file)
        _check_loaded(session_of(context), loaded, tuple(reviews or loaded.reviews))
    except InputError as error:
        if as_json:
            print_json(_checked(loaded, error))
        raise
    if as_json:
        return print_json(_checked(loaded))
    counts = f"{_counted(len(loaded.cases))}, {_pieces(loaded):,} pieces of evidence"
    results().print(plain(f"{file}: {counts}, all found in the reviews."))


def _check_loaded(session: Session, file: CaseFile, reviews: tuple[Path, ...]) -> None:
    """Raises: InvalidCases with all that is wrong with floors and evidence; what reading reviews raises."""
    from api.cli.floor_checking import floor_problems

    problems = floor_problems(file)
    try:
        _check_evidence(session, file, reviews)
    except InvalidCases as error:
        problems += error.problems
    if problems:
        raise InvalidCases(problems)


def _check_evidence(session: Session, file: CaseFile, reviews: tuple[Path, ...]) -> None:
    from api.cli.case_checking import reviews_in
    from api.cli.interrupts import run_interruptibly
    from qa.evaluation.reviews import ServiceReviews
    from qa.evaluation.runner import prepare

    async def of_store(runtime: Runtime) -> None:
        await prepare(file.cases, ServiceReviews(runtime.service), file)

    if reviews:
        held = reviews_in(reviews)
        run_interruptibly(lambda: prepare(file.cases, held, file))
    else:
        session.run(of_store)


def _pieces(file: CaseFile) -> int:
    return sum(len(case.evidence) for case in file.cases)


def _checked(file: CaseFile | None, error: InputError | None = None) -> dict[str, Any]:
    """What a check found; no numbers of a file that could not be read as one."""
    problems = error.problems if isinstance(error, InvalidCases) else [error.message] if error else []
    return {
        "cases": None if file is None else len(file.cases),
        "evidence": None if file is None else _pieces(file),
        "problems": list(problems),
    }


@cases.command()
def schema(
    of_file: Annotated[bool, typer.Option("--file", help="Of a whole file, YAML or JSON.")] = False,
) -> None:
    """Print the JSON schema of a case, which a line of JSON Lines holds, for editors and other programs."""
    from qa.evaluation.cases import case_file_schema, case_schema

    print_json(case_file_schema() if of_file else case_schema())


@cases.command("from-feedback")
def from_feedback(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Feedback, in JSON Lines.", show_default=False, parser=named_path
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="File for the cases.",
            show_default=False,
            parser=named_path,
        ),
    ],
    append: _AppendOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make evaluation cases from answers that users liked or did not."""
    from api.cli.case_saving import check_target, save_cases
    from qa.evaluation.feedback import cases_from, load_feedback

    check_target(output, append=append)
    answers = load_feedback(file)
    made = cases_from(answers)
    saved = save_cases(made, output, append=append)
    if as_json:
        return print_json({"answers": len(answers), **_as_json(made, output, saved)})
    _tell_saved(output, saved)
    if len(made) < len(answers):
        results().print(
            f"{_counted(len(made)).capitalize()} from {len(answers):,} answers: "
            "those to the same question, in the same scope, are one case."
        )
    incomplete = sum("To be completed" in (case.note or "") for case in made)
    if incomplete:
        results().print(f"To be completed by hand, as their notes say: {incomplete:,}.")
