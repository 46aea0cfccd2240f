"""What a Pullquote service answers over HTTP, read by its clients here."""

from __future__ import annotations

from typing import Any

import httpx

from qa.errors import ServiceRefused

__all__ = ["good_json"]


def good_json(response: httpx.Response) -> Any:
    """The body of a good answer.

    Raises: ServiceRefused with the service's own words; ValueError when it is no JSON.
    """
    if response.is_success:
        return response.json()
    try:
        problem = response.json()
        told = problem.get("detail") or problem.get("title")
    except (ValueError, AttributeError):
        told = response.text[:200]
    raise ServiceRefused(f"{response.status_code}: {told or response.reason_phrase}")
