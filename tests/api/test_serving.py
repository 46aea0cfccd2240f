"""The server as a process of its own, over real sockets."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.serving import check_servable, serve
from api.settings import Settings
from qa.errors import ConfigurationError
from tests.api.fakes import FakeRuntime

REPOSITORY = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
START_S = 20.0
DEADLINE_S = 10.0

SERVER = """
from api.serving import serve
from api.settings import Settings
from tests.api.fakes import FakeRuntime, FakeService
runtime = FakeRuntime(service=FakeService(never_answers={never_answers}))
try:
    serve(Settings.load(port=0), runtime.open)
finally:
    print("closed", runtime.closed, "cancelled", runtime.service.cancelled.is_set(), flush=True)
"""


class Running:
    """A server process with its address and what it has logged."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self._log = log
        self.url = self._wait_for_address()
        self.port = int(self.url.rpartition(":")[2])
        self._wait_until_live()

    @property
    def log(self) -> str:
        return self._log.read_text()

    def _wait_for_address(self) -> str:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := re.search(r"http://127\.0\.0\.1:\d+", self.log):
                return found[0]
            time.sleep(0.05)
        raise AssertionError(f"the server did not start: {self.log}")

    def _wait_until_live(self) -> None:
        assert httpx.get(f"{self.url}/livez", timeout=START_S).status_code == 200

    def end(self) -> str:
        """Ask it to end, and return what it printed."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=DEADLINE_S)[0]


@contextmanager
def running(folder: Path, *, never_answers: bool = False) -> Iterator[Running]:
    log = folder / "log.txt"
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER.format(never_answers=never_answers)],
            cwd=folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
        try:
            yield Running(process, log)
        finally:
            process.kill()
            process.communicate()


def request_bytes(body: bytes, *headers: str) -> bytes:
    lines = ["POST /v1/ask HTTP/1.1", "Host: test", "Content-Type: application/json", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


def received(client: socket.socket) -> tuple[bytes, bytes]:
    """The head and the whole body of one response."""
    arrived = b""
    while b"\r\n\r\n" not in arrived:
        arrived += client.recv(65_536)
    head, _, body = arrived.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    assert length is not None
    while len(body) < int(length[1]):
        body += client.recv(65_536)
    return head, body


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("server")) as one:
        yield one


def test_it_answers_logs_to_standard_error_and_ends_cleanly(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        review = {"item_id": "film", "text": "The ending drags."}
        assert httpx.put(f"{server.url}/v1/reviews", json={"reviews": [review]}).status_code == 200
        answer = httpx.post(f"{server.url}/v1/ask", json={"question": "What about the ending?"})
        assert answer.json()["citations"][0]["quote"] == "ending"
        printed = server.end()
        assert printed == "closed True cancelled False\n"
        assert server.process.returncode == 0
        assert '"POST /v1/ask HTTP/1.1" 200' in server.log
        assert "What about" not in server.log
        assert "Traceback" not in server.log


def test_a_chunked_body_above_the_limit_is_refused_while_it_comes(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.settimeout(DEADLINE_S)
        client.sendall(request_bytes(b"", "Transfer-Encoding: chunked"))
        for _ in range(300):
            client.sendall(chunk(b" " * 1024))
        head, body = received(client)
        assert head.startswith(b"HTTP/1.1 413")
        assert b"application/problem+json" in head
        assert json.loads(body)["code"] == "body_too_large"


def test_a_declared_body_above_the_limit_is_refused_before_it_is_sent(server: Running) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.settimeout(DEADLINE_S)
        client.sendall(request_bytes(b"", "Content-Length: 999999999"))
        head, _ = received(client)
        assert head.startswith(b"HTTP/1.1 413")
        assert b"connection: close" in head.lower()


def test_head_is_answered_without_a_body(server: Running) -> None:
    response = httpx.head(f"{server.url}/livez")
    assert response.status_code == 200
    assert response.content == b""


def test_the_question_of_a_client_that_left_is_dropped(tmp_path: Path) -> None:
    with running(tmp_path, never_answers=True) as server:
        body = b'{"question": "Anybody there?"}'
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(request_bytes(body, f"Content-Length: {len(body)}"))
            time.sleep(0.3)
        assert httpx.get(f"{server.url}/livez").status_code == 200
        assert server.end() == "closed True cancelled True\n"
        assert "Traceback" not in server.log


def test_sigterm_ends_it_and_closes_the_store(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        server.process.terminate()
        server.process.wait(DEADLINE_S)
        assert "Application shutdown complete" in server.log


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "reviews.example.org"])
def test_an_address_that_others_reach_is_refused_without_consent(host: str) -> None:
    with pytest.raises(ConfigurationError, match="--allow-open"):
        check_servable(Settings.load(host=host))
    check_servable(Settings.load(host=host, allow_open=True))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_an_address_of_this_machine_alone_needs_no_consent(host: str) -> None:
    check_servable(Settings.load(host=host))


def test_several_processes_on_one_store_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    with pytest.raises(ConfigurationError, match="WEB_CONCURRENCY is 4"):
        check_servable(Settings.load())


def test_a_taken_port_is_told_before_anything_is_opened() -> None:
    runtime = FakeRuntime()
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ConfigurationError, match="--port"),
    ):
        serve(Settings.load(port=taken.getsockname()[1]), runtime.open)
    assert runtime.opened_with is None


LOCKED = """
from api.serving import serve
from api.settings import Settings
from qa.errors import StoreLocked
from tests.api.fakes import FakeRuntime
try:
    serve(Settings.load(port=0), FakeRuntime(cannot_open=StoreLocked("Another process owns it.")).open)
except StoreLocked as error:
    print("refused:", error)
"""


def test_a_store_that_cannot_be_opened_is_told_without_a_traceback(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOCKED],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=START_S,
        check=True,
    )
    assert ended.stdout == "refused: Another process owns it.\n"
    assert "Traceback" not in ended.stderr
