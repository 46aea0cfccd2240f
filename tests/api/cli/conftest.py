"""Commands run in this process over a fake runtime."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.cli.session import Session
from tests.api.cli.evaluating import DRAG, ENDING, ZEBRAS, Evaluate, written
from tests.api.cli.running import Run
from tests.api.fakes import FakeRuntime


@pytest.fixture
def run(runtime: FakeRuntime) -> Run:
    """Run a command line, such as `run("ask", "Why?")`."""

    def invoke(*arguments: object) -> Result:
        session = Session(open_runtime=runtime.open)
        return CliRunner().invoke(app, [str(one) for one in arguments], obj=session)

    return invoke


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a table of three reviews and a text file."""
    folder = tmp_path / "files"
    folder.mkdir()
    rows = [
        {"id": "r1", "item_id": "film", "author": "Ana", "rating": 2, "text": "The ending drags on."},
        {"id": "r2", "item_id": "film", "author": "Bo", "text": "A fine ending."},
        {"id": "r3", "item_id": "kettle", "text": "It boils."},
    ]
    (folder / "reviews.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    (folder / "note.txt").write_text("The lid is loose.")
    return folder


@pytest.fixture
def evaluate(run: Run, tmp_path: Path) -> Evaluate:
    """`pullquote eval` with a home of its own."""
    return lambda *arguments: run("--home", tmp_path / "home", "eval", *arguments)


@pytest.fixture
def cases(files: Path, tmp_path: Path) -> Path:
    return written(tmp_path / "cases.yaml", ENDING, DRAG, ZEBRAS)
