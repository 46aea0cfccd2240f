"""Servers on the loopback that speak the protocols of Anthropic and of Ollama, as far as is asked of them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["ProviderServer"]

PIECE = 7  # characters


class ProviderServer:
    """Replies with one text to every request: as a tool's arguments where Anthropic's protocol forces a tool.

    With `status` it refuses instead.
    """

    def __init__(self, reply: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.reply = reply
        self.status = status
        self.headers = dict(headers or {})
        self.requests: list[dict[str, Any]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.provider = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> ProviderServer:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        provider: ProviderServer = self.server.provider  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        provider.requests.append({"path": self.path, "body": body})
        if provider.status != 200:
            return self._send(b'{"error": {"type": "overloaded_error", "message": "not now"}}', provider)
        anthropic = self.path.startswith("/v1/messages")
        lines = _anthropic(provider.reply, body) if anthropic else _ollama(provider.reply)
        self._send(
            "".join(lines).encode(), provider, "text/event-stream" if anthropic else "application/x-ndjson"
        )

    def _send(self, data: bytes, provider: ProviderServer, kind: str = "application/json") -> None:
        self.send_response(provider.status)
        headers = {"Content-Type": kind, "Content-Length": str(len(data)), **provider.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


def _pieces(text: str) -> Iterator[str]:
    return (text[place : place + PIECE] for place in range(0, len(text), PIECE))


def _ollama(reply: str) -> Iterator[str]:
    about = {"model": "m", "created_at": "2026-01-01T00:00:00Z"}
    for piece in _pieces(reply):
        yield json.dumps({**about, "message": {"role": "assistant", "content": piece}, "done": False}) + "\n"
    end = {"done": True, "done_reason": "stop", "prompt_eval_count": 11, "eval_count": 5}
    yield json.dumps({**about, "message": {"role": "assistant", "content": ""}, **end}) + "\n"


def _anthropic(reply: str, body: Mapping[str, Any]) -> Iterator[str]:
    tool = body["tools"][0]["name"] if body.get("tool_choice", {}).get("type") in ("tool", "any") else None
    usage = {"input_tokens": 11, "output_tokens": 1}
    message = {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "content": [],
        "model": "m",
        "usage": usage,
    }
    start = (
        {"type": "tool_use", "id": "t1", "name": tool, "input": {}} if tool else {"type": "text", "text": ""}
    )
    yield _event("message_start", message={**message, "stop_reason": None, "stop_sequence": None})
    yield _event("content_block_start", index=0, content_block=start)
    for piece in _pieces(reply):
        delta = (
            {"type": "input_json_delta", "partial_json": piece}
            if tool
            else {"type": "text_delta", "text": piece}
        )
        yield _event("content_block_delta", index=0, delta=delta)
    yield _event("content_block_stop", index=0)
    yield _event(
        "message_delta", delta={"stop_reason": "end_turn"}, usage={"input_tokens": 11, "output_tokens": 5}
    )
    yield _event("message_stop")


def _event(kind: str, **fields: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n"
