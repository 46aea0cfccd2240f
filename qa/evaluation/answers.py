"""What a system under test answered: only what judging needs, so that any system can fill it in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from qa.models import Answer, Citation, Hit, Stance

__all__ = ["AnswerClaim", "AnswerCounts", "Cited", "SystemAnswer"]


def _whole(text: object) -> object:
    """The text with U+FFFD for half a character, which a careless cut leaves and no file can hold."""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text) if isinstance(text, str) else text


_HALVES = re.compile("[\ud800-\udfff]")
Words = Annotated[str, BeforeValidator(_whole)]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Cited(_Value):
    """Words that the system shows as standing in a review.

    `start` and `end` are its place in the review's text, in code points; a system that has no offsets leaves
    them out, and the words are looked for. Without `review_id` they may stand in any review in scope.
    """

    quote: Words
    review_id: Words | None = None
    start: int | None = None
    end: int | None = None
    stance: Stance | None = None
    n: int | None = Field(default=None, description="The number that claims refer to; its place by default.")

    def number(self, place: int) -> int:
        """The number that claims refer to; `place` is its place among the citations, from 1."""
        return place if self.n is None else self.n


class AnswerClaim(_Value):
    """One statement and the numbers of the citations it rests on."""

    text: Words
    stance: Stance | None = None
    citations: tuple[int, ...] = ()


class AnswerCounts(_Value):
    """How many reviews the system counted; None where it does not count.

    `reviewers` are the voices in scope, where the system takes copies of a review for one.
    """

    reviews_in_scope: int | None = None
    reviewers: int | None = None
    mentioning: int | None = None
    positive: int | None = None
    negative: int | None = None


class SystemAnswer(_Value):
    """An answer. All but `text` may be left out; metrics that need what is left out do not apply.

    `answered` says whether the system answered or said that the reviews do not; where it is left out, an
    answer without citations counts as none. `retrieved` is what it found before writing, best first.
    """

    text: Words
    answered: bool | None = None
    citations: tuple[Cited, ...] = ()
    claims: tuple[AnswerClaim, ...] = ()
    nearest: tuple[Cited, ...] = ()
    retrieved: tuple[Cited, ...] | None = None
    counts: AnswerCounts | None = None
    engine: Words | None = None
    model: Words | None = None
    usage: dict[str, int] | None = None
    cost_usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    dropped_claims: int = 0

    @property
    def is_answer(self) -> bool:
        """Whether it answers the question, rather than saying that the reviews do not."""
        return bool(self.citations) if self.answered is None else self.answered

    def cited_as(self, n: int) -> Cited | None:
        """The citation with this number."""
        numbered = enumerate(self.citations, start=1)
        return next((cited for place, cited in numbered if cited.number(place) == n), None)

    def with_retrieved(self, hits: Iterable[Hit | Cited]) -> Self:
        """The same answer with what was retrieved for it, best first."""
        found = tuple(hit if isinstance(hit, Cited) else _found(hit) for hit in hits)
        return self.model_copy(update={"retrieved": found})

    @classmethod
    def read(cls, given: object) -> Self:
        """An answer as a system returns it: itself, its fields, or the body of the HTTP API's answer.

        Raises: ValidationError; TypeError for what has no fields.
        """
        if isinstance(given, cls):
            return given
        if not isinstance(given, Mapping):
            kind = type(given).__name__
            raise TypeError(f"an answer is a mapping with at least `text`, and this is of the type {kind}")
        if "answer" in given and "coverage" in given and "text" not in given:
            return cls.from_json(dict(given))
        return cls.model_validate(given)

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """An answer of the service in this process."""
        counts = {name: getattr(answer.coverage, name) for name in AnswerCounts.model_fields}
        return cls(
            text=answer.text,
            answered=answer.answered,
            citations=tuple(_cited(citation) for citation in answer.citations),
            claims=tuple(
                AnswerClaim(text=claim.text, stance=claim.stance, citations=claim.citations)
                for claim in answer.claims
            ),
            nearest=tuple(_cited(citation) for citation in answer.nearest),
            counts=AnswerCounts(**counts),
            engine=answer.engine,
            model=answer.model,
            usage=None if answer.usage is None else dict(answer.usage),
            dropped_claims=answer.dropped_claims,
        )

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Self:
        """An answer of the HTTP API. Raises: ValidationError."""
        return cls.model_validate(
            {
                "text": body.get("answer"),
                "answered": body.get("answered"),
                "citations": _all_picked(body.get("citations", []), Cited),
                "claims": _all_picked(body.get("claims", []), AnswerClaim),
                "nearest": _all_picked(body.get("nearest", []), Cited),
                "counts": _picked(body.get("coverage") or {}, AnswerCounts),
                **{name: body.get(name) for name in ("engine", "model", "usage")},
                "dropped_claims": body.get("dropped_claims", 0),
            }
        )


def _cited(citation: Citation) -> Cited:
    return Cited(
        quote=citation.quote,
        review_id=citation.review.id,
        start=citation.start,
        end=citation.end,
        stance=citation.stance,
        n=citation.n,
    )


def _found(hit: Hit) -> Cited:
    return Cited(quote=hit.text, review_id=hit.review.id, start=hit.span.start, end=hit.span.end)


def _all_picked(rows: Any, model: type[_Value]) -> Any:
    return [_picked(row, model) for row in rows] if isinstance(rows, list) else rows


def _picked(row: Any, model: type[_Value]) -> Any:
    """The fields that the model has; what is no object is left for it to refuse."""
    return {name: row[name] for name in model.model_fields if name in row} if isinstance(row, dict) else row
