"""What `pullquote eval` is given: cases, a run, a grid or a data set; each takes options of its own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import typer

from qa.errors import InputError

__all__ = ["Mode", "refuse_what_is_not_taken"]

Mode = Literal["A case file", "A run", "--matrix", "A data set"]

_ASKED = {"target", "reviews", "store", "engine", "max_citations", "tag", "concurrency", "system"}
_HELD = {"floor", "baseline", "judge"}
_WRITTEN = {"name", "output", "html", "junit", "ragas", "deepeval", "as_json"}

_TAKEN: Mapping[Mode, set[str]] = MappingProxyType(
    {
        "A case file": _ASKED | _HELD | _WRITTEN,
        "A run": {"target"} | _HELD | _WRITTEN - {"name"},
        "--matrix": _ASKED | {"matrix", "output", "html", "as_json"},
        "A data set": {"target", "data", "ranker", "split", "as_json"},
    }
)


def refuse_what_is_not_taken(context: typer.Context, mode: Mode) -> None:
    """Raises: InputError for what was given on the command line and would be passed over in silence."""
    given = [
        parameter
        for parameter in context.command.params
        if (source := context.get_parameter_source(parameter.name or "")) is not None
        and source.name == "COMMANDLINE"
        and parameter.name not in _TAKEN[mode]
    ]
    if given:
        names = ", ".join(
            str(context.params[one.name]) if one.name == "data" else one.opts[0] for one in given
        )
        raise InputError(f"{mode} does not take {names}; see `pullquote eval --help`.")
