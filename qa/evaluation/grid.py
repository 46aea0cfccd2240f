"""A grid of settings: every combination is evaluated, to weigh quality against time and cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import yaml

from qa.errors import InvalidCases, UnreadableSource
from qa.evaluation.yaml_lines import LinedYaml, read_lined_yaml

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
    document = _read(path)
    settings = document.value
    if not document.problems and (not isinstance(settings, Mapping) or not settings):
        raise InvalidCases(
            [f"{path}: a grid is a mapping of settings to lists, such as chunk_chars: [200, 400]"]
        )
    problems = list(document.problems) or [
        (document.line_of((str(name),)), told)
        for name, values in settings.items()
        if (told := _problem(name, values, known)) is not None
    ]
    if problems:
        raise InvalidCases([f"{path}, line {line}: {told}" for line, told in problems])
    if (cells := prod(len(values) for values in settings.values())) > MAX_CELLS:
        raise InvalidCases([f"{path}: {cells:,} combinations are too many; {MAX_CELLS} is the most"])
    return Grid(settings=dict(settings))


def _read(path: Path) -> LinedYaml:
    try:
        return read_lined_yaml(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except UnicodeDecodeError:
        raise UnreadableSource(f"{path} cannot be read: it is not UTF-8.") from None
    except yaml.YAMLError as error:
        raise InvalidCases([f"{path}: {getattr(error, 'problem', None) or error}"]) from None


def _problem(name: object, values: Any, known: Sequence[str]) -> str | None:
    if name not in known:
        return f"{name}: no such setting; known are {', '.join(known)}"
    if not isinstance(values, list) or not values:
        return f"{name}: must be a list of values"
    if not all(isinstance(value, str | int | float) for value in values):
        return f"{name}: values are text, numbers, true or false"
    return None
