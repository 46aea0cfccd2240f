"""A run: every case with its answer and its scores, as it is written to a file and read again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from qa.errors import UnreadableSource
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.cases import Case

__all__ = [
    "GoldRow",
    "MetricInfo",
    "ReviewRow",
    "Row",
    "Run",
    "ScoreRow",
    "falls_short",
    "load_run",
    "save_run",
]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class ScoreRow(_Value):
    """A score (see `Score`), or the error of a metric that failed."""

    value: float | None = None
    weight: float = 1.0
    chance: float | None = None
    error: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _no_number_is_an_error(cls, fields: Any) -> Any:
        value = fields.get("value") if isinstance(fields, dict) else None
        if isinstance(value, float) and not isfinite(value):
            return {**fields, "value": None, "error": f"the score is {value}, which is no number"}
        return fields


class GoldPointRow(_Value):
    """A point of the case: the places that support it, each as review id, start and end."""

    places: tuple[tuple[str, int, int], ...]
    stance: str | None = None


class GoldRow(_Value):
    """The gold evidence as it was found in the reviews."""

    points: tuple[GoldPointRow, ...] = ()
    units: int = 0
    relevant: int = 0


class Row(_Value):
    """One case: what was answered and how it scored. `answer` is None where the system failed: see `error`.

    `findings` say what is wrong in the terms of a metric that falls short, by its name. `judged` holds what a
    model was asked to judge, which is never mixed with the other scores.
    """

    key: str
    case: Case
    answer: SystemAnswer | None = None
    error: str | None = None
    latency_ms: float = 0.0
    gold: GoldRow = GoldRow()
    scores: dict[str, ScoreRow] = Field(default_factory=dict)
    judged: dict[str, ScoreRow] = Field(default_factory=dict)
    findings: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class MetricInfo(_Value):
    """What a metric is, for whoever shows it."""

    name: str
    about: str = ""
    unit: Literal["share", "ms", "usd", "tokens"] = "share"
    higher_is_better: bool = True
    must_hold: bool = False


class ReviewRow(_Value):
    """A review that is cited or holds evidence, so that a report can show it."""

    text: str
    item_id: str = ""
    item_title: str | None = None
    title: str | None = None
    author: str | None = None
    rating: float | None = None
    rating_scale: float | None = None
    published: str | None = None


class Run(_Value):
    """All rows of one run, and the floors it is held to.

    `system` says what was asked, in words or settings; `seconds` is wall time.
    """

    schema_: Literal["pullquote-run/1"] = Field(default="pullquote-run/1", alias="schema")
    name: str = ""
    version: str = ""
    system: dict[str, Any] = Field(default_factory=dict)
    cases_file: str = ""
    started: str = ""
    seconds: float = 0.0
    floors: tuple[str, ...] = ()
    metrics: tuple[MetricInfo, ...] = ()
    rows: tuple[Row, ...] = ()
    reviews: dict[str, ReviewRow] = Field(default_factory=dict)

    @property
    def tags(self) -> Sequence[str]:
        """Every tag of its cases, in order of first use."""
        return list(dict.fromkeys(tag for row in self.rows for tag in row.case.tags))

    def to_json(self) -> dict[str, Any]:
        """The run as a file holds it."""
        fields = self.model_dump(mode="json", by_alias=True, exclude={"rows"})
        return {**fields, "rows": [_row_json(row) for row in self.rows]}


def falls_short(score: ScoreRow | None, *, higher_is_better: bool = True) -> bool:
    """Whether a metric applies and is not as good as it can be; 1 is best, or 0 where lower is better.

    A metric that failed falls short; a score without weight does not count.
    """
    if score is None or score.weight <= 0:
        return False
    if score.value is None:
        return True
    return score.value < 1.0 if higher_is_better else score.value > 0.0


def _row_json(row: Row) -> dict[str, Any]:
    fields = row.model_dump(mode="json", exclude={"case"}, exclude_defaults=True)
    return {"key": row.key, "case": row.case.written(), **fields}


def save_run(run: Run, path: Path) -> None:
    """Write a run. Raises: OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = run.to_json()
    rows = ",\n".join(_line(row) for row in fields.pop("rows"))
    data = f'{_line(fields)[:-1]}, "rows": [\n{rows}\n]}}\n'.encode()
    path.write_bytes(data)  # all is made before the file of an earlier run is emptied


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def load_run(path: Path) -> Run:
    """Read a run. Raises: UnreadableSource."""
    try:
        return Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UnreadableSource(
            f"{path} is not a run of this version of Pullquote ({where}: {first['msg'].lower()}); "
            "make it anew with `pullquote eval CASES --output FILE`."
        ) from None
