"""What went wrong with a chat model, whichever provider's client says so in its own way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = [
    "causes",
    "clipped",
    "http_status",
    "innermost",
    "is_timeout",
    "is_unreachable",
    "retry_after_s",
]

DETAIL_CHARS = 300  # of what a provider says about an error


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, innermost last."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def http_status(error: BaseException) -> int | None:
    """The HTTP status that an error of a client, or one that it came from, carries; 400 to 599."""
    return next((status for cause in causes(error) if (status := _status(cause))), None)


def _status(error: BaseException) -> int | None:
    places = (error, getattr(error, "response", None))
    found = [getattr(place, name, None) for place in places for name in ("status_code", "code")]
    return next((status for status in found if isinstance(status, int) and 400 <= status < 600), None)


def retry_after_s(error: BaseException, now: datetime | None = None) -> float | None:
    """How many seconds the server asks to wait, None where it names no time that can be read.

    Source: RFC 9110, section 10.2.3: seconds, or a date.
    """
    for cause in causes(error):
        headers = getattr(getattr(cause, "response", None), "headers", None)
        value = headers.get("retry-after") if isinstance(headers, Mapping) else None
        if value is not None:
            return _seconds(str(value).strip(), now or datetime.now(UTC))
    return None


def _seconds(value: str, now: datetime) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        try:
            date = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None


def is_timeout(error: BaseException) -> bool:
    """Whether something took too long."""
    return "Timeout" in _kinds(error)


def is_unreachable(error: BaseException) -> bool:
    """Whether the server is not there, or broke off."""
    kinds = _kinds(error)
    return any(kind in kinds for kind in ("Connect", "ProtocolError", "ReadError", "WriteError"))


def _kinds(error: BaseException) -> str:
    return " ".join(kind.__name__ for cause in causes(error) for kind in type(cause).__mro__)


def innermost(error: BaseException) -> str:
    """What the error that started it says."""
    *_, last = causes(error)
    return str(last) or type(last).__name__


def clipped(text: str) -> str:
    """One line of what a provider says."""
    line = " ".join(text.split())
    return line if len(line) <= DETAIL_CHARS else f"{line[:DETAIL_CHARS]}\u2026"
