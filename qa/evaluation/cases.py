"""A case: a question, and what a right answer to it looks like. People write them, so all is checked."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from qa.errors import InvalidFilter
from qa.evaluation.points import Count, PointInput, Strict, Text
from qa.models import DateRange, Filters, RatingRange, Stance

__all__ = ["Bounds", "Case", "Counts", "Scope", "Turn", "case_file_schema", "case_schema"]

MAX_QUESTION_CHARS = 2_000  # as the service has it
DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = "urn:pullquote:case:1"
FILE_SCHEMA_ID = "urn:pullquote:case-file:1"
# As `parse_floor` reads it, in what all dialects of patterns share; whether such a tag can be is left to it.
FLOOR_PATTERN = (
    r"^\s*([^\s:]+\s*[:\s]\s*)?[a-z][a-z0-9_]*(@[0-9]+)?\s*"
    r"(>=|<=|at\s+least|at\s+most)\s*[0-9]*\.?[0-9]+\s*$"
)

_TAG = re.compile(r"[^\W_][\w-]*")


def _tag(text: str) -> str:
    if not _TAG.fullmatch(text):
        raise ValueError("a tag is letters, digits and hyphens, such as battery-life")
    return text


def _as_day(value: object) -> object:
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    if isinstance(value, date):
        return value
    raise ValueError("must be a date such as 2024-03-31")


QuestionText = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=MAX_QUESTION_CHARS, strip_whitespace=True),
]
Tag = Annotated[str, StringConstraints(strict=True, max_length=60), AfterValidator(_tag)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Day = Annotated[date, BeforeValidator(_as_day, json_schema_input_type=date)]


class RatingBounds(Strict):
    """Bounds on the rating as given, both inclusive."""

    gte: Number | None = None
    lte: Number | None = None


class DateBounds(Strict):
    """Bounds on the publication date, both inclusive."""

    since: Day | None = Field(default=None, alias="from")
    until: Day | None = Field(default=None, alias="to")


class Scope(Strict):
    """Which reviews are asked about; the fields of the HTTP API's `filters`. Nothing set means all."""

    item_id: Text | None = None
    review_id: Text | None = None
    author: Text | None = None
    source: Text | None = None
    language: Text | None = None
    rating: RatingBounds | None = None
    published: DateBounds | None = None

    @model_validator(mode="after")
    def _bounds_leave_something(self) -> Self:
        try:
            self.filters()
        except InvalidFilter as error:
            raise ValueError(error.message) from None
        return self

    def filters(self) -> Filters:
        """The same as the core's filters. Raises: InvalidFilter for bounds that leave nothing."""
        rating, published = self.rating or RatingBounds(), self.published or DateBounds()
        return Filters(
            item_id=self.item_id,
            review_id=self.review_id,
            author=self.author,
            source=self.source,
            language=self.language,
            rating=RatingRange(gte=rating.gte, lte=rating.lte),
            published=DateRange(since=published.since, until=published.until),
        )

    def body(self) -> dict[str, Any]:
        """The same as the HTTP API's `filters`."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Turn(Strict):
    """An earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: Text


def _as_alternatives(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Bounds(Strict):
    """A number that may lie between two, both inclusive."""

    min: Count = 0
    max: Count | None = None

    @model_validator(mode="after")
    def _leaves_something(self) -> Self:
        if self.max is not None and self.min > self.max:
            raise ValueError("min is above max; swap the two")
        return self

    def holds(self, number: int) -> bool:
        """Whether a number lies within."""
        return self.min <= number and (self.max is None or number <= self.max)

    def __str__(self) -> str:
        if self.min == self.max:
            return str(self.min)
        return f"at least {self.min}" if self.max is None else f"{self.min} to {self.max}"


def _as_bounds(value: object) -> object:
    return {"min": value, "max": value} if isinstance(value, int) and not isinstance(value, bool) else value


NumberWanted = Annotated[Bounds, BeforeValidator(_as_bounds, json_schema_input_type=Count | Bounds)]


class Counts(Strict):
    """How many reviews should be counted: an integer or {min, max}. A mixed review counts on both sides."""

    reviews_in_scope: NumberWanted | None = None
    mentioning: NumberWanted | None = None
    positive: NumberWanted | None = None
    negative: NumberWanted | None = None

    def wanted(self) -> dict[str, Bounds]:
        """The counts that are given, by name."""
        return {name: value for name in type(self).model_fields if (value := getattr(self, name)) is not None}


class Case(Strict):
    """A question and its gold: what is left out is not judged."""

    id: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)] | None = Field(
        default=None, description="Names the case in reports; made from its content where none is given."
    )
    question: QuestionText
    scope: Scope = Scope()
    history: tuple[Turn, ...] = ()
    answerable: bool = Field(default=True, strict=True, description="false: the reviews in scope do not say.")
    evidence: tuple[PointInput, ...] = Field(
        default=(), description="The points a complete answer makes, each with the words that support it."
    )
    stance: Stance | None = Field(
        default=None, description="The side an answer takes; mixed: both must show."
    )
    counts: Counts = Counts()
    must_contain: tuple[
        Annotated[
            tuple[Text, ...],
            BeforeValidator(
                _as_alternatives, json_schema_input_type=Text | Annotated[list[Text], Field(min_length=1)]
            ),
            Field(min_length=1),
        ],
        ...,
    ] = Field(default=(), description="Words that must appear; of a list, one. Case does not matter.")
    must_not_contain: tuple[Text, ...] = ()
    reference: Text | None = Field(default=None, description="An answer in one's own words.")
    tags: tuple[Tag, ...] = ()
    note: Text | None = Field(default=None, description="For people: why the answer is what it is.")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if not self.answerable and (self.evidence or self.stance or self.reference):
            raise ValueError("a case that is not answerable has no evidence, stance or reference")
        if len(set(self.tags)) < len(self.tags):
            raise ValueError("a tag is given twice")
        return self

    @property
    def key(self) -> str:
        """What names the case: its id, else `case_` and 12 hexadecimal digits of what is asked."""
        if self.id is not None:
            return self.id
        asked = self.model_dump(mode="json", include={"question", "scope", "history"})
        digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        return f"case_{digest[:12]}"

    def written(self) -> dict[str, Any]:
        """The case as a file holds it, with what is default left out and points as short as they go."""
        fields = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        if self.evidence:
            fields["evidence"] = [point.written() for point in self.evidence]
        if wanted := self.counts.wanted():
            fields["counts"] = {name: _short_bounds(bounds) for name, bounds in wanted.items()}
        if self.must_contain:
            fields["must_contain"] = [one[0] if len(one) == 1 else list(one) for one in self.must_contain]
        return fields


def _short_bounds(bounds: Bounds) -> Any:
    if bounds.min == bounds.max:
        return bounds.min
    return bounds.model_dump(exclude_none=True)


def case_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of one case, as it is written in a file."""
    schema = Case.model_json_schema(mode="validation")
    return {"$schema": DRAFT, "$id": SCHEMA_ID, **schema}


_Path = Annotated[str, Field(min_length=1)]
_FloorText = Annotated[str, Field(pattern=FLOOR_PATTERN)]
_Cases = Annotated[list[Case], Field(min_length=1)]


class _FileWritten(Strict):
    """A file of cases, with the reviews they are about and the floors to reach, for the published schema."""

    reviews: _Path | list[_Path] = Field(
        default=[], description="Files or folders of reviews, from the folder of this file."
    )
    floors: _FloorText | list[_FloorText] = Field(
        default=[], description="What measures must reach, such as dislike: evidence_hit@1 >= 0.8."
    )
    cases: _Cases


def case_file_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of a file of cases, in YAML or JSON: a mapping, or a list of cases alone."""
    schema = TypeAdapter(_FileWritten | _Cases).json_schema(mode="validation")
    return {"$schema": DRAFT, "$id": FILE_SCHEMA_ID, **schema}
