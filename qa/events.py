"""An answer as it comes about: what is read first, then every claim once it is verified, then the whole."""

from __future__ import annotations

from dataclasses import dataclass

from qa.errors import ModelFailed
from qa.models import Answer, Citation, Claim, Coverage, Review

__all__ = ["AnswerEvent", "Begun", "BrokenOff", "Ended", "Told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What was found: the reviews that the answer is made of, and the counts over all in scope."""

    answer_id: str
    sources: tuple[Review, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The next stretch of the answer's text; all of them one after the other are the text.

    `citations` are those that the claim is the first to use. What has no claim is in words of our own.
    """

    text: str
    claim: Claim | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The whole answer. Nothing comes after it."""

    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenOff:
    """The model failed when part of its answer was told already. Nothing comes after it."""

    failure: ModelFailed


AnswerEvent = Begun | Told | Ended | BrokenOff
