"""The command line as a process of its own: start, streams and pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

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
from api.cli import main
from api.cli.session import Session
from tests.api.fakes import FakeRuntime

main(sys.argv[1:], Session(open_runtime=FakeRuntime().open))
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


@pytest.mark.parametrize("arguments", [["doctor"], ["doctor", "--json"], ["--help"]])
def test_a_full_disk_under_the_output_is_one_line_and_an_exit_code(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = with_output(full, *arguments)
    assert ended.returncode == ExitCode.INTERNAL
    assert ended.stderr == b"Error: Standard output cannot be written: no space left on device.\n"


def test_a_closed_output_is_one_line_and_an_exit_code() -> None:
    ended = with_output(None, "doctor")
    assert ended.returncode == ExitCode.INTERNAL
    assert ended.stderr == b"Error: Standard output cannot be written: it is closed.\n"


def test_a_reader_that_stops_reading_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ended = with_output(pipe, "doctor")
    assert (ended.returncode, ended.stderr) == (0, b"")


def with_output(output: IO[bytes] | None, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    closing = "import os\nos.close(1)\n" if output is None else ""
    close_and_run = f"{closing}os.execv(sys.executable, [sys.executable, '-c', sys.argv[1], *sys.argv[2:]])"
    return subprocess.run(
        [sys.executable, "-c", f"import os, sys\n{close_and_run}", WITH_FAKES, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=output,
        stderr=subprocess.PIPE,
        timeout=TIMEOUT_S,
        check=False,
    )


LOGGING = """
import logging
from api.cli import main
from api.cli.session import Session
from tests.api.fakes import FakeRuntime

class Noisy(FakeRuntime):
    def open(self, settings, **flags):
        try:
            raise OSError("refused")
        except OSError:
            for name in ("vectorstore.index", "chromadb.telemetry", "opentelemetry.sdk"):
                logging.getLogger(name).warning("out of use\\nfor now: %s", name, exc_info=True)
        return super().open(settings, **flags)

main(["items"], Session(open_runtime=Noisy().open))
"""


def test_a_warning_of_ours_is_one_line_and_those_of_libraries_none() -> None:
    ended = started(code=LOGGING)
    assert ended.returncode == 0
    assert ended.stderr == b"Warning: out of use for now: vectorstore.index\n"


SLOW = """
import asyncio, sys
from api.cli import main
from api.cli.session import Session
from tests.api.fakes import FakeRuntime, FakeService

class SlowService(FakeService):
    async def add_reviews(self, drafts):
        if self.stored:
            print("waiting", flush=True)
            await asyncio.sleep(60)
        return await super().add_reviews(drafts)

main(sys.argv[1:], Session(open_runtime=FakeRuntime(service=SlowService()).open))
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
    assert b"\nInterrupted after 128 reviews, which are stored." in told
    assert b"Traceback" not in told


STUBBORN = SLOW.replace("await asyncio.sleep(60)", "await asyncio.shield(asyncio.to_thread(time.sleep, 60))")


def test_ctrl_c_again_and_again_ends_at_once_and_quietly(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"item_id": "film", "text": "{number}"}}\n' for number in range(300)))
    with subprocess.Popen(
        [sys.executable, "-c", f"import time\n{STUBBORN}", "ingest", str(path)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waiting\n"
        for _ in range(3):
            process.send_signal(signal.SIGINT)
            time.sleep(0.2)
        _, told = process.communicate(timeout=10.0)
    assert process.returncode == ExitCode.INTERRUPTED
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
