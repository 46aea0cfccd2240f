"""A language model that says what it is told to, and time that does not pass."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa.ports import Message, Spent


@dataclass(frozen=True)
class Pause:
    """A while in which the model says nothing."""

    seconds: float


Part = str | Spent | Pause | Exception


@dataclass
class ScriptedModel:
    """Gives one scripted reply after the other, the last again and again. Remembers what it was asked."""

    replies: Sequence[Sequence[Part]]
    name: str = "scripted"
    asked: list[list[Message]] = field(default_factory=list)
    open: int = 0
    left: int = 0

    async def write(self, messages: Sequence[Message]) -> AsyncGenerator[str | Spent]:
        reply = self.replies[min(len(self.asked), len(self.replies) - 1)]
        self.asked.append(list(messages))
        self.open += 1
        try:
            for part in reply:
                if isinstance(part, Exception):
                    raise part
                if isinstance(part, Pause):
                    await asyncio.sleep(part.seconds)
                else:
                    yield part
        except (GeneratorExit, asyncio.CancelledError):
            self.left += 1
            raise
        finally:
            self.open -= 1

    async def close(self) -> None:
        pass


class Sleep:
    """Sleeps no time at all and remembers for how long it was to."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


def reply_of(*claims: dict[str, Any]) -> str:
    return json.dumps({"claims": list(claims)})


def claim(text: str, *sentences: int | tuple[int, str], stance: str = "neutral") -> dict[str, Any]:
    evidence = [
        {"sentence": one[0], "quote": one[1]} if isinstance(one, tuple) else {"sentence": one, "quote": ""}
        for one in sentences
    ]
    return {"text": text, "stance": stance, "evidence": evidence}
