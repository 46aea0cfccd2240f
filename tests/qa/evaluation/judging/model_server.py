"""A model server on the loopback that answers by a script."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["_Handler"], None]


class ModelServer:
    """Speaks the part of OpenAI's protocol that is used. One reply of the script for each request."""

    def __init__(self) -> None:
        self.script: deque[Reply] = deque()
        self.requests: list[dict[str, Any]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.models = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def prompts(self) -> list[str]:
        return [request["body"]["messages"][0]["content"] for request in self.requests]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    # What it may be told to do next.

    def says(self, text: str | None) -> None:
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        body = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        self.script.append(lambda handler: handler.send(200, json.dumps(body)))

    def refuses(self, status: int, **headers: str) -> None:
        body = json.dumps({"error": {"message": "not now", "type": "scripted", "code": "scripted"}})
        self.script.append(lambda handler: handler.send(status, body, headers))

    def shows_a_page(self) -> None:
        self.script.append(
            lambda handler: handler.send(200, "<html>Hello</html>", {"Content-Type": "text/html"})
        )

    def breaks_off(self) -> None:
        self.script.append(lambda handler: handler.break_off())

    def waits(self, seconds: float) -> None:
        self.script.append(lambda handler: handler.wait(seconds))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10

    def log_message(self, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        models: ModelServer = self.server.models  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        models.requests.append({"path": self.path, "headers": self.headers, "body": body})
        if models.script:
            models.script.popleft()(self)
        else:
            self.send(418, '{"error": {"message": "the script has no more replies"}}')

    def send(self, status: int, body: str, headers: dict[str, str] | None = None) -> None:
        data = body.encode()
        self.send_response(status)
        named = {"Content-Type": "application/json", "Content-Length": str(len(data))}
        for name, value in {**named, **(headers or {})}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def break_off(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"id": "1", "obj')
        self.close_connection = True

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
        self.close_connection = True
