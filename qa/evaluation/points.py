"""The evidence of a case: points that an answer makes, and the words of the reviews that support each."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from qa.models import Stance

__all__ = ["Count", "Passage", "Point", "PointInput", "Strict", "Text"]

MAX_TEXT_CHARS = 20_000  # of a text in a case; a review fits, a book does not


def _no_surrogates(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half a character (lone surrogate)") from None
    return text


Text = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=MAX_TEXT_CHARS),
    AfterValidator(_no_surrogates),
]
Count = Annotated[int, Field(strict=True, ge=0)]


class Strict(BaseModel):
    """Unknown fields are refused, and what was given stays out of error messages."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Passage(Strict):
    """Words of a review: verbatim as `quote`, in `review` where one is named, or its `start` to `end`.

    Offsets are 0-based, end-exclusive, in code points of the review's text.
    """

    quote: Text | None = None
    review: Text | None = None
    start: Count | None = None
    end: Count | None = None

    @model_validator(mode="after")
    def _names_words(self) -> Self:
        placed = (self.start is not None, self.end is not None)
        if self.quote is None and not (all(placed) and self.review is not None):
            raise ValueError("give a quote, or a review with start and end")
        if any(placed) and not all(placed):
            raise ValueError("start and end belong together")
        if any(placed) and self.review is None:
            raise ValueError("start and end are places in a review: name the review")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError("start must be before end")
        return self


def _as_passage(value: object) -> object:
    return {"quote": value} if isinstance(value, str) else value


PassageInput = Annotated[Passage, BeforeValidator(_as_passage, json_schema_input_type=Text | Passage)]


class Point(Strict):
    """Something a complete answer says: any one of the passages supports it. `stance` is the point's own."""

    any_of: Annotated[tuple[PassageInput, ...], Field(min_length=1)]
    stance: Stance | None = None

    def written(self) -> Any:
        """The point as a file holds it, as short as it goes: a string, a passage or alternatives."""
        passages = [_short(passage) for passage in self.any_of]
        if len(passages) > 1:
            return {"any_of": passages, **({"stance": self.stance} if self.stance else {})}
        only = passages[0]
        if self.stance is None:
            return only
        return {**({"quote": only} if isinstance(only, str) else only), "stance": self.stance}


class _PassageWritten(Passage):
    """A point of one passage, for the published schema."""

    stance: Stance | None = None


class _PointWritten(Strict):
    """A point of alternatives, for the published schema; `review` holds for those that name none."""

    any_of: Annotated[list[Text | Passage], Field(min_length=1)]
    review: Text | None = None
    stance: Stance | None = None


def _as_point(value: object) -> object:
    """A string, or a passage with a stance, is a point with one passage."""
    if isinstance(value, str):
        return {"any_of": [value]}
    if not isinstance(value, dict):
        return value
    if "any_of" not in value:
        passage = {key: part for key, part in value.items() if key != "stance"}
        return {"any_of": [passage], **{key: part for key, part in value.items() if key == "stance"}}
    if "review" in value and isinstance(value["any_of"], list):
        rest = {key: part for key, part in value.items() if key != "review"}
        return {**rest, "any_of": [_in_review(passage, value["review"]) for passage in value["any_of"]]}
    return value


def _in_review(passage: object, review: object) -> object:
    """A passage that stands in `review`, unless it names another."""
    named = _as_passage(passage)
    return {"review": review, **named} if isinstance(named, dict) else named


PointInput = Annotated[
    Point, BeforeValidator(_as_point, json_schema_input_type=Text | _PassageWritten | _PointWritten)
]


def _short(passage: Passage) -> Any:
    fields = passage.model_dump(exclude_none=True)
    return fields["quote"] if fields.keys() == {"quote"} else fields
