"""A model's reply, read while it comes in: each claim as soon as it stands whole.

Source: JSON is parsed as it comes by ijson, https://github.com/ICRAR/ijson
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import ijson
from ijson.common import JSONError
from pydantic import ValidationError

from qa.errors import ModelFailed
from qa.generation.written import WrittenClaim
from qa.ingest.loaders.strict_json import StrictDecoder

__all__ = ["MAX_REPLY_CHARS", "ReplyReader"]

MAX_REPLY_CHARS = 30_000  # five claims have two thousand; a model that rambles this far is not read on
MAX_DEPTH = 12  # of brackets within brackets; an answer has six
MAX_BRACES = 300  # tried as the beginning of an object where a reply keeps to no form
_CLAIM = "claims.item"
_THOUGHTS, _THOUGHTS_END = "<think", "</think"  # of models that think aloud before they reply
_LENIENT = json.JSONDecoder(strict=False)
_LAST_COMMA = re.compile(r",(\s*[\]}])")


class ReplyReader:
    """Reads one reply. Feed it every piece, then close it.

    `claims` counts those that were read, `misshapen` those that are none.
    """

    def __init__(self) -> None:
        self.claims = 0
        self.misshapen = 0
        self._text = ""
        self._parsed_to = -1  # below 0 until the object begins
        self._listed = self._ended = self._broken = False
        self._events: Any = ijson.sendable_list()
        self._parser: Any = ijson.parse_coro(self._events, use_float=True)
        self._building: Any = None
        self._nesting = _Nesting()

    @property
    def is_whole(self) -> bool:
        """Whether the answer has come to its end, whatever may follow it."""
        return self._ended and self._listed

    def feed(self, piece: str) -> list[WrittenClaim]:
        """The claims that are whole now. Raises: ModelFailed when the reply grows beyond all use."""
        self._text += piece
        if len(self._text) > MAX_REPLY_CHARS:
            raise ModelFailed(
                f"The model's reply was longer than {MAX_REPLY_CHARS:,} characters.", reason="reply_too_long"
            )
        if self._parsed_to < 0:
            self._parsed_to = self._beginning()
        if self._parsed_to < 0 or self._ended or self._broken:
            return []
        return list(self._claims_of(self._parsed()))

    def close(self) -> list[WrittenClaim]:
        """What is left once the reply has ended: all of it, where it keeps to the form only nearly.

        Raises: ModelFailed when it breaks off, or holds no answer.
        """
        if self.is_whole:
            return []
        mended = self._mended()
        if mended is not None:
            return list(self._claims_of(iter(mended[self.claims + self.misshapen :])))
        if self.claims:
            raise _unreadable("It broke off, or is no JSON from some place on.")
        self.misshapen = 0  # all of the reply is read again
        claims = list(self._claims_of(self._whole_values()))
        if not claims:
            raise _unreadable("It had no list of `claims`.")
        return claims

    def _beginning(self) -> int:
        """Where the object begins, below 0 if it has not; what is said before it is passed over."""
        opening = self._text.lstrip()[: len(_THOUGHTS)]
        thinks = bool(opening) and _THOUGHTS.startswith(opening)
        if thinks and _THOUGHTS_END not in self._text:
            return -1
        return self._text.find("{", max(0, self._text.find(_THOUGHTS_END)) if thinks else 0)

    def _parsed(self) -> Iterator[object]:
        """The values of `claims` that are whole now."""
        piece = self._text[self._parsed_to :]
        self._parsed_to = len(self._text)
        try:
            self._nesting.follow(piece)
            self._parser.send(piece.encode("utf-8", "replace"))
        except (JSONError, ValueError, StopIteration):
            self._broken = True
        events, self._events[:] = list(self._events), []
        for prefix, event, value in events:
            if prefix == _CLAIM and event == "start_map":
                self._building = ijson.ObjectBuilder()
            if self._building is not None and prefix.startswith(_CLAIM):
                self._building.event(event, value)
            elif prefix == _CLAIM and event != "end_array":
                yield value
            if prefix == _CLAIM and event == "end_map":
                yield self._building.value
                self._building = None
            self._listed |= prefix == "claims" and event == "start_array"
            self._ended |= prefix == "" and event == "end_map"

    def _mended(self) -> list[object] | None:
        """All of `claims` once its slips are overlooked: a comma after the last, a line break in a string."""
        start = self._text.find("{")
        if start < 0 or self._nesting.is_too_deep:
            return None
        try:
            value, _ = _LENIENT.raw_decode(_LAST_COMMA.sub(r"\1", self._text[start:]))
        except (ValueError, RecursionError):
            return None
        claims = value.get("claims") if isinstance(value, dict) else None
        return claims if isinstance(claims, list) else None

    def _whole_values(self) -> Iterator[object]:
        """What may be claims among the outermost objects of a reply that keeps to no form.

        Raises: ModelFailed when there is no object in it.
        """
        decoder, place, objects = StrictDecoder(), self._text.find("{"), 0
        for _ in range(MAX_BRACES):
            if place < 0:
                break
            try:
                value, end, refused = decoder.decode(self._text, place)
            except ValueError:
                end = place + 1
            else:
                objects += refused is None
                yield from _claims_within(value) if refused is None else ()
            place = self._text.find("{", end)
        if not objects:
            raise _unreadable("It held no JSON object.")

    def _claims_of(self, values: Iterator[object]) -> Iterator[WrittenClaim]:
        for value in values:
            try:
                claim = WrittenClaim.model_validate(value)
            except ValidationError:
                self.misshapen += 1
                continue
            self.claims += 1
            yield claim


class _Nesting:
    """How deep brackets stand within brackets: a parser's work grows with the square of it."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = self._escaped = False
        self.is_too_deep = False

    def follow(self, piece: str) -> None:
        """Raises: ValueError beyond all that an answer has."""
        for character in piece:
            if self._in_string:
                ends = character == '"' and not self._escaped
                self._escaped = character == "\\" and not self._escaped
                self._in_string = not ends
            elif character == '"':
                self._in_string = True
            elif character in "[{":
                self._depth += 1
            elif character in "]}":
                self._depth -= 1
            if self._depth > MAX_DEPTH:
                self.is_too_deep = True
                raise ValueError("nested too deep")


def _claims_within(value: object) -> Iterator[object]:
    """A claim, or those of a list under any name, such as `{"answer": {"claims": [...]}}`."""
    if not isinstance(value, dict):
        return
    if "text" in value and "evidence" in value:
        yield value
        return
    for part in value.values():
        for inner in part if isinstance(part, list) else [part]:
            yield from _claims_within(inner)


def _unreadable(what: str) -> ModelFailed:
    return ModelFailed(what, reason="reply_unreadable")
