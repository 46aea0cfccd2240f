"""A client that hangs up while its question is being answered."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

from tests.chat_server import Received
from tests.end_to_end.generative.conftest import Service
from tests.end_to_end.generative.telling import PATHS

FIRST_CLAIM = b"data-claim"


def leave_when_asked(service: Service, route: str, body: dict[str, Any]) -> tuple[Received, float]:
    """Asks, and hangs up once the model was asked too. Returns that request, and when it was left."""
    asked = service.asked()
    with _sent(service, route, body):
        service.chat.wait_for_requests(asked + 1)
    return service.chat.requests[asked], time.monotonic()


def leave_when_told(service: Service, body: dict[str, Any]) -> tuple[Received, float]:
    """The same, once a first claim was told."""
    asked, got = service.asked(), b""
    with _sent(service, "streamed", body) as connection:
        while FIRST_CLAIM not in got:
            more = connection.recv(65_536)
            assert more, "the stream ended before a claim"
            got += more
    return service.chat.requests[asked], time.monotonic()


def _sent(service: Service, route: str, body: dict[str, Any]) -> socket.socket:
    data = json.dumps(body).encode()
    url = service.client.base_url
    head = (
        f"POST {PATHS[route]} HTTP/1.1\r\nHost: {url.host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    connection = socket.create_connection((url.host, url.port or 80), timeout=10)
    connection.sendall(head.encode() + data)
    return connection
