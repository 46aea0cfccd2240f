"""The server: records each chat request and has the next reply of the script given to it."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Collection
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from tests.chat_server.completions import dumped
from tests.chat_server.replies import error, refuses, refuses_field
from tests.chat_server.request import POLL_S, Body, Received, Reply, ReplyOver, Request

STOP_S = 1.0  # the longest that stopping waits for the replies under way
MODEL = {"id": "test-model", "object": "model", "created": 1, "owned_by": "tests"}


class ChatServer:
    """Gives one reply of the script to each chat request, in order, then `otherwise`.

    A request whose body has one of `refuse_fields` is refused, and takes no reply from the script.
    """

    def __init__(self, refuse_fields: Collection[str] = ()) -> None:
        self.script: deque[Reply] = deque()
        self.otherwise: Reply = refuses(418, message="the script has no more replies")
        self.requests: list[Received] = []
        self._refuse_fields = refuse_fields
        self._changed = threading.Condition()
        self._server = _Server(self)
        self.base_url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(POLL_S,), daemon=True)
        self._thread.start()

    def __enter__(self) -> ChatServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Hangs up on all clients; those that come later are refused. Stopping twice does no harm."""
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        self._thread.join(STOP_S)

    def wait_for_requests(self, n: int, timeout: float = 5) -> None:
        """Returns once `n` requests have come in all. It blocks: in a coroutine, wait in another thread."""
        with self._changed:
            came = self._changed.wait_for(lambda: len(self.requests) >= n, timeout)
            assert came, f"{len(self.requests)} of {n} requests came within {timeout} s"

    def receive(self, received: Received) -> Reply:
        """Records a request. Returns what to reply to it."""
        refused = next((name for name in received.body if name in self._refuse_fields), None)
        with self._changed:
            self.requests.append(received)
            self._changed.notify_all()
            if refused is not None:
                return refuses_field(refused)
            return self.script.popleft() if self.script else self.otherwise


class _Server(ThreadingHTTPServer):
    """Knows its open connections, to close them when it stops."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, chat: ChatServer) -> None:
        self.chat = chat
        self.stopping = threading.Event()
        self._open: set[Any] = set()
        self._closed = threading.Condition()
        super().__init__(("127.0.0.1", 0), _Handler)

    def hang_up(self) -> None:
        with self._closed:
            for connection in self._open:
                with suppress(OSError):  # the client was faster
                    connection.shutdown(socket.SHUT_RDWR)
            self._closed.wait_for(lambda: not self._open, STOP_S)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._closed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._closed:
            super().shutdown_request(request)
            self._open.discard(request)
            self._closed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):  # a client that went is no error
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            self._send(200, {"object": "list", "data": [MODEL]})
        else:
            self._send(404, error(f"there is no {self.path}"))

    def do_POST(self) -> None:
        body = self._body()
        if self.path != "/v1/chat/completions":
            self._send(404, error(f"there is no {self.path}"))
        elif body is None:
            self._send(400, error("the body is no JSON object"))
        else:
            self._chat(body)

    def _body(self) -> Body | None:
        try:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        except ValueError:
            return None
        return body if isinstance(body, dict) else None

    def _chat(self, body: Body) -> None:
        received = Received(
            body=body,
            headers=httpx.Headers(self.headers.items()),
            at=time.monotonic(),
            streamed=body.get("stream") is True,
        )
        reply = self.server.chat.receive(received)
        try:
            with suppress(ReplyOver):
                reply(Request(received, self, self.server.stopping))
        finally:
            if not received.finished:
                self.close_connection = True
            received.over.set()

    def _send(self, status: int, body: Body) -> None:
        data = dumped(body)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
