"""The work behind `pullquote eval`: cases to a run, a run to tables, files and a verdict."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack, redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.cli.asking import Engine
from api.cli.console import print_json
from api.cli.eval_files import Files
from api.cli.eval_json import evaluation_json
from api.cli.eval_tables import show_comparison, show_judged, show_measures, show_tags, show_verdict
from api.cli.exit_codes import ExitCode
from api.cli.interrupts import run_interruptibly
from api.cli.progress import counting
from api.systems import SystemChoice, open_system
from api.version import package_version
from qa.errors import InputError, StoreLocked
from qa.evaluation.case_files import CaseFile, load_cases
from qa.evaluation.comparison import Comparison, compare
from qa.evaluation.floors import Floor, Measures, check_floors, parse_floor
from qa.evaluation.metrics import about, default_metrics
from qa.evaluation.runner import evaluate
from qa.evaluation.runs import Run, load_run
from qa.evaluation.summary import summarise
from qa.evaluation.verdict import RunVerdict, judge

if TYPE_CHECKING:
    from api.cli.session import Session

__all__ = ["Asked", "Wanted", "evaluate_cases", "is_run", "run_cases", "show_run"]

JUDGEMENTS = "judgements"  # folder of the store that keeps what a model judged
JUDGED_AT_ONCE = 4
LOCKED_HINT = (
    "A server that has it open can be asked with --system http://ADDRESS; or name files with --reviews."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to put to which system."""

    target: Path
    system: str
    reviews: tuple[Path, ...]
    own_store: bool
    engine: Engine
    max_citations: int
    tags: tuple[str, ...]
    concurrency: int
    name: str

    def choice(self, file: CaseFile, session: Session, **flags: Any) -> SystemChoice:
        """The system, over the reviews that are named, or that the file names."""
        named = self.reviews or (() if self.own_store else file.reviews)
        return SystemChoice(
            spec=self.system,
            reviews=named,
            engine=self.engine,
            max_citations=self.max_citations,
            flags={**session.flags, **flags},
        )

    def cases(self) -> CaseFile:
        """The case file, or the part of it that has the tags, which its floors are not for.

        Raises: InvalidCases, UnreadableSource; InputError for tags that no case has.
        """
        file = load_cases(self.target)
        if not self.tags:
            return file
        placed = tuple(one for one in file.placed if set(self.tags) & set(one.case.tags))
        if not placed:
            known = ", ".join(dict.fromkeys(tag for case in file.cases for tag in case.tags))
            raise InputError(f"No case has the tag {' or '.join(self.tags)}; there are {known}.")
        return replace(file, placed=placed, floors=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the run is held to, and what is told of it."""

    floors: tuple[str, ...] = ()
    baseline: Path | None = None
    judge: str | None = None
    files: Files = field(default_factory=Files)
    as_json: bool = False


def evaluate_cases(session: Session, asked: Asked, wanted: Wanted) -> None:
    """Put the cases to the system and judge its answers. All that is wanted is looked at before it is asked.

    Raises: typer.Exit with EVALUATION_FAILED; PullquoteError.
    """
    file, baseline = asked.cases(), _baseline(wanted)
    floors = [*file.floors, *map(parse_floor, wanted.floors)]
    check_floors(floors, [about(metric) for metric in default_metrics()])
    _check_shared(baseline, ((case.key, case.question) for case in file.cases))
    wanted.files.check()
    judging = _judging(session, wanted.judge)
    run = run_cases(session, asked, file).model_copy(update={"floors": tuple(map(str, floors))})
    wanted.files.keep(run)
    _conclude(run, floors, baseline, judging, wanted)


def show_run(session: Session, path: Path, wanted: Wanted) -> None:
    """Show and judge a run that was written before, by its own floors and those that are wanted.

    Raises: typer.Exit with EVALUATION_FAILED; PullquoteError.
    """
    run, baseline = load_run(path), _baseline(wanted)
    floors = [parse_floor(text) for text in dict.fromkeys((*run.floors, *wanted.floors))]
    check_floors(floors, run.metrics)
    _check_shared(baseline, ((row.key, row.case.question) for row in run.rows))
    wanted.files.check()
    wanted.files.keep(run)
    _conclude(run, floors, baseline, _judging(session, wanted.judge), wanted)


def run_cases(session: Session, asked: Asked, file: CaseFile, **flags: Any) -> Run:
    """Open the system and put the cases to it. Raises: what opening raises; InvalidCases."""

    async def work() -> Run:
        async with AsyncExitStack() as stack:
            stack.enter_context(redirect_stdout(sys.stderr))  # what a system prints is none of our results
            system = await stack.enter_async_context(
                open_system(asked.choice(file, session, **flags), session.open_runtime)
            )
            progress = stack.enter_context(counting("Evaluating", "cases"))
            return await evaluate(
                file,
                system,
                concurrency=asked.concurrency,
                progress=progress,
                name=asked.name or asked.target.name,
                version=package_version(),
            )

    try:
        return run_interruptibly(work)
    except StoreLocked as error:
        raise StoreLocked(f"{error.message} {LOCKED_HINT}") from None


def is_run(path: Path) -> bool:
    """Whether a file is a run rather than cases, by how it begins."""
    try:
        with path.open("rb") as file:
            return b'"pullquote-run/' in file.read(200)
    except OSError:
        return False


def _baseline(wanted: Wanted) -> Run | None:
    return load_run(wanted.baseline) if wanted.baseline is not None else None


def _check_shared(baseline: Run | None, cases: Iterable[tuple[str, str]]) -> None:
    if baseline is not None and not {(row.key, row.case.question) for row in baseline.rows} & set(cases):
        raise InputError(
            "The baseline has none of these cases; a case is the same where id and question are."
        )


def _judging(session: Session, model: str | None) -> Callable[[Run], Run] | None:
    """What has a model judge a run; None where none is wanted. Raises: ConfigurationError."""
    if model is None:
        return None
    from qa.evaluation.judging import JudgeCache, judge_run, open_judge

    settings = session.settings()
    url = settings.llm_base_url.get_secret_value() if settings.llm_base_url else None
    opened, cache = open_judge(model, base_url=url), JudgeCache(settings.home / JUDGEMENTS)

    def judged(run: Run) -> Run:
        with counting("Judging", "answers") as progress:
            return judge_run(run, opened, cache, concurrency=JUDGED_AT_ONCE, progress=progress)

    return judged


def _conclude(
    run: Run,
    floors: Sequence[Floor],
    baseline: Run | None,
    judging: Callable[[Run], Run] | None,
    wanted: Wanted,
) -> None:
    if judging is not None:
        run = judging(run)
        wanted.files.keep(run)
    measures = summarise(run)
    comparison = compare(baseline, run) if baseline is not None else None
    verdict = judge(run, floors, comparison, measures)
    wanted.files.write(run, baseline, verdict, measures)
    if wanted.as_json:
        print_json(evaluation_json(run, measures, comparison, verdict))
    else:
        _show(run, measures, comparison, verdict)
    if not verdict.passed:
        raise typer.Exit(ExitCode.EVALUATION_FAILED)


def _show(run: Run, measures: Measures, comparison: Comparison | None, verdict: RunVerdict) -> None:
    show_measures(run, measures)
    show_tags(run, measures)
    show_judged(summarise(run, judged=True))
    if comparison is not None:
        show_comparison(comparison)
    show_verdict(verdict)
