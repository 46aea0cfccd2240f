"""YAML with the line of every value; keys given twice, aliases and tags of other types are problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

__all__ = ["LinedYaml", "read_lined_yaml"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where libyaml is there
_MAX_DEPTH = 50  # deeper nesting is a mistake, and would exhaust the stack

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedYaml:
    """A document: its value, the line (from 1) of each part, and what is wrong with it, by line."""

    value: Any
    lines: Mapping[Path, int]
    problems: Sequence[tuple[int, str]]

    def line_of(self, path: Sequence[str | int]) -> int:
        """The line of the part at `path`, or of the nearest part around it that is there."""
        parts = tuple(path)
        while parts and parts not in self.lines:
            parts = parts[:-1]
        return self.lines.get(parts, 1)


def read_lined_yaml(text: str) -> LinedYaml:
    """Read one YAML document, which may be JSON. Raises: yaml.YAMLError."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        walk = _Walk()
        if node is not None:
            walk.visit(node, ())
        value = None if node is None or walk.problems else loader.construct_document(node)
    finally:
        loader.dispose()
    return LinedYaml(value=value, lines=walk.lines, problems=walk.problems)


class _Walk:
    """Notes the line of every node, and what is wrong with it."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[tuple[int, str]] = []
        self._seen: set[int] = set()

    def visit(self, node: Any, path: Path) -> None:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in self._seen:  # an alias; a few of aliases of aliases would be billions of nodes
            self.problems.append((line, "aliases (*name) are not read; write it out"))
        elif len(path) > _MAX_DEPTH:
            self.problems.append((line, "nested too deep"))
        elif isinstance(node, yaml.SequenceNode):
            self._seen.add(id(node))
            for index, part in enumerate(node.value):
                self.visit(part, (*path, index))
        elif isinstance(node, yaml.MappingNode):
            self._seen.add(id(node))
            self._visit_pairs(node, path)

    def _visit_pairs(self, node: Any, path: Path) -> None:
        for key, part in node.value:
            name = (*path, str(key.value))
            if name in self.lines:
                self.problems.append((key.start_mark.line + 1, f"{key.value}: given twice"))
            self.lines[name] = key.start_mark.line + 1
            self.visit(part, name)
