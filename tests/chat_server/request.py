"""A chat request, and the connection on which it is replied to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, TypeAlias

POLL_S = 0.02  # how often a silent reply looks whether its client is still there

Body: TypeAlias = dict[str, Any]
Reply: TypeAlias = Callable[["Request"], None]


@dataclass(kw_only=True)
class Received:
    """A chat request, and what became of its reply."""

    body: Body
    headers: Mapping[str, str]  # their names in any case
    at: float  # time.monotonic()
    streamed: bool
    gone_at: float | None = None  # time.monotonic() when the client was found to have gone too early
    finished: bool = False  # all of the reply was sent
    over: threading.Event = field(default_factory=threading.Event, repr=False, compare=False)

    @property
    def prompt(self) -> str:
        """The contents of all messages, with an empty line between two."""
        contents = [message.get("content") or [] for message in self.body.get("messages", [])]
        return "\n\n".join(text for content in contents for text in _texts(content))

    def wait_until_over(self, timeout: float = 5) -> None:
        """Returns once the server is done with the request, whichever way it ended."""
        assert self.over.wait(timeout), f"the server was still replying after {timeout} s"


def _texts(content: str | list[Body]) -> list[str]:
    return [content] if isinstance(content, str) else [part["text"] for part in content if "text" in part]


class ReplyOver(Exception):
    """Nobody is left to reply to."""


class Request:
    """What a reply may see and do. A method raises `ReplyOver` once the client has gone or the server stops.

    The connection is closed after a reply that was not finished.
    """

    def __init__(
        self, received: Received, handler: BaseHTTPRequestHandler, stopping: threading.Event
    ) -> None:
        self.received = received
        self.body = received.body
        self.streamed = received.streamed
        self._handler = handler
        self._stopping = stopping

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Sends the status and the headers."""
        self._look()
        with self._losing_the_client():
            self._handler.send_response(status)
            for name, value in headers.items():
                self._handler.send_header(name, value)
            self._handler.end_headers()

    def send(self, data: bytes) -> None:
        """Sends a part of the reply, not its last."""
        self._look()
        with self._losing_the_client():
            self._handler.wfile.write(data)

    def finish(self, data: bytes) -> None:
        """Sends the last part."""
        self.send(data[:-1])
        self._look()
        self.received.finished = True  # before the last byte, for who has that to find it so
        with self._losing_the_client():
            self._handler.wfile.write(data[-1:])

    def pause(self, seconds: float) -> None:
        """Waits, for as long as the client does."""
        until = time.monotonic() + seconds
        while True:
            self._look()
            left = until - time.monotonic()
            if left <= 0:
                return
            self._stopping.wait(min(left, POLL_S))

    def _look(self) -> None:
        with self._losing_the_client(), suppress(BlockingIOError):
            if not self._handler.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                raise ConnectionError

    @contextmanager
    def _losing_the_client(self) -> Iterator[None]:
        if self._stopping.is_set():
            raise ReplyOver
        try:
            yield
        except OSError:
            self.received.finished = False
            if not self._stopping.is_set():
                self.received.gone_at = time.monotonic()
            raise ReplyOver from None
