"""YAML with the line of every value; keys given twice, aliases and tags of other types are problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import yaml

from qa.ingest.loaders.strict_json import StrictDecoder

__all__ = ["LinedYaml", "read_lined_json", "read_lined_yaml"]

_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where libyaml is there
_TEXT = "tag:yaml.org,2002:str"
_MAX_DEPTH = 50  # deeper nesting is a mistake, and would exhaust the stack

Path = tuple[str | int, ...]


class _Loader(_Fast):  # type: ignore[misc]
    """Leaves dates as they are written: 2024-02-30 is for whoever wants a date to refuse, with its line."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        first: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in _Fast.yaml_implicit_resolvers.items()
    }


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
        walk = _Walk(loader)
        if node is not None:
            walk.visit(node, ())
        value = None if node is None or walk.problems else loader.construct_document(node)
    finally:
        loader.dispose()
    return LinedYaml(value=value, lines=walk.lines, problems=walk.problems)


def read_lined_json(text: str) -> LinedYaml:
    """Read one JSON document; the lines are those of the same text as YAML, or 1 where it is none.

    Raises: yaml.YAMLError, as `read_lined_yaml` does.
    """
    try:
        value, end, refused = StrictDecoder(unique_keys=True).decode(text.strip())
    except ValueError as error:
        raise yaml.YAMLError(f"not valid JSON: {error}") from None
    if refused or text.strip()[end:].strip():
        raise yaml.YAMLError(refused or "more than one value in the file")
    try:
        lines = read_lined_yaml(text).lines
    except yaml.YAMLError:  # such as an emoji that is written as two escapes
        lines = {}
    return LinedYaml(value=value, lines=lines, problems=())


class _Walk:
    """Notes the line of every node, and what is wrong with it."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader
        self.lines: dict[Path, int] = {}
        self.problems: list[tuple[int, str]] = []
        self._seen: set[int] = set()

    def visit(self, node: Any, path: Path, line: int | None = None) -> None:
        line = line or node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in self._seen:  # an alias; a few of aliases of aliases would be billions of nodes
            self.problems.append((line, "aliases (*name) are not read; write it out"))
        elif len(path) > _MAX_DEPTH:
            self.problems.append((line, "nested too deep"))
        elif isinstance(node, yaml.ScalarNode):
            self._try(node, line)
        elif isinstance(node, yaml.SequenceNode):
            self._seen.add(id(node))
            for index, part in enumerate(node.value):
                self.visit(part, (*path, index))
        elif isinstance(node, yaml.MappingNode):
            self._seen.add(id(node))
            self._visit_pairs(node, path)

    def _try(self, node: Any, line: int) -> None:
        """Note a value that says it is of a type and is not, such as `!!int x`."""
        if node.tag == _TEXT:
            return
        try:
            self._loader.construct_object(node)
        except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            self.problems.append((line, f"cannot be read: {getattr(error, 'problem', None) or error}"))

    def _visit_pairs(self, node: Any, path: Path) -> None:
        for key, part in node.value:
            name = (*path, str(key.value))
            if name in self.lines:
                self.problems.append((key.start_mark.line + 1, f"{key.value}: given twice"))
            self.lines[name] = key.start_mark.line + 1
            self.visit(part, name, self.lines[name] if id(part) in self._seen else None)
