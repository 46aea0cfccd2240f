"""Calls of the language model are traced where that is configured, by LangChain's own means, and else not."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.chat_server import ChatServer, says_json
from tests.end_to_end.conftest import Pullquote

QUESTION = "How is the ending?"


class Collector:
    """Takes whatever is sent to it. `paths` are where, `sent` all that it was sent."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.sent = b""
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.headers.get("Transfer-Encoding") == "chunked":
                    body = self._chunks()
                collector.paths.append(self.path)
                collector.sent += body
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_POST

            def _chunks(self) -> bytes:
                body = b""
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                return body

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


@pytest.fixture
def collector() -> Iterator[Collector]:
    collector = Collector()
    yield collector
    collector.stop()


@pytest.fixture(scope="module")
def store(new_home: Callable[[], Pullquote]) -> Pullquote:
    pullquote = new_home()
    (pullquote.home / "film.txt").write_text("The ending is a blank screen. The score is lovely.", "utf-8")
    pullquote.command("ingest", "film.txt")
    return pullquote


def ask(store: Pullquote, **environment: str) -> None:
    with ChatServer() as model:
        model.otherwise = says_json({"claims": []})
        program = str(Path(sys.executable).with_name("pullquote"))
        subprocess.run(
            [program, "ask", QUESTION],
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("LANGSMITH")},
                **store.environment(),
                "PULLQUOTE_LLM": "openai:test-model",
                "PULLQUOTE_LLM_BASE_URL": model.base_url,
                "NO_PROXY": "127.0.0.1",
                **environment,
            },
            cwd=store.home,
            check=True,
            capture_output=True,
        )
        assert len(model.requests) == 1


def test_langsmith_is_told_where_its_variables_say_so(store: Pullquote, collector: Collector) -> None:
    ask(
        store,
        LANGSMITH_TRACING="true",
        LANGSMITH_ENDPOINT=collector.url,
        LANGSMITH_API_KEY="a-key",
    )
    assert any(path.startswith("/runs") for path in collector.paths)
    assert "/v1/traces" not in collector.paths


def test_opentelemetry_is_told_where_its_variables_say_so(store: Pullquote, collector: Collector) -> None:
    ask(
        store,
        LANGSMITH_TRACING="true",
        LANGSMITH_TRACING_MODE="otel",
        LANGSMITH_API_KEY="none",
        LANGSMITH_ENDPOINT=collector.url,
        OTEL_EXPORTER_OTLP_ENDPOINT=collector.url,
    )
    assert "/v1/traces" in collector.paths
    assert b"pullquote" in collector.sent
    assert b"gen_ai" in collector.sent
    assert not any(path.startswith("/runs") for path in collector.paths)


def test_nobody_is_told_where_nothing_says_so(store: Pullquote, collector: Collector) -> None:
    ask(
        store,
        LANGSMITH_ENDPOINT=collector.url,
        LANGSMITH_API_KEY="a-key",
        OTEL_EXPORTER_OTLP_ENDPOINT=collector.url,
    )
    assert collector.paths == []
