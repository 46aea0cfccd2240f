"""What is asked for, checked before it is sent; and how a failed check is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from api.problems import field_errors
from qa.errors import InputError

__all__ = ["checked", "told"]

RequestT = TypeVar("RequestT", bound=BaseModel)


def checked(request: type[RequestT], **fields: Any) -> RequestT:
    """The request with these fields. Raises: InputError when one of them cannot be used."""
    try:
        return request.model_validate(fields)
    except ValidationError as error:
        raise InputError(told(error)) from None


def told(error: ValidationError) -> str:
    """Every part at fault with what to do, a line each, without the values, which may be long."""
    details = error.errors(include_url=False, include_input=False, include_context=False)
    return "\n".join(map(_line, field_errors([{**one, "loc": ("body", *one["loc"])} for one in details])))


def _line(problem: Mapping[str, str]) -> str:
    where = problem["pointer"].removeprefix("#").strip("/").replace("/", ".")
    return f"{where}: {problem['detail']}" if where else problem["detail"]
