"""The work behind `pullquote eval`: cases to a run, a run to tables, files and a verdict."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.cli.asking import Engine
from api.cli.console import notices, print_json
from api.cli.eval_tables import show_comparison, show_judged, show_measures, show_tags, show_verdict
from api.cli.exit_codes import ExitCode
from api.cli.interrupts import run_interruptibly
from api.cli.progress import counting
from api.systems import SystemChoice, open_system
from api.version import package_version
from qa.errors import InputError, UnreadableSource
from qa.evaluation.case_files import CaseFile, load_cases
from qa.evaluation.comparison import Comparison, compare
from qa.evaluation.floors import parse_floor
from qa.evaluation.runner import evaluate
from qa.evaluation.runs import Run, load_run, save_run
from qa.evaluation.summary import ALL, Measure, summarise
from qa.evaluation.verdict import RunVerdict, judge

if TYPE_CHECKING:
    from api.cli.session import Session

__all__ = ["Asked", "Wanted", "evaluate_cases", "run_cases", "write_text"]

JUDGEMENTS = "judgements"  # folder of the store that keeps what a model judged


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
        """The case file, or the part of it that has the tags. Raises: InvalidCases, UnreadableSource."""
        file = load_cases(self.target)
        if not self.tags:
            return file
        placed = tuple(one for one in file.placed if set(self.tags) & set(one.case.tags))
        if not placed:
            known = ", ".join(dict.fromkeys(tag for case in file.cases for tag in case.tags))
            raise InputError(f"No case has the tag {' or '.join(self.tags)}; there are {known}.")
        return replace(file, placed=placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the run is held to, and what is written of it."""

    floors: tuple[str, ...] = ()
    baseline: Path | None = None
    judge: str | None = None
    output: Path | None = None
    html: Path | None = None
    junit: Path | None = None
    ragas: Path | None = None
    deepeval: Path | None = None
    as_json: bool = False


def evaluate_cases(session: Session, asked: Asked, wanted: Wanted) -> None:
    """Run, show, write and judge. Raises: typer.Exit with EVALUATION_FAILED; PullquoteError."""
    baseline = load_run(wanted.baseline) if wanted.baseline is not None else None
    floors = [parse_floor(text) for text in wanted.floors]
    if _is_run(asked.target):
        run = load_run(asked.target)
    else:
        file = asked.cases()
        floors = [*(() if asked.tags else file.floors), *floors]
        run = run_cases(session, asked, file)
    if wanted.judge is not None:
        run = _judged(session, run, wanted.judge)
    comparison = compare(baseline, run) if baseline is not None else None
    verdict = judge(run, floors, comparison)
    _write(run, baseline, verdict, wanted)
    _show(run, comparison, verdict, as_json=wanted.as_json)
    if not verdict.passed:
        raise typer.Exit(ExitCode.EVALUATION_FAILED)


def run_cases(session: Session, asked: Asked, file: CaseFile, **flags: Any) -> Run:
    """Open the system and put the cases to it. Raises: what opening raises; InvalidCases."""

    async def work() -> Run:
        async with AsyncExitStack() as stack:
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

    return run_interruptibly(work)


def _is_run(path: Path) -> bool:
    """Whether a file is a run rather than cases, by how it begins."""
    try:
        with path.open("rb") as file:
            return b'"pullquote-run/' in file.read(200)
    except OSError:
        return False


def _judged(session: Session, run: Run, model: str) -> Run:
    from qa.evaluation.judging import JudgeCache, judge_run, open_judge

    settings = session.settings()
    url = settings.llm_base_url.get_secret_value() if settings.llm_base_url else None
    with counting("Judging", "answers") as progress:
        return judge_run(
            run,
            open_judge(model, base_url=url),
            JudgeCache(settings.home / JUDGEMENTS),
            concurrency=4,
            progress=progress,
        )


def _write(run: Run, baseline: Run | None, verdict: RunVerdict, wanted: Wanted) -> None:
    try:
        if wanted.output is not None:
            save_run(run, wanted.output)
        if wanted.html is not None:
            from qa.evaluation.report import render_report

            write_text(wanted.html, render_report(run, baseline=baseline))
        if wanted.junit is not None:
            from qa.evaluation.junit import to_junit

            write_text(wanted.junit, to_junit(run, verdict.cases, verdict.whole))
        _export(run, wanted)
    except OSError as error:
        raise UnreadableSource(f"{error.filename} cannot be written: {error.strerror}.") from None


def _export(run: Run, wanted: Wanted) -> None:
    from qa.evaluation.exports import write_export

    if wanted.ragas is not None:
        write_export(run, "ragas", wanted.ragas)
    if wanted.deepeval is not None:
        write_export(run, "deepeval", wanted.deepeval)


def write_text(path: Path, text: str) -> None:
    """Write a file, and the folders above it. Raises: OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    notices().print(f"Written: {path}")


def _show(run: Run, comparison: Comparison | None, verdict: RunVerdict, *, as_json: bool) -> None:
    measures = summarise(run)
    if as_json:
        print_json(_as_json(run, measures, comparison, verdict))
        return
    show_measures(run, measures)
    show_tags(run, measures)
    show_judged(summarise(run, judged=True))
    if comparison is not None:
        show_comparison(comparison)
    show_verdict(verdict)


def _as_json(
    run: Run,
    measures: dict[tuple[str, str], Measure],
    comparison: Comparison | None,
    verdict: RunVerdict,
) -> dict[str, Any]:
    from dataclasses import asdict

    tags: dict[str, dict[str, Any]] = {}
    for (metric, tag), measure in measures.items():
        tags.setdefault(tag, {})[metric] = {
            "value": measure.value,
            "interval": measure.interval,
            "chance": measure.chance,
            "cases": measure.cases,
            "failed": measure.failed,
        }
    return {
        "name": run.name,
        "version": run.version,
        "system": run.system,
        "cases": len(run.rows),
        "seconds": run.seconds,
        "passed": verdict.passed,
        "failures": {"cases": verdict.cases, "whole": verdict.whole},
        "metrics": tags.pop(ALL, {}),
        "tags": tags,
        "judged": {
            metric: {"value": m.value, "interval": m.interval, "cases": m.cases, "failed": m.failed}
            for (metric, tag), m in summarise(run, judged=True).items()
            if tag == ALL
        },
        "comparison": asdict(comparison) if comparison is not None else None,
        "rows": run.to_json()["rows"],
    }
