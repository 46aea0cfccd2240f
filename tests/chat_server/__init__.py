"""An OpenAI-compatible chat server on the loopback that answers by a script and misbehaves on command.

with ChatServer() as server:
    server.script += [refuses(429, retry_after="1"), says("Hello.")]
"""

from tests.chat_server.replies import (
    answers,
    breaks_off_after,
    drips,
    floods,
    garbage,
    hangs,
    hangs_after,
    page,
    refuses,
    says,
    says_json,
)
from tests.chat_server.request import Received, Reply, Request
from tests.chat_server.server import ChatServer

__all__ = [
    "ChatServer",
    "Received",
    "Reply",
    "Request",
    "answers",
    "breaks_off_after",
    "drips",
    "floods",
    "garbage",
    "hangs",
    "hangs_after",
    "page",
    "refuses",
    "says",
    "says_json",
]
