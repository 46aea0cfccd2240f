"""What a model says, in OpenAI's forms: a `chat.completion`, or a stream of chunks of one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tests.chat_server.request import Body, Request

TOOL_CALL_ID = "call_1"
CONTENT = b'"content": '


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A text, or the arguments of a tool that is called with them.

    `usage` is the numbers of tokens in and out; by default the words of the prompt and the text are counted.
    """

    text: str
    tool: str | None = None
    usage: tuple[int, int] | None = None
    finish: str = "stop"

    def whole(self, request: Request) -> bytes:
        call = {
            "id": TOOL_CALL_ID,
            "type": "function",
            "function": {"name": self.tool, "arguments": self.text},
        }
        said = {"content": None, "tool_calls": [call]} if self.tool else {"content": self.text}
        choice = {
            "index": 0,
            "message": {"role": "assistant", **said},
            "logprobs": None,
            "finish_reason": self.finish,
        }
        named = _named(request, "chat.completion")
        return dumped({**named, "choices": [choice], "usage": self._counted(request)})

    def up_to(self, characters: int, request: Request) -> bytes:
        """The beginning of the whole, with no more than so many characters of the text."""
        whole = self.whole(request)
        before = whole.index(CONTENT) + len(CONTENT)
        return whole[: before + len(dumped(self.text[:characters])) - 1]  # without the closing quote

    def deltas(self, request: Request, piece: int) -> Iterator[bytes]:
        """The events of a stream up to the end of the text: the role, then so many characters in each."""
        yield self._event(request, self._first_delta())
        for start in range(0, len(self.text), piece):
            yield self._event(request, self._delta(self.text[start : start + piece]))

    def ending(self, request: Request) -> bytes:
        """The events after the text, and the end of the stream."""
        events = [self._event(request, {}, self.finish)]
        if _wants_usage(request):
            named = _named(request, "chat.completion.chunk")
            events.append(event(dumped({**named, "choices": [], "usage": self._counted(request)})))
        return b"".join([*events, event(b"[DONE]"), chunked(b"")])

    def _first_delta(self) -> Body:
        if not self.tool:
            return {"role": "assistant", "content": ""}
        function = {"name": self.tool, "arguments": ""}
        call = {"index": 0, "id": TOOL_CALL_ID, "type": "function", "function": function}
        return {"role": "assistant", "content": None, "tool_calls": [call]}

    def _delta(self, text: str) -> Body:
        if self.tool:
            return {"tool_calls": [{"index": 0, "function": {"arguments": text}}]}
        return {"content": text}

    def _event(self, request: Request, delta: Body, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        usage = {"usage": None} if _wants_usage(request) else {}
        return event(dumped({**_named(request, "chat.completion.chunk"), "choices": [choice], **usage}))

    def _counted(self, request: Request) -> dict[str, int]:
        sent, said = self.usage or (len(request.received.prompt.split()), len(self.text.split()))
        return {"prompt_tokens": sent, "completion_tokens": said, "total_tokens": sent + said}


def _named(request: Request, kind: Literal["chat.completion", "chat.completion.chunk"]) -> Body:
    model = request.body.get("model", "test-model")
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": model}


def _wants_usage(request: Request) -> bool:
    return bool((request.body.get("stream_options") or {}).get("include_usage"))


def forced_tool(body: Body) -> str | None:
    """The name of the function that the request has the model call, if it does."""
    choice: Any = body.get("tool_choice")
    tools = body.get("tools") or []
    if isinstance(choice, dict):
        return str(choice["function"]["name"]) if tools else None
    return str(tools[0]["function"]["name"]) if tools and choice == "required" else None


def dumped(value: object) -> bytes:
    """JSON in UTF-8, as models' servers send it. Half a surrogate pair has no UTF-8 and is escaped."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def event(data: bytes) -> bytes:
    """A server-sent event, as a chunk of HTTP's chunked encoding."""
    return chunked(b"data: " + data + b"\n\n")


def chunked(data: bytes) -> bytes:
    """A chunk of HTTP's chunked encoding; the last if empty. Source: RFC 9112, section 7.1."""
    return b"%x\r\n%b\r\n" % (len(data), data)
