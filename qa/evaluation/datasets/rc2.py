"""RC2: conversations about reviews of laptops and restaurants, in the layout of CoQA.

Some questions have the answer "unknown". Offsets are checked against the words they should hold; where they
do not, the words are found by letters and digits. Source: Xu et al., "Review Conversational Reading
Comprehension", arXiv 1902.00821
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qa.alignment import Span
from qa.errors import UnreadableSource
from qa.evaluation.datasets.spans import CountedText, locate
from qa.ingest.sentences import split_sentences
from qa.models import Sentence

__all__ = ["Conversation", "Turn", "find_rc2", "read_rc2"]

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question and the one asked before it, if any. `answer` is None if `unknown` or nowhere found."""

    question: str
    previous: str | None
    unknown: bool
    answer: Span | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Conversation:
    """A review with its sentences, and what was asked about it, in order."""

    counted: CountedText
    sentences: tuple[Sentence, ...]
    turns: tuple[Turn, ...]


class _Given(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class _Answer(_Given):
    span_start: int
    span_end: int
    span_text: str
    turn_id: int


class _Question(_Given):
    input_text: str
    turn_id: int


class _Entry(_Given):
    story: Annotated[str, Field(min_length=1)]
    questions: tuple[_Question, ...]
    answers: tuple[_Answer, ...]


class _File(_Given):
    data: Annotated[tuple[_Entry, ...], Field(min_length=1)]


def find_rc2(path: Path, split: str) -> dict[str, Path]:
    """The files meant, by domain: `path` itself, or `<split>.json` in that folder or in folders of it.

    Raises: UnreadableSource where there is none.
    """
    if not path.is_dir():
        return {path.parent.name: path}
    files = [
        file for file in (path / f"{split}.json", *sorted(path.glob(f"*/{split}.json"))) if file.is_file()
    ]
    if not files:
        raise UnreadableSource(f"{path} holds neither {split}.json nor <domain>/{split}.json of RC2.")
    return {file.parent.name: file for file in files}


def read_rc2(path: Path) -> tuple[Conversation, ...]:
    """The conversations of one file. Raises: UnreadableSource, naming the file, the place and the fault."""
    try:
        given = _File.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        raise UnreadableSource(f"{path}{_reason(error)}.") from None
    return tuple(_conversation(path, index, entry) for index, entry in enumerate(given.data))


def _reason(error: ValidationError) -> str:
    """Where the first fault is and what; pydantic names lines of broken JSON, and elements from 0 else."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{', ' + place if place else ''}: {first['msg']}"


def _conversation(path: Path, index: int, entry: _Entry) -> Conversation:
    answers = {answer.turn_id: answer for answer in entry.answers}
    if missing := [question.turn_id for question in entry.questions if question.turn_id not in answers]:
        raise UnreadableSource(f"{path}, data.{index}: turn {missing[0]} has no answer.")
    return Conversation(
        counted=CountedText.of(entry.story),
        sentences=split_sentences(entry.story),
        turns=tuple(_turns(entry, answers)),
    )


def _turns(entry: _Entry, answers: dict[int, _Answer]) -> Iterator[Turn]:
    previous = None
    for question in entry.questions:
        answer = answers[question.turn_id]
        unknown = answer.span_start < 0 or answer.span_text.strip().casefold() == _UNKNOWN
        span = None if unknown else _span(entry.story, answer)
        yield Turn(question=question.input_text, previous=previous, unknown=unknown, answer=span)
        previous = question.input_text


def _span(story: str, answer: _Answer) -> Span | None:
    if answer.span_text and story[answer.span_start : answer.span_end] == answer.span_text:
        return Span(answer.span_start, answer.span_end)
    return locate(story, answer.span_text, answer.span_start)
