"""Case files, and services that answer them badly."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from typer.testing import Result

from qa.models import Answer, Filters
from tests.api.fakes import FakeService

Evaluate = Callable[..., Result]


ENDING = {
    "id": "ending",
    "question": "What about the ending?",
    "scope": {"item_id": "film"},
    "evidence": ["The ending drags on", "A fine ending"],
    "tags": ["fact", "film"],
}


DRAG = {"id": "drag", "question": "Does it drag?", "scope": {"item_id": "kettle"}, "evidence": ["It boils"]}


ZEBRAS = {"id": "zebras", "question": "Any zebras?", "answerable": False, "tags": ["absent"]}


def written(path: Path, *rows: dict[str, Any], **beside: Any) -> Path:
    """A case file over the reviews of the fixture `files`."""
    path.write_text(json.dumps({"reviews": "files/reviews.jsonl", **beside, "cases": rows}))
    return path


@dataclass
class Liar(FakeService):
    """Cites one character too late."""

    async def ask(self, question: str, filters: Filters = Filters(), **asked: Any) -> Answer:  # noqa: B008
        answer = await super().ask(question, filters, **asked)
        moved = tuple(replace(cited, start=cited.start + 1) for cited in answer.citations)
        return replace(answer, citations=moved)


@dataclass
class Mute(FakeService):
    """Finds nothing."""

    async def ask(self, question: str, filters: Filters = Filters(), **asked: Any) -> Answer:  # noqa: B008
        return await super().ask("xyzzy", filters, **asked)
