"""What the server may be told to reply, to a request for a stream and to one for a whole completion."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.chat_server.completions import Completion, chunked, dumped, forced_tool
from tests.chat_server.request import Body, Reply, Request

STREAM = {"Content-Type": "text/event-stream; charset=utf-8", "Transfer-Encoding": "chunked"}
FLOOD_PIECE = 65_536  # characters
PAGE = b"<!doctype html><html><body>It works!</body></html>"


def says(
    text: str,
    *,
    usage: tuple[int, int] | None = None,
    piece: int = 8,
    delay: float = 0.0,
    finish: str = "stop",
) -> Reply:
    """A text in pieces of so many characters, `delay` seconds apart; a whole reply takes as long."""

    def reply(request: Request) -> None:
        _complete(request, Completion(text=text, usage=usage, finish=finish), piece, delay)

    return reply


def says_json(
    value: Any,
    *,
    usage: tuple[int, int] | None = None,
    piece: int = 8,
    delay: float = 0.0,
    finish: str = "stop",
) -> Reply:
    """A value as JSON: as the arguments of the tool that the request demands a call of, if it does."""

    def reply(request: Request) -> None:
        tool = forced_tool(request.body)
        completion = Completion(text=json.dumps(value), tool=tool, usage=usage, finish=finish)
        _complete(request, completion, piece, delay)

    return reply


def answers(function: Callable[[Body], str | Body | Reply]) -> Reply:
    """What the function makes of the request's body. Its error, if it raises one, is told with status 500."""

    def reply(request: Request) -> None:
        try:
            answer = function(request.body)
        except Exception as error:
            answer = refuses(500, message=f"the scripted function failed: {error!r}")
        if isinstance(answer, str):
            answer = says(answer)
        elif isinstance(answer, dict):
            answer = says_json(answer)
        answer(request)

    return reply


def refuses(
    status: int, *, retry_after: str | None = None, message: str = "not now", then_close: bool = False
) -> Reply:
    """An error in OpenAI's form."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    if then_close:
        headers["Connection"] = "close"

    def reply(request: Request) -> None:
        _respond(request, status, dumped(error(message)), headers)

    return reply


def refuses_field(name: str) -> Reply:
    """OpenAI's reply to a field of the body that it does not know."""
    message = f"Unrecognized request argument supplied: {name}"
    body = dumped(error(message, type="invalid_request_error", param=name))
    return lambda request: _respond(request, 400, body)


def hangs(seconds: float = 60.0) -> Reply:
    """Not even headers."""
    return lambda request: request.pause(seconds)


def hangs_after(text: str, seconds: float = 60.0) -> Reply:
    """All of the text and no end to it; half of a whole reply."""

    def reply(request: Request) -> None:
        completion = Completion(text=text)
        if request.streamed:
            _stream(request, completion)
        else:
            whole = completion.whole(request)
            request.begin(200, _sized(whole))
            request.send(whole[: len(whole) // 2])
        request.pause(seconds)

    return reply


def drips(text: str, seconds_a_byte: float = 1.0) -> Reply:
    """A character at a time; a byte at a time of a whole reply, whose headers come at once."""

    def reply(request: Request) -> None:
        completion = Completion(text=text)
        if request.streamed:
            _complete(request, completion, piece=1, delay=seconds_a_byte)
            return
        whole = completion.whole(request)
        request.begin(200, _sized(whole))
        for place in range(len(whole) - 1):
            request.send(whole[place : place + 1])
            request.pause(seconds_a_byte)
        request.finish(whole[-1:])

    return reply


def breaks_off_after(text: str, characters: int) -> Reply:
    """Closes the connection once so many characters of the text are out."""

    def reply(request: Request) -> None:
        if request.streamed:
            _stream(request, Completion(text=text[:characters]))
        else:
            completion = Completion(text=text)
            request.begin(200, _sized(completion.whole(request)))
            request.send(completion.up_to(characters, request))

    return reply


def floods(megabytes: float = 1) -> Reply:
    """That many million times `a`."""
    return says("a" * int(megabytes * 1_000_000), piece=FLOOD_PIECE)


def garbage(data: bytes) -> Reply:
    """These bytes with status 200, as the whole body or as the whole stream of events."""

    def reply(request: Request) -> None:
        if not request.streamed:
            _respond(request, 200, data)
            return
        request.begin(200, STREAM)
        request.finish((chunked(data) if data else b"") + chunked(b""))

    return reply


def page() -> Reply:
    """What a web server shows that is no model's."""
    return lambda request: _respond(request, 200, PAGE, {"Content-Type": "text/html; charset=utf-8"})


def error(message: str, **fields: str) -> Body:
    return {"error": {"message": message, "type": "scripted", "param": None, "code": None, **fields}}


def _complete(request: Request, completion: Completion, piece: int, delay: float) -> None:
    if request.streamed:
        _stream(request, completion, piece, delay)
        request.finish(completion.ending(request))
    else:
        request.pause(delay * (len(completion.text) // piece))
        _respond(request, 200, completion.whole(request))


def _stream(request: Request, completion: Completion, piece: int = 8, delay: float = 0.0) -> None:
    request.begin(200, STREAM)
    for place, delta in enumerate(completion.deltas(request, piece)):
        if place > 1:  # the first brings the role, not yet text
            request.pause(delay)
        request.send(delta)


def _respond(request: Request, status: int, data: bytes, headers: Mapping[str, str] | None = None) -> None:
    request.begin(status, {**_sized(data), **(headers or {})})
    request.finish(data)


def _sized(data: bytes) -> dict[str, str]:
    return {"Content-Type": "application/json", "Content-Length": str(len(data))}
