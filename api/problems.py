"""Problem details: the one shape of every error that leaves over HTTP.

Source: RFC 9457, https://www.rfc-editor.org/rfc/rfc9457
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema
from starlette.responses import Response

__all__ = [
    "MAX_ERRORS_SHOWN",
    "PROBLEM_RESPONSES",
    "FieldError",
    "Problem",
    "ProblemResponse",
    "field_errors",
    "problem",
    "problem_schemas",
]

MAX_ERRORS_SHOWN = 20  # errors listed; a body of 1,000 bad fields needs no longer answer
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}  # of RFC 9110; Python 3.11 has older ones
_POINTER_PART_CHARS = 64  # of a name in a pointer, which the sender chose


class FieldError(BaseModel):
    """One part of a request that breaks a rule: `pointer` into the body, or `parameter` of the address."""

    code: str
    detail: str
    pointer: str | None = Field(default=None, description="JSON pointer into the body, such as #/filters.")
    parameter: str | None = Field(default=None, description="Name of a query parameter.")


class Problem(BaseModel):
    """An error: `code` is stable and for programs, `detail` is for people and says what to do."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] | None = None


class ProblemResponse(Response):
    """A problem as bytes. Escaped to ASCII, so that no text can fail to encode."""

    media_type = "application/problem+json"

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=True, allow_nan=False).encode("ascii")


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **members: object,
) -> ProblemResponse:
    """A problem response; `members` are added to the body as they are."""
    title = _TITLES.get(status) or HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    return ProblemResponse({**body, **members}, status_code=status, headers=dict(headers or {}))


def field_errors(details: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The first errors of a pydantic validation, told without any of the values that were sent."""
    return [_field_error(detail) for detail in details[:MAX_ERRORS_SHOWN]]


def _field_error(detail: Mapping[str, Any]) -> dict[str, str]:
    part, *path = detail["loc"] or ("body",)
    message = str(detail["msg"]).removeprefix("Value error, ")
    told = {"code": str(detail["type"]), "detail": _REWORDED.get(detail["type"], message)}
    if part == "body":
        return {**told, "pointer": "#" + "".join(f"/{name}" for name in _escaped(path))}
    return {**told, "parameter": "/".join(_escaped(path))}


_REWORDED = {
    "extra_forbidden": "This is not a known field; leave it out.",
    "missing": "This is required.",
    "string_unicode": "This holds half a character (lone surrogate); send valid Unicode.",
    "model_attributes_type": "This must be a JSON object.",
    "model_type": "This must be a JSON object.",
}


def _escaped(path: Iterable[object]) -> Iterable[str]:
    for part in path:
        text = str(part)[:_POINTER_PART_CHARS].encode("utf-8", "replace").decode("utf-8")
        yield text.replace("~", "~0").replace("/", "~1")


PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Any error, as problem details (RFC 9457).",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}


def problem_schemas() -> dict[str, Any]:
    """The schemas that `PROBLEM_RESPONSES` refers to, by name."""
    _, document = models_json_schema(
        [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Any] = document["$defs"]
    return schemas
