"""What a command run in this process hands back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from typer.testing import Result

__all__ = ["Run", "parsed"]

Run = Callable[..., Result]


def parsed(result: Result) -> Any:
    """The JSON that a command printed."""
    return json.loads(result.stdout)
