"""Cases from what users thought of answers: a thumb up is a gold answer, a thumb down one to be written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qa.errors import InvalidCases, UnreadableSource
from qa.evaluation.cases import Case, QuestionText, Scope, Turn
from qa.evaluation.points import Passage, Point, Strict, Text
from qa.ingest.loaders.strict_json import StrictDecoder
from qa.models import Stance

__all__ = ["Feedback", "cases_from", "load_feedback", "parse_feedback"]

MAX_PROBLEMS = 20  # told at once, as of case files
MAX_NOTE_CHARS = 4_000  # a note is read by a person


class _Answered(BaseModel):
    """The part of an answer of the HTTP API that is used; what else is in it is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class _Claim(_Answered):
    stance: Stance | None = None


class _Citation(_Answered):
    review_id: Text
    quote: Text


class _Body(_Answered):
    question: QuestionText
    answered: Annotated[bool, Field(strict=True)]
    claims: tuple[_Claim, ...] = ()
    citations: tuple[_Citation, ...] = ()


class Feedback(Strict):
    """One line: the answer as `POST /v1/ask` returned it, what was asked with it, and what a user thought."""

    answer: _Body
    filters: Scope | None = None
    history: tuple[Turn, ...] | None = None
    rating: Literal["up", "down"]
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A question in its scope, and all that users thought of the answers to it."""

    question: str
    scope: Scope
    history: tuple[Turn, ...]
    up: tuple[Feedback, ...]
    down: tuple[Feedback, ...]


def load_feedback(path: Path) -> list[Feedback]:
    """Read a file of JSON Lines. Raises: UnreadableSource; InvalidCases with every problem and its line."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"{path} is not UTF-8 text (byte {error.start}).") from None
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    return parse_feedback(text, path)


def parse_feedback(text: str, path: Path) -> list[Feedback]:
    """Read the text of such a file. Raises: InvalidCases."""
    records: list[Feedback] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            read = _read(line.strip())
            if isinstance(read, Feedback):
                records.append(read)
            else:
                problems += [f"{path}, line {number}: {told}" for told in read]
    if problems:
        hidden = len(problems) - MAX_PROBLEMS
        more = [f"… and {hidden:,} problems more"] if hidden > 0 else []
        raise InvalidCases([*problems[:MAX_PROBLEMS], *more])
    if not records:
        raise InvalidCases([f"{path}: there is no feedback in this file."])
    return records


def cases_from(feedback: Iterable[Feedback]) -> list[Case]:
    """A case for each question in its scope, in order of first appearance.

    Where all liked the answer, its quotes are the evidence. Where somebody did not, nothing is asserted and
    the note tells what was cited, for a person to complete.
    """
    return [_case(asked) for asked in _grouped(feedback)]


def _read(line: str) -> Feedback | list[str]:
    """The record of a line, or what is wrong with it."""
    try:
        value, end, refused = StrictDecoder().decode(line)
    except ValueError as error:
        return [f"not valid JSON: {error}"]
    if refused or line[end:].strip():
        return [refused or "more than one value in the line"]
    if not isinstance(value, Mapping):
        return ["a line is an object with `answer` and `rating`"]
    try:
        return Feedback.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return [_told(detail["loc"], detail["type"], detail["msg"]) for detail in details]


def _told(place: tuple[int | str, ...], sort: str, message: str) -> str:
    where = ".".join(map(str, place))
    if sort == "extra_forbidden":
        return f"{where}: unknown field"
    if sort == "missing":
        return f"{where}: is missing"
    reason = message.removeprefix("Value error, ").removeprefix("Input ")
    return f"{where}: {reason[:1].lower()}{reason[1:]}"


def _grouped(feedback: Iterable[Feedback]) -> Iterator[_Asked]:
    groups: dict[str, list[Feedback]] = {}
    for one in feedback:
        scope, history = one.filters or Scope(), one.history or ()
        asked = [one.answer.question.casefold(), scope.body(), [turn.model_dump() for turn in history]]
        groups.setdefault(json.dumps(asked, sort_keys=True), []).append(one)
    for group in groups.values():
        first = group[0]
        yield _Asked(
            question=first.answer.question,
            scope=first.filters or Scope(),
            history=first.history or (),
            up=tuple(one for one in group if one.rating == "up"),
            down=tuple(one for one in group if one.rating == "down"),
        )


def _case(asked: _Asked) -> Case:
    answered = {one.answer.answered for one in asked.up}
    disputed = bool(asked.up and asked.down) or len(answered) > 1
    if disputed or asked.down:
        return _to_complete(asked, "disputed" if disputed else "thumbs-down")
    tags, note = ("feedback", "thumbs-up"), _comments(asked.up)
    if answered == {False}:
        return Case(
            question=asked.question,
            scope=asked.scope,
            history=asked.history,
            answerable=False,
            tags=tags,
            note=note or None,
        )
    return Case(
        question=asked.question,
        scope=asked.scope,
        history=asked.history,
        evidence=_evidence(asked.up),
        stance=_stance(asked.up),
        tags=tags,
        note=note or None,
    )


def _to_complete(asked: _Asked, tag: str) -> Case:
    parts = ["To be completed: what should a right answer say?", *_thoughts(asked)]
    return Case(
        question=asked.question,
        scope=asked.scope,
        history=asked.history,
        tags=("feedback", tag),
        note="\n".join(parts)[:MAX_NOTE_CHARS],
    )


def _thoughts(asked: _Asked) -> Iterator[str]:
    for opinion, group in (("Liked", asked.up), ("Disliked", asked.down)):
        for one in group:
            cited = "; ".join(f"“{quote.quote}” ({quote.review_id})" for quote in one.answer.citations)
            said = f": {one.comment.strip()}" if one.comment and one.comment.strip() else ""
            what = f"citing {cited}" if one.answer.answered else "that the reviews do not say"
            yield f"{opinion} was an answer {what}{said}"


def _comments(group: Iterable[Feedback]) -> str:
    said = (one.comment.strip() for one in group if one.comment)
    return "\n".join(dict.fromkeys(comment for comment in said if comment))[:MAX_NOTE_CHARS]


def _evidence(group: Iterable[Feedback]) -> tuple[Point, ...]:
    """A point for each quote that an answer cites, each once."""
    cited = dict.fromkeys(
        (citation.review_id, citation.quote) for one in group for citation in one.answer.citations
    )
    return tuple(Point(any_of=(Passage(quote=quote, review=review),)) for review, quote in cited)


def _stance(group: Iterable[Feedback]) -> Stance | None:
    """The side that all claims take; None where they take several, or none."""
    taken = {claim.stance for one in group for claim in one.answer.claims}
    if len(taken) != 1:
        return None
    only = taken.pop()
    return None if only == "neutral" else only
