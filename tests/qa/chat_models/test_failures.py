from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from qa.chat_models.failures import (
    clipped,
    http_status,
    innermost,
    is_timeout,
    is_unreachable,
    retry_after_s,
)

NOW = datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)


class ClientError(Exception):
    """An error as a provider's client raises it."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__(f"status {status}")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.response = httpx.Response(status, headers=named)


def wrapped(inner: Exception) -> Exception:
    try:
        raise RuntimeError("it failed") from inner
    except RuntimeError as error:
        return error


def test_a_status_is_found_through_what_wraps_it() -> None:
    assert http_status(wrapped(ClientError(503))) == 503


@pytest.mark.parametrize("error", [ValueError("no status"), ClientError(200)])
def test_what_carries_no_status_of_an_error_has_none(error: Exception) -> None:
    assert http_status(error) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        ("0.5", 0.5),
        ("-3", 0),
        ("Thu, 01 Jan 2026 12:00:30 GMT", 30),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
    ],
)
def test_the_time_to_wait_is_read_in_seconds_and_as_a_date(value: str, seconds: Any) -> None:
    assert retry_after_s(wrapped(ClientError(429, retry_after=value)), NOW) == seconds


def test_no_time_is_named_by_an_error_without_the_header() -> None:
    assert retry_after_s(ClientError(429)) is None
    assert retry_after_s(ValueError()) is None


def test_a_timeout_and_a_broken_line_are_told_apart() -> None:
    assert is_timeout(wrapped(httpx.ReadTimeout("slow")))
    assert not is_unreachable(httpx.ReadTimeout("slow"))
    assert is_unreachable(wrapped(httpx.ConnectError("no")))
    assert is_unreachable(httpx.RemoteProtocolError("cut"))
    assert not is_timeout(httpx.ConnectError("no"))


def test_the_innermost_error_is_the_one_that_tells() -> None:
    assert innermost(wrapped(ValueError("port 9 is closed"))) == "port 9 is closed"
    assert innermost(wrapped(ValueError())) == "ValueError"


def test_what_a_provider_says_is_cut_to_a_line() -> None:
    assert clipped("a\nb   c") == "a b c"
    assert len(clipped("x" * 1_000)) == 301
