"""A run's data and the static parts beside this module, as one HTML file."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from qa.evaluation.floors import Measures
from qa.evaluation.report.about import run_name
from qa.evaluation.report.payload import run_payload
from qa.evaluation.runs import Run

__all__ = ["assemble", "render_report"]

STYLES = ("report.css", "cases.css", "matrix.css")
SCRIPTS = (
    "dom.js",
    "state.js",
    "verdict.js",
    "headline.js",
    "table.js",
    "plots.js",
    "compare.js",
    "passages.js",
    "evidence.js",
    "answers.js",
    "scores.js",
    "filters.js",
    "cases.js",
    "report.js",
)

_SLOT = re.compile(r"\{\{(\w+)\}\}")
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")  # ends a script, or is no text at all


def render_report(run: Run, *, baseline: Run | None = None, measures: Measures | None = None) -> str:
    """One file with everything in it, which opens from disk without a network.

    `measures` are those of `summarise`, where they are known already.
    """
    title = f"{run_name(run)}: what is wrong with the answers"
    return assemble(title, run_payload(run, baseline, measures), SCRIPTS)


def assemble(title: str, payload: Mapping[str, Any], scripts: Sequence[str]) -> str:
    """The page with data and scripts in place. What stands in the data is never read as a slot or as HTML."""
    parts = {
        "title": html.escape(title),
        "style": "\n".join(_static(name) for name in STYLES),
        "data": _json(payload),
        "script": "\n".join(_static(name) for name in scripts),
    }
    return _SLOT.sub(lambda slot: parts[slot[1]], _static("report.html"))


def _json(payload: Mapping[str, Any]) -> str:
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _static(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
