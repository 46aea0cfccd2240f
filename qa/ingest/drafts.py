"""A review as given, by a row of a file or by a request: checked, not yet cleaned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from qa.errors import InvalidReview
from qa.models import Json

__all__ = [
    "MAX_FIELD_CHARS",
    "MAX_ID_CHARS",
    "MAX_METADATA_KEYS",
    "MAX_REVIEW_CHARS",
    "ReviewDraft",
    "parse_draft",
    "parse_published",
]

MAX_REVIEW_CHARS = 200_000  # code points; a 130-page essay, and what one review may cost to embed
MAX_FIELD_CHARS = 1_000  # code points of any string but the text; titles and addresses fit, documents do not
MAX_ID_CHARS = 200  # code points; ids travel in addresses
MAX_METADATA_KEYS = 50  # metadata is for filters and display, not for a second document
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2200  # outside lie typing errors and misread timestamps
_ECHO_CHARS = 60  # of the input, in a message; logs and terminals stay readable
_NO_ADDRESS = frozenset(
    {".", ".."}
)  # clients take them out of an address before it is sent (RFC 3986, 5.2.4)
_INT64_MIN, _INT64_MAX = -(2**63), 2**63 - 1  # what SQL and other languages' JSON can hold

_DATE_FORM = "a date such as 2024-03-31 or 2024-03-31T18:30:00Z"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}[0-9:.,+Z-]{0,30})?", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _refuse(reason: str) -> PydanticCustomError:
    # The reason goes in as a value, because braces in a template would be read as placeholders.
    return PydanticCustomError("invalid_review", "{reason}", {"reason": reason})


def _echo(value: object) -> str:
    """The beginning of a value, fit for a message: short, and printable, as `repr` makes it."""
    return (repr(value[:_ECHO_CHARS]) if isinstance(value, str) else type(value).__name__)[:_ECHO_CHARS]


def _identifier(value: str) -> str:
    if _CONTROL.search(value):
        raise _refuse("holds a control character")
    if value != value.strip():
        raise _refuse("begins or ends with a space")
    if value in _NO_ADDRESS:
        raise _refuse("cannot be a dot or two, which mean folders in an address")
    return value


def _storable(value: str) -> str:
    if _UNSTORABLE.search(value):
        raise _refuse("holds a NUL or half a character (lone surrogate)")
    return value


def _text(value: object) -> object:
    if not isinstance(value, str):
        return value
    if len(value) > MAX_REVIEW_CHARS:
        raise _refuse(f"has {len(value):,} characters; the most is {MAX_REVIEW_CHARS:,}")
    if half := _LONE_SURROGATE.search(value):
        reason = f"holds half a character (lone surrogate) at offset {half.start()}; send valid Unicode"
        raise _refuse(reason)
    return value


def parse_published(value: str) -> date:
    """The day named by an ISO 8601 date or date-time, as written: no time zone is applied.

    Raises: ValueError, with a message that says the accepted form, for anything else, for days that do
    not exist and for years outside 1800..2200.
    """
    written = value.strip()
    if not _ISO_DATE.fullmatch(written):
        raise ValueError(f"must be {_DATE_FORM}")
    try:
        day = datetime.fromisoformat(written).date()
    except ValueError:
        raise ValueError(f"is no real date; give {_DATE_FORM}") from None
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise ValueError(f"must be in the years {_EARLIEST_YEAR} to {_LATEST_YEAR}")
    return day


def _published(value: object) -> object:
    if value is None:
        return None
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise _refuse(f"must be {_DATE_FORM}")
    try:
        return parse_published(value)
    except ValueError as error:
        raise _refuse(str(error)) from None


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # brackets of an IPv6 host that do not match
        known = False
    if not known or _CONTROL.search(value) or " " in value:
        raise _refuse("must be a web address that begins with http:// or https://")
    return value


def _metadata(value: object) -> object:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        return value
    if len(value) > MAX_METADATA_KEYS:
        raise _refuse(f"has {len(value):,} keys; the most is {MAX_METADATA_KEYS}")
    for key, entry in value.items():
        _check_entry(key, entry)
    return value


def _check_entry(key: object, entry: object) -> None:
    if not isinstance(key, str) or not 1 <= len(key) <= MAX_ID_CHARS or _CONTROL.search(key):
        raise _refuse(f"has a key that is no text of 1 to {MAX_ID_CHARS} plain characters: {_echo(key)}")
    if isinstance(entry, str):
        if len(entry) > MAX_FIELD_CHARS:
            raise _refuse(f"{_echo(key)} is longer than {MAX_FIELD_CHARS:,} characters")
        if _UNSTORABLE.search(entry):
            raise _refuse(f"{_echo(key)} holds a NUL or half a character (lone surrogate)")
    elif isinstance(entry, int):
        if not _INT64_MIN <= entry <= _INT64_MAX:
            raise _refuse(f"{_echo(key)} is an integer beyond 64 bits")
    elif isinstance(entry, float):
        if entry != entry or entry in (float("inf"), float("-inf")):
            raise _refuse(f"{_echo(key)} is not a finite number")
    elif entry is not None:
        raise _refuse(f"{_echo(key)} must be text, a number, true, false or null")


_Id = Annotated[str, Field(strict=True, min_length=1, max_length=MAX_ID_CHARS), AfterValidator(_identifier)]
_Line = Annotated[str, Field(strict=True, max_length=MAX_FIELD_CHARS), AfterValidator(_storable)]


class ReviewDraft(BaseModel):
    """A review as given, before cleaning.

    `text` may hold markup, control characters and NULs, which cleaning removes, but no lone surrogate:
    half a character has no encoding, so it could neither be stored nor sent back. Strings other than
    `text` must be storable as they are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: _Id | None = Field(default=None, description="Derived from the content where it is absent.")
    item_id: _Id = Field(description="What is reviewed: a film, a product, a place.")
    item_title: _Line | None = Field(default=None, description="The name of what is reviewed.")
    title: _Line | None = Field(default=None, description="The headline of the review.")
    author: _Line | None = Field(default=None, description="Who wrote the review.")
    rating: float | None = Field(default=None, strict=True, ge=0, description="The rating as given.")
    rating_scale: float | None = Field(
        default=None, strict=True, gt=0, description="The best rating possible."
    )
    published: Annotated[date | None, BeforeValidator(_published)] = Field(
        default=None, description="The day it appeared: an ISO 8601 date or date-time."
    )
    url: Annotated[_Line, AfterValidator(_web_address)] | None = Field(
        default=None, description="Where it can be read: http or https."
    )
    source: _Line | None = Field(default=None, description="The publication or site it is from.")
    language: _Line | None = Field(default=None, description="A language code, such as en.")
    metadata: Annotated[dict[str, Json], BeforeValidator(_metadata)] = Field(
        default_factory=dict, max_length=MAX_METADATA_KEYS, description="Anything else, flat."
    )
    text: Annotated[str, Field(strict=True), BeforeValidator(_text)] = Field(
        description=f"The review itself, at most {MAX_REVIEW_CHARS:,} characters."
    )

    @model_validator(mode="after")
    def _rating_fits_its_scale(self) -> Self:
        if self.rating is not None and self.rating_scale is not None and self.rating > self.rating_scale:
            raise _refuse(f"rating {self.rating:g} is above its scale of {self.rating_scale:g}")
        return self


def parse_draft(fields: Mapping[str, object]) -> ReviewDraft:
    """Check the fields of one review.

    Raises: InvalidReview for the first rule that is broken, with its `field`.
    """
    try:
        return ReviewDraft.model_validate(fields if isinstance(fields, dict) else dict(fields))
    except ValidationError as error:
        raise _invalid_review(error.errors(include_url=False)[0]) from None


_REASONS = {
    "missing": "is required",
    "string_type": "must be text",
    "string_too_short": "is empty",
    "string_unicode": "holds half a character (lone surrogate)",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "greater_than_equal": "must be 0 or more",
    "greater_than": "must be more than 0",
    "dict_type": "must be an object with text keys",
    "extra_forbidden": "is not a field of a review; put it into metadata",
}


def _invalid_review(detail: ErrorDetails) -> InvalidReview:
    where = [part for part in detail["loc"] if isinstance(part, str)]
    if detail["type"] == "invalid_review" and not where:
        return InvalidReview(f"{detail['msg'][:1].upper()}{detail['msg'][1:]}.", field="rating")
    if not where:  # pydantic could not even read the name
        return InvalidReview("A field has a name that is not valid Unicode text.")
    kind = detail["type"]
    if kind == "string_too_long":
        reason = f"is longer than {detail['ctx']['max_length']:,} characters"
    else:
        reason = _REASONS.get(kind, detail["msg"])
    name = where[0] if where[0] in ReviewDraft.model_fields else _echo(where[0])
    return InvalidReview(f"{name} {reason}.", field=_UNSTORABLE.sub("\ufffd", where[0])[:_ECHO_CHARS])
