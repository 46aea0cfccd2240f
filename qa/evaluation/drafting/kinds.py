"""Kinds of reviewed things: how to tell them, what their reviews speak of, and what they might but do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from qa.words import word_set, words

__all__ = ["Kind", "Missing", "Topic", "kind_of", "load_kinds"]

KINDS_FILE = Path(__file__).with_name("kinds.yaml")
GENERAL = "product"  # the kind of what is of no kind in particular
ONE_VOICE = "the reviewer"
_STORIES = frozenset(("film", "book", "game"))
ENOUGH = 0.5  # marks of a kind per review, below which a thing is of no kind in particular


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What reviews speak of: a noun phrase, and the words or phrases (case-folded) each of which names it.

    A topic is `common` when the kind brings it, else it was found in the reviews themselves.
    """

    name: str
    phrase: str
    named_by: tuple[str, ...]
    plural: bool = False
    common: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A question somebody might ask of the kind; reviews that tell of it hold one of the words."""

    subject: str
    question: str
    told_by: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing. `voices` are those who review it, `noun` is what it is called."""

    name: str
    noun: str
    voices: str
    verdict: str
    marks: frozenset[str]
    topics: tuple[Topic, ...]
    missing: tuple[Missing, ...]

    @property
    def tells_story(self) -> bool:
        """Whether reviews of it tell a plot, in which people complain who are no reviewers."""
        return self.name in _STORIES

    @property
    def do(self) -> str:
        """The auxiliary that goes with the voices."""
        return "does" if self.voices == ONE_VOICE else "do"

    def heard_alone(self) -> Kind:
        """The same as one who asks about a single review has it."""
        return replace(self, voices=ONE_VOICE, verdict=self.verdict.replace(self.voices, ONE_VOICE))


@cache
def load_kinds() -> tuple[Kind, ...]:
    """The kinds that the file beside this module describes."""
    import yaml

    described = yaml.safe_load(KINDS_FILE.read_text("utf-8"))
    return tuple(_kind(name, fields) for name, fields in described.items())


def kind_of(texts: Iterable[str]) -> Kind:
    """The kind whose marks most reviews hold, the general one where none is plain."""
    told = [frozenset(words(text)) for text in texts]
    scores = {kind.name: sum(len(kind.marks & held) for held in told) for kind in load_kinds()}
    best = max(load_kinds(), key=lambda kind: scores[kind.name])
    if told and scores[best.name] / len(told) >= ENOUGH:
        return best
    return next(kind for kind in load_kinds() if kind.name == GENERAL)


def _kind(name: str, fields: Mapping[str, Any]) -> Kind:
    return Kind(
        name=name,
        noun=fields["noun"],
        voices=fields["voices"],
        verdict=fields["verdict"],
        marks=word_set(fields["marks"]),
        topics=(*_topics(fields["topics"], False), *_topics(fields["plural_topics"], True)),
        missing=tuple(
            Missing(subject=str(subject), question=question, told_by=word_set(told))
            for subject, (question, told) in fields["missing"].items()
        ),
    )


def _topics(table: Mapping[str, tuple[str, str]], plural: bool) -> tuple[Topic, ...]:
    return tuple(
        Topic(name=str(name), phrase=phrase, named_by=tuple(map(str.strip, named.split(","))), plural=plural)
        for name, (phrase, named) in table.items()
    )
