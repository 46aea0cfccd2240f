"""A grid of settings: every combination is evaluated, to weigh quality against time and cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from qa.errors import InvalidCases, UnreadableSource
from qa.evaluation.yaml_lines import read_lined_yaml

__all__ = ["Grid", "load_grid"]

MAX_CELLS = 200  # more would run for days, or are a mistake

Value = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The values of each setting that varies."""

    settings: Mapping[str, Sequence[Value]]

    def cells(self) -> Iterator[dict[str, Value]]:
        """Every combination, the last setting changing fastest."""
        for values in product(*self.settings.values()):
            yield dict(zip(self.settings, values, strict=True))


def load_grid(path: Path, known: Sequence[str]) -> Grid:
    """Read a YAML mapping of settings to lists of values.

    Raises: UnreadableSource; InvalidCases with the line of what is wrong, such as a setting not in `known`.
    """
    try:
        document = read_lined_yaml(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSource(f"{path} cannot be read: {error}.") from None
    except yaml.YAMLError as error:
        raise InvalidCases([f"{path}: {getattr(error, 'problem', None) or error}"]) from None
    if not isinstance(document.value, Mapping) or not document.value:
        raise InvalidCases(
            [f"{path}: a grid is a mapping of settings to lists, such as chunk_chars: [200, 400]"]
        )
    problems = [f"{path}, line {line}: {told}" for line, told in document.problems]
    for name, values in document.value.items():
        told = _problem(name, values, known)
        if told is not None:
            problems.append(f"{path}, line {document.line_of((str(name),))}: {told}")
    if problems:
        raise InvalidCases(problems)
    grid = Grid(settings=dict(document.value))
    if (cells := sum(1 for _ in grid.cells())) > MAX_CELLS:
        raise InvalidCases([f"{path}: {cells:,} combinations are too many; {MAX_CELLS} is the most"])
    return grid


def _problem(name: object, values: Any, known: Sequence[str]) -> str | None:
    if name not in known:
        return f"{name}: no such setting; known are {', '.join(known)}"
    if not isinstance(values, list) or not values:
        return f"{name}: must be a list of values"
    if not all(isinstance(value, str | int | float) for value in values):
        return f"{name}: values are text, numbers, true or false"
    return None
