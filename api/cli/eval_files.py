"""The files that an evaluation writes, known to be writable before hours are spent on what they are for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.cli.console import notices, plain
from qa.errors import InputError
from qa.evaluation.floors import Measures
from qa.evaluation.runs import Run, save_run
from qa.evaluation.verdict import RunVerdict

__all__ = ["Files", "check_writable", "write_text", "writing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where to write what; None for what is not wanted."""

    output: Path | None = None
    html: Path | None = None
    junit: Path | None = None
    ragas: Path | None = None
    deepeval: Path | None = None

    def check(self) -> None:
        """Raises: InputError for a path that cannot be written."""
        for path in (self.output, self.html, self.junit, self.ragas, self.deepeval):
            if path is not None:
                check_writable(path)

    def keep(self, run: Run) -> None:
        """Write the run itself. Raises: InputError."""
        if self.output is not None:
            with writing(self.output):
                save_run(run, self.output)

    def write(self, run: Run, baseline: Run | None, verdict: RunVerdict, measures: Measures) -> None:
        """Write what is made of a run. Raises: InputError."""
        from qa.evaluation.exports import write_export
        from qa.evaluation.junit import to_junit
        from qa.evaluation.report import render_report

        made: list[tuple[Path | None, Callable[[Path], object]]] = [
            (self.html, lambda to: write_text(to, render_report(run, baseline=baseline, measures=measures))),
            (self.junit, lambda to: write_text(to, to_junit(run, verdict.cases, verdict.whole))),
            (self.ragas, lambda to: write_export(run, "ragas", to)),
            (self.deepeval, lambda to: write_export(run, "deepeval", to)),
        ]
        for path, write in made:
            if path is not None:
                with writing(path):
                    write(path)


def check_writable(path: Path) -> None:
    """Raises: InputError for a path that cannot be written. Leaves no file behind."""
    with writing(path, told=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file() and not path.is_dir():
            return  # a pipe or a device waits for its one writer
        is_new = not path.exists()
        path.open("ab").close()
        if is_new:
            path.unlink()


def write_text(path: Path, text: str) -> None:
    """Write a file, and the folders above it. Raises: OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@contextmanager
def writing(path: Path, *, told: bool = True) -> Iterator[None]:
    """Tell which file was written. Raises: InputError with its path for what the system says against it."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"{error.filename or path} cannot be written: {reason}.") from None
    if told:
        notices().print(f"Written: {plain(str(path))}")
