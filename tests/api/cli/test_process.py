"""The command line as a process of its own: start, streams and pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli.exit_codes import ExitCode

REPOSITORY = Path(__file__).parents[3]
HEAVY = (
    "numpy",
    "fastapi",
    "uvicorn",
    "pydantic_settings",
    "chromadb",
    "onnxruntime",
    "torch",
    "sentence_transformers",
)
COMMANDS = (
    "ingest",
    "ask",
    "search",
    "items",
    "reviews",
    "show",
    "delete",
    "serve",
    "demo",
    "doctor",
    "reindex",
)
TIMEOUT_S = 60.0

WITH_FAKES = """
import sys
from api.cli import app, prepare_streams
from api.cli.session import Session
from tests.api.fakes import FakeRuntime
prepare_streams()
app(args=sys.argv[1:], prog_name="pullquote", obj=Session(open_runtime=FakeRuntime().open))
"""


def started(
    *arguments: str, code: str = WITH_FAKES, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )


def test_help_names_every_command_and_exit_code() -> None:
    told = " ".join(started("--help", COLUMNS="200").stdout.decode().split())
    for command in COMMANDS:
        assert f" {command} " in told
    for code in ExitCode:
        assert f"{code.value} {code.meaning}" in told


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom api.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    assert started(code=code).stderr.decode().strip() == "[]"


def test_the_module_serves() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "api", "--host", "0.0.0.0"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert ended.returncode == ExitCode.USAGE
    assert b"--allow-open" in ended.stderr


def test_a_reader_that_stops_reading_causes_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WITH_FAKES, "doctor"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""


SLOW = """
import asyncio, sys
from api.cli import app
from api.cli.session import Session
from tests.api.fakes import FakeRuntime, FakeService

class SlowService(FakeService):
    async def add_reviews(self, drafts):
        if self.stored:
            print("waiting", flush=True)
            await asyncio.sleep(60)
        return await super().add_reviews(drafts)

app(args=sys.argv[1:], obj=Session(open_runtime=FakeRuntime(service=SlowService()).open))
"""


def test_ctrl_c_says_what_is_stored_and_how_to_finish(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"item_id": "film", "text": "{number}"}}\n' for number in range(300)))
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, "ingest", str(path)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == ExitCode.INTERRUPTED
    assert told.startswith(b"Interrupted after 256 reviews, which are stored.")
    assert b"Traceback" not in told


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_text_that_the_terminal_cannot_show_is_escaped(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"item_id": "Café 🎬", "text": "a"}\n'.encode())
    ended = started("ingest", str(path), PYTHONIOENCODING=encoding)
    assert ended.returncode == 0
    assert b"1 created" in ended.stdout


def test_bytes_that_are_no_text_are_refused_as_a_question() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WITH_FAKES, "ask", b"\xff\xfe"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert ended.returncode == ExitCode.USAGE
    assert b"give it in UTF-8" in ended.stderr
