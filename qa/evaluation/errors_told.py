"""Errors of systems and metrics as rows tell them: in one line, with the place in the user's code."""

from __future__ import annotations

import sysconfig
import traceback
from pathlib import Path

from pydantic import ValidationError

from qa.errors import PullquoteError

__all__ = ["told_error"]

MAX_ERROR_CHARS = 1_000
MAX_FIELDS = 3  # that are told of an answer with wrong ones; they mostly have one cause

_LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")})
_OURS = str(Path(__file__).parents[1])


def told_error(error: BaseException) -> str:
    """Its kind, its message, and where it was raised, unless it is one of ours."""
    if isinstance(error, ValidationError):
        told = f"{error.title} is not valid: {_fields(error)}"
    else:
        where = "" if isinstance(error, PullquoteError) else _place(error)
        told = f"{type(error).__name__}: {error}"[:MAX_ERROR_CHARS] + where
    return told.encode("utf-8", "replace").decode()


def _fields(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    told = [_field(one["loc"], one["msg"]) for one in found[:MAX_FIELDS]]
    more = len(found) - len(told)
    return "; ".join([*told, *([f"and {more} more"] if more else [])])


def _field(path: tuple[int | str, ...], message: str) -> str:
    where = ".".join(map(str, path))
    return f"{where}: {message.lower()}" if where else message.lower()


def _place(error: BaseException) -> str:
    """The last line of the traceback that belongs neither to a library nor to the evaluation."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.startswith((*_LIBRARIES, _OURS, "<")):
            return f" ({Path(frame.filename).name}, line {frame.lineno})"
    return ""
