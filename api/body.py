"""How request bodies are read: bounded, JSON and nothing else, and never a 500 for what they hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.error_handlers import RequestRefused
from api.problems import problem

__all__ = ["MAX_BODY_BYTES", "MAX_UPLOAD_BYTES", "BodyLimit", "JsonRoute", "parse_json"]

MAX_BODY_BYTES = 256 * 1024  # a question and its history; 50 turns of the longest kind do not fit
_PACKINGS = frozenset({"gzip", "x-gzip", "deflate", "compress", "br", "zstd"})
MAX_UPLOAD_BYTES = 32 * 1024 * 1024  # 1,000 reviews of 30 kB; files of more are sent in parts


def parse_json(body: bytes) -> object:
    """The value of a JSON document in UTF-8 (RFC 8259); duplicate keys keep the last value.

    Raises: RequestRefused (400) for anything else: broken, NaN or Infinity, bad UTF-8, nested too deep.
    """
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        reason = "it is not valid UTF-8"
    except json.JSONDecodeError as error:
        reason = f"{error.msg} at line {error.lineno}, column {error.colno}"
    except RecursionError:
        reason = "it is nested too deeply"
    except ValueError:  # an integer of thousands of digits
        reason = "it holds a number that is too large"
    raise RequestRefused(400, "invalid_json", f"The body cannot be read as JSON: {reason}.")


def _refuse_constant(_: str) -> NoReturn:
    raise RequestRefused(
        400, "invalid_json", "The body holds NaN or Infinity, which JSON does not have; send null instead."
    )


class _JsonRequest(Request):
    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = parse_json(await self.body())
        return self._json


class JsonRoute(APIRoute):
    """A route whose body, where it has one, must be declared and be valid JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        takes_body = self.body_field is not None

        async def handle_json(request: Request) -> Response:
            if takes_body:
                _require_unpacked(request.headers.get("content-encoding", ""))
                _require_json(request.headers.get("content-type", ""))
            return await handle(_JsonRequest(request.scope, request.receive))

        return handle_json


def _require_unpacked(content_encoding: str) -> None:
    named = content_encoding.strip().lower()
    if named in ("", "identity"):
        return
    packed = f"packed with {named}" if named in _PACKINGS else "encoded in a way that is not known here"
    raise RequestRefused(
        415,
        "unsupported_content_encoding",
        f"The body is {packed}, says the header Content-Encoding; send it as it is, without that header.",
    )


def _require_json(content_type: str) -> None:
    kind, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charsets = {p.removeprefix("charset=").strip('"') for p in parameters if p.startswith("charset=")}
    if kind != "application/json" or not charsets <= {"utf-8", "utf8", "us-ascii"}:
        raise RequestRefused(
            415,
            "unsupported_media_type",
            "Send JSON in UTF-8, with the header Content-Type: application/json.",
        )


class BodyLimit:
    """Refuses bodies that are too large, by their declared length or, where none is declared, by counting.

    FastAPI's own `max_body_size` answers declared lengths in plain text, outside the one error shape.
    """

    def __init__(self, app: ASGIApp, limit_of: Callable[[Scope], int]) -> None:
        self._app = app
        self._limit_of = limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        limit = self._limit_of(scope)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > limit:
            # Without the close, the server would read what is refused to its end.
            refusal = problem(413, "body_too_large", _too_large(limit), headers={"Connection": "close"})
            return await refusal(scope, receive, send)
        await self._app(scope, _counted(receive, limit), send)


def _counted(receive: Receive, limit: int) -> Receive:
    total = 0

    async def receive_counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise RequestRefused(413, "body_too_large", _too_large(limit))
        return message

    return receive_counted


def _too_large(limit: int) -> str:
    return f"The body is larger than {limit // 1024:,} KiB, the most this address takes; send it in parts."
