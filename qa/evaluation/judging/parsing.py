"""From a judge's reply to its verdict. What stands around the JSON is passed over; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from qa.ingest.loaders.strict_json import StrictDecoder

__all__ = ["RELEVANCE_STEPS", "Unreadable", "read_relevance", "read_support"]

RELEVANCE_STEPS = (0.0, 0.5, 1.0)
MAX_REPLY_CHARS = 100_000  # a verdict has a few hundred; a model that rambles this far is not read

MAX_BRACES = 500  # tried as the beginning of an object; each that is none costs a look through the text

_THOUGHTS = re.compile(r"\s*<think>.*?</think>", re.DOTALL)  # of models that think aloud before they reply

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A reply that holds no usable verdict, and why, in words that the judge can act on."""

    reason: str


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


class _ClaimVerdict(_Reply):
    n: int
    supported: bool


class _Support(_Reply):
    claims: list[_ClaimVerdict]


def _no_truth_value(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("must be a number, not true or false")
    return value


def _a_step(value: float) -> float:
    if value not in RELEVANCE_STEPS:
        raise ValueError("must be 0, 0.5 or 1")
    return value


class _Relevance(_Reply):
    relevance: Annotated[float, BeforeValidator(_no_truth_value), AfterValidator(_a_step)]


def read_support(reply: str, claims: int) -> tuple[bool, ...] | Unreadable:
    """Whether each of the claims, numbered from 1, is supported."""

    def verdict(found: object) -> tuple[bool, ...]:
        given = _Support.model_validate(found).claims
        if sorted(one.n for one in given) != list(range(1, claims + 1)):
            raise ValueError(f"`claims` must have one entry for each n from 1 to {claims}")
        return tuple(one.supported for one in sorted(given, key=lambda one: one.n))

    return _read(reply, verdict)


def read_relevance(reply: str) -> float | Unreadable:
    """One of `RELEVANCE_STEPS`."""
    return _read(reply, lambda found: _Relevance.model_validate(found).relevance)


def _read(reply: str, verdict: Callable[[object], T]) -> T | Unreadable:
    """The one verdict of a reply; an object that is none is passed over, two that differ are refused."""
    if len(reply) > MAX_REPLY_CHARS:
        return Unreadable(f"it was longer than {MAX_REPLY_CHARS:,} characters")
    found: list[T] = []
    reason = "it held no JSON object"
    for value in _objects(_THOUGHTS.sub("", reply, count=1)):
        try:
            found.append(verdict(value))
        except ValidationError as error:
            reason = _told(error)
        except ValueError as error:
            reason = str(error)
    if not found:
        return Unreadable(reason)
    if any(other != found[0] for other in found):
        return Unreadable("it held several JSON objects that do not agree")
    return found[0]


def _objects(text: str) -> Iterator[object]:
    """Every outermost JSON object that stands whole in a text, as the standard has it."""
    decoder, place = StrictDecoder(), text.find("{")
    for _ in range(MAX_BRACES):
        if place < 0:
            return
        try:
            value, end, refused = decoder.decode(text, place)
        except ValueError:
            end = place + 1
        else:
            if refused is None:
                yield value
        place = text.find("{", end)


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"`{where}`: {first['msg']}"
