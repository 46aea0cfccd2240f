"""How long many cases take with the embedded engine: `python tests/benchmarks/evaluating.py [--cases 1000]`.

Asks the cases over the sample reviews again and again, each time in other words, so that no answer is a
repetition, and prints the seconds of each step as a Markdown table. Steps are timed one after the other;
`pullquote eval` scores a case while it asks the next. With `--profile`, also where the time of the steps that
are the evaluation's own goes. `--no-ids` leaves the ids out, as people do.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from api.settings import Settings
from api.systems import SystemChoice, open_system
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.case_files import CaseFile, PlacedCase, load_cases
from qa.evaluation.cases import Case
from qa.evaluation.floors import Floor
from qa.evaluation.metrics import about, default_metrics
from qa.evaluation.report import render_report
from qa.evaluation.reviews import ReviewSource
from qa.evaluation.runner import CONCURRENCY, prepare, run_cases
from qa.evaluation.runs import Row, Run, save_run
from qa.evaluation.scoring import shown_reviews
from qa.evaluation.summary import summarise
from qa.evaluation.systems import System
from qa.evaluation.verdict import judge

SEEDS = Path(__file__).parents[2] / "seeds"
WORDINGS = ("{}", "Tell me: {}", "Honestly, {}", "One more thing: {}", "In short, {}", "I wonder: {}")
PROFILED = 12  # functions to list


@dataclass
class Clock:
    """Seconds by step, of the wall and of all cores, and a profile of what is the evaluation's own."""

    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)
    profile: cProfile.Profile | None = None

    @contextmanager
    def step(self, name: str, *, own: bool = False) -> Iterator[None]:
        """Time a step."""
        if own and self.profile is not None:
            self.profile.enable()
        wall, cores = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = (time.perf_counter() - wall, time.process_time() - cores)
            if own and self.profile is not None:
                self.profile.disable()


@dataclass
class Recorded:
    """A system that says again what was said before, so that scoring is timed alone."""

    answers: Mapping[str, SystemAnswer]
    reviews: ReviewSource
    about: Mapping[str, Any]

    async def ask(self, case: Case) -> SystemAnswer:
        """The answer recorded for this question and scope."""
        return self.answers[case.key]


def many_cases(wanted: int, *, ids: bool) -> CaseFile:
    """The sample cases, repeated in other words."""
    file = load_cases(SEEDS / "cases.yaml")
    placed = [
        PlacedCase(case=reworded(one.case, number, ids=ids), line=one.line)
        for number in range(len(WORDINGS))
        for one in file.placed
    ]
    if wanted > len(placed):
        raise SystemExit(f"There are wordings for {len(placed):,} cases at most.")
    return replace(file, placed=tuple(placed[:wanted]))


def reworded(case: Case, number: int, *, ids: bool) -> Case:
    """The case with its question in the wording of this number."""
    name = f"{case.key}-{number}" if ids else None
    return case.model_copy(update={"id": name, "question": WORDINGS[number].format(case.question)})


async def in_turn(
    cases: Sequence[Case], work: Callable[[Case], Awaitable[Any]], concurrency: int
) -> dict[str, Any]:
    """What `work` makes of each case, by key, so many at once."""
    gate = asyncio.Semaphore(concurrency)

    async def one(case: Case) -> tuple[str, Any]:
        async with gate:
            return case.key, await work(case)

    return dict(await asyncio.gather(*(one(case) for case in cases)))


async def evaluated(file: CaseFile, system: System, clock: Clock, concurrency: int) -> Run:
    """The run of the cases, step by step."""
    metrics = default_metrics()
    with clock.step("finding the evidence", own=True):
        prepared = await prepare(file.cases, system.reviews, file)
    with clock.step("asking"):
        answers = await in_turn(file.cases, system.ask, concurrency)
    with clock.step("retrieving"):
        found = await in_turn(file.cases, system.retrieve, concurrency)  # type: ignore[attr-defined]
    recorded = Recorded(
        answers={key: answer.with_retrieved(found[key]) for key, answer in answers.items()},
        reviews=system.reviews,
        about=system.about,
    )
    with clock.step("scoring", own=True):
        rows: list[Row] = await run_cases(prepared, recorded, metrics, concurrency=concurrency)
        reviews = await shown_reviews(rows, system.reviews)
    return Run(
        name="benchmark",
        system=dict(system.about),
        cases_file=str(file.path),
        metrics=tuple(about(metric) for metric in metrics),
        rows=tuple(rows),
        reviews=reviews,
    )


async def measure(wanted: int, concurrency: int, folder: Path, clock: Clock, *, ids: bool) -> Run:
    """All steps of `pullquote eval` over so many cases."""
    with clock.step("reading the cases", own=True):
        file = many_cases(wanted, ids=ids)
    choice = SystemChoice(reviews=(SEEDS,), flags={"home": Settings.load().home})
    opened = open_system(choice)
    with clock.step("opening and ingesting"):
        system = await opened.__aenter__()
    try:
        run = await evaluated(file, system, clock, concurrency)
    finally:
        await opened.__aexit__(None, None, None)
    finish(run, file.floors, folder, clock)
    return run


def finish(run: Run, floors: Sequence[Floor], folder: Path, clock: Clock) -> None:
    """Everything that is done with a run once it is there."""
    with clock.step("summarising, with intervals", own=True):
        summarise(run)
    with clock.step("holding it to the floors of the file", own=True):
        judge(run, floors)
    with clock.step("writing JSON", own=True):
        save_run(run, folder / "run.json")
    with clock.step("writing HTML", own=True):
        (folder / "run.html").write_text(render_report(run), "utf-8")


def report(clock: Clock, run: Run, folder: Path) -> None:
    """Print the table."""
    cases = len(run.rows)
    print(
        f"| step | seconds | ms a case | seconds of the cores |\n|---|---|---|---|\n{table(clock, cases)}\n"
    )
    sizes = {path.name: path.stat().st_size / 1e6 for path in sorted(folder.iterdir())}
    print(f"{cases:,} cases; " + ", ".join(f"{name} {size:.1f} MB" for name, size in sizes.items()))


def table(clock: Clock, cases: int) -> str:
    """The rows of the table, with their sum."""
    every = tuple(map(sum, zip(*clock.seconds.values(), strict=True)))
    return "\n".join(
        f"| {name} | {wall:.2f} | {wall / cases * 1000:.2f} | {cores:.2f} |"
        for name, (wall, cores) in {**clock.seconds, "**all**": every}.items()
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY)
    parser.add_argument("--no-ids", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    clock = Clock(profile=cProfile.Profile() if options.profile else None)
    with tempfile.TemporaryDirectory() as folder:
        work = measure(options.cases, options.concurrency, Path(folder), clock, ids=not options.no_ids)
        run = asyncio.run(work)
        report(clock, run, Path(folder))
    if clock.profile is not None:
        for order in ("cumulative", "tottime"):
            pstats.Stats(clock.profile, stream=sys.stdout).sort_stats(order).print_stats(PROFILED)


if __name__ == "__main__":
    main()
